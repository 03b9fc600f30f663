"""Lists as calendar plug-ins and content systems print them."""

from __future__ import annotations

from spiders.reading import repeated
from tests.reading.given import page


def test_inline_boxes_within_one_another_do_not_run_together() -> None:
    item = (
        "<div><a href='/{0}'><span><em>{0}</em><em>may</em><em>Sat</em></span> <span><span>{1}</span>"
        "<span><em>6:00 pm</em></span></span></a></div>"
    )
    body = item.format(8, "Harbour Committee") + item.format(15, "Quay Commission")
    found = repeated.read(page(f"<h1>Events</h1><p>May 2027</p>{body}"))
    assert [(draft.title, draft.time) for draft in found] == [
        ("Harbour Committee", "6:00 pm"),
        ("Quay Commission", "6:00 pm"),
    ]


def test_words_for_narrow_and_for_wide_screens_are_read_once() -> None:
    item = "<li><span>{0} Committee</span> <span>{0} Committee</span><br>{1} May 2027</li>"
    body = item.format("Harbour", 8) + item.format("Fishing", 9)
    found = repeated.read(page(f"<h1>Events</h1><ul>{body}</ul>"))
    assert [draft.title for draft in found] == ["Harbour Committee", "Fishing Committee"]


def test_the_place_behind_the_sign_in_a_title() -> None:
    item = "<li><b>{0} @ {1}</b><br>{2} May 2027 @ 7pm</li>"
    body = item.format("Quay Walk", "Rope Yard", 8) + item.format("Old Songs", "Net Loft", 9)
    found = repeated.read(page(f"<h1>Events</h1><ul>{body}</ul>"))
    assert [draft.place for draft in found] == ["Rope Yard", "Net Loft"]


def test_a_column_of_ends_with_day_and_clock() -> None:
    row = "<tr><td>{0}</td><td>5/{1}/2027 9:00 AM</td><td>5/{1}/2027 4:00 PM</td></tr>"
    head = "<tr><th>Title</th><th>Start Time</th><th>End Time</th></tr>"
    body = row.format("Harbour hearing", 13) + row.format("Quay hearing", 20)
    found = repeated.read(page(f"<h1>Hearings</h1><table>{head}{body}</table>"))
    assert [draft.date for draft in found] == [
        "5/13/2027 9:00 AM - 5/13/2027 4:00 PM",
        "5/20/2027 9:00 AM - 5/20/2027 4:00 PM",
    ]


def test_a_box_called_a_place_in_one_word() -> None:
    item = "<li><a href='/{1}'>{0}</a><div>{1} May 2027</div><div class='fsLocation'>Net Loft</div></li>"
    body = item.format("Quay Walk", 8) + item.format("Old Songs", 9)
    found = repeated.read(page(f"<h1>Events</h1><ul>{body}</ul>"))
    assert [draft.place for draft in found] == ["Net Loft", "Net Loft"]
