"""Titles of the records of a listing page."""

from __future__ import annotations

import pytest

from spiders.reading import repeated
from spiders.reading.title_candidates import worth
from tests.reading.given import page, reading

ROWS = "".join(f"<li>{day} June 2027</li>" for day in (3, 10, 17))


def titles(body: str, head: str = "") -> list[str]:
    return [draft.title for draft in repeated.read(page(body, head))]


@pytest.mark.parametrize(
    "words", ["Meeting cancelled", "Date & time change", "Meeting notice", "Click here", "TBA"]
)
def test_words_that_never_name_an_event(words: str) -> None:
    assert worth(words) is None


def test_a_tab_names_the_records_below_it() -> None:
    body = f"""<h1>Meetings</h1><div class="tab-title">Custody Committee</div><ul>{ROWS}</ul>
        <div class="tab-title">Roads Committee</div><ul><li>4 July 2027</li><li>5 July 2027</li></ul>"""
    assert titles(body) == ["Custody Committee"] * 3 + ["Roads Committee"] * 2


def test_a_heading_holds_until_one_of_its_rank() -> None:
    body = f"""<h1>Northmoor Police Board</h1><h3>Groups</h3><h4>Dogs Committee</h4><p>Looks after dogs.</p>
        <h3>Dates for 2027</h3><ul>{ROWS}</ul>"""
    assert set(titles(body)) == {"Northmoor Police Board"}


def test_enclosures_are_no_titles() -> None:
    row = "<tr><td>{} June 2027<td>6pm<td><a href='/a.pdf'>Finance Committee figures</a></tr>"
    body = "<h1>Northmoor Police Board</h1><table>" + "".join(row.format(n) for n in (3, 10, 17))
    assert set(titles(body)) == {"Northmoor Police Board"}


def test_the_name_above_a_street_is_the_venue() -> None:
    row = "<p><b>{} June 2027, 9 a.m.</b></p><p><a href='/v'>Training Centre North</a></p><p>{} High Street</p>"
    body = "<h1>Board of Trustees</h1>" + "".join(row.format(n, n) for n in (3, 10, 17))
    assert set(titles(body)) == {"Board of Trustees"}


def test_a_plain_board_gets_its_full_name_and_its_organisation() -> None:
    head = "<title>Dates | Northmoor Trust</title>"
    body = f"<h1>Dates</h1><p>The Board of Directors meets monthly.</p><h2>Board Meetings</h2><ul>{ROWS}</ul>"
    assert set(titles(body, head)) == {"Northmoor Trust: Board of Directors"}


def test_a_kind_of_meeting_stands_behind_the_body() -> None:
    row = "<tr><td>{} June 2027<td>June 2027 Board Mtg</tr>"
    body = "<h1>Pensions Board of Northmoor</h1><table>" + "".join(
        row.format(n) for n in (3, 10, 17)
    )
    assert titles(body)[0] == "Pensions Board of Northmoor: June 2027 Board Mtg"


def test_remarks_and_officers_name_nothing() -> None:
    rows = "".join(f"<li>{day} June 2027<br>Ann Lee, Board Chair</li>" for day in (3, 10, 17))
    body = f"<h1>Northmoor Harbour Commission</h1><h2>All meetings of the Board will be online.</h2><ul>{rows}</ul>"
    assert set(titles(body)) == {"Northmoor Harbour Commission"}


def test_minutes_of_a_body_are_its_meetings() -> None:
    rows = "".join(f"<li><a href='/{n}.pdf'>{n} June 2027</a></li>" for n in (3, 10, 17))
    body = f"<h1>Papers</h1><h2>Minutes and Agendas of the Ethics Board</h2><ul>{rows}</ul>"
    assert set(titles(body)) == {"Ethics Board"}


def test_a_page_that_names_nobody_is_its_site_s() -> None:
    rows = "".join(f"<li>{day} June 2027</li>" for day in (3, 10, 17))
    head = "<meta property='og:site_name' content='Northmoor Rangers'>"
    assert set(titles(f"<h1>MINUTES</h1><ul>{rows}</ul>", head)) == {"Northmoor Rangers"}


def test_a_body_that_only_approves_is_not_the_page_s() -> None:
    rows = "".join(f"<li>{day} June 2027</li>" for day in (3, 10, 17))
    prose = "<p>Members are appointed by the Mayor and the Northmoor City Council.</p>" * 3
    body = f"<h1>Special Service Area 9</h1>{prose}<ul>{rows}</ul>"
    assert set(titles(body)) == {"Special Service Area 9"}


def test_a_fold_without_script_is_a_label() -> None:
    rows = "<ul><li>3 June 2027</li><li>10 June 2027</li></ul>"
    body = (
        f"<h1>Dates</h1><label>Custody Committee</label>{rows}<label>Roads Committee</label>{rows}"
    )
    assert titles(body)[0] == "Custody Committee"
    assert titles(body)[-1] == "Roads Committee"


def test_a_heading_of_a_list_is_no_name_to_put_in_front() -> None:
    head = "<title>Board Meeting Times | Northmoor Library</title>"
    body = f"<h1>Board Meeting Times &amp; Committees</h1><h2>Board of Trustees</h2><ul>{ROWS}</ul>"
    assert set(titles(body, head)) == {"Northmoor Library: Board of Trustees"}


def test_alike_lines_below_two_headings_keep_their_bodies() -> None:
    body = "<h1>Minutes</h1>" + "".join(
        f"<h2>{name} Committee</h2><p>{line} - June {day}, 2027</p><p>{line} - July {day}, 2027</p>"
        for name, line, day in (("Harbour", "Video", 3), ("Lighthouse", "Video", 9))
    )
    assert titles(body) == ["Harbour Committee"] * 2 + ["Lighthouse Committee"] * 2


def test_alike_lines_have_links_and_evidence_of_their_own() -> None:
    body = "<h1>Harbour Board</h1><p>" + "<br>".join(
        f"<a href='/papers/{day}.pdf'>Minutes</a> <a href='/film/{day}'>Quay Safety Seminar - June {day}, 2027</a>"
        for day in (3, 9, 16)
    )
    drafts = reading(body).drafts
    assert [draft.url for draft in drafts] == [
        f"https://forum.example/film/{n}" for n in (3, 9, 16)
    ]
    where = [dict(draft.evidence)["url"].where for draft in drafts]
    assert len(set(where)) == 3
    assert {draft.title for draft in drafts} == {"Quay Safety Seminar"}


def test_where_most_records_name_themselves_weak_names_count_too() -> None:
    lines = "".join(
        f"<p><b>{day} June 2027</b> {name}, 7pm, Guildhall</p>"
        for day, name in (
            (3, "Planning Committee"),
            (4, "Lantern walk"),
            (8, "Full Council"),
            (9, "Police surgery"),
        )
    )
    names = ["Planning Committee", "Lantern walk", "Full Council", "Police surgery"]
    assert titles(f"<h1>What's on in June</h1>{lines}") == names
    assert titles(f"<h1>Northmoor Police Board</h1>{lines}")[1] == "Northmoor Police Board"


def test_what_kind_of_event_it_is_gives_way_to_what_it_is_about() -> None:
    body = "".join(
        f"<p><a href='/{day}'>{day} June 2027: {title}, 7pm</a></p>"
        for day, title in (
            (3, "Debate - Should officers carry cameras?"),
            (8, "Launch - Bail in three towns"),
        )
    )
    assert titles(f"<h1>This summer</h1>{body}") == [
        "Should officers carry cameras?",
        "Bail in three towns",
    ]


def test_a_speaker_with_a_university_is_neither_title_nor_place() -> None:
    rows = "".join(
        f"<p><b>{day} June 2027</b><br>Ines Calder (University of Wexmouth)<br><em>{title}</em></p>"
        for day, title in ((2, "Hot spots"), (9, "Counting twice"), (16, "Maps that mislead"))
    )
    found = repeated.read(page(f"<h1>Seminar series: Crime and Place</h1>{rows}"))
    assert found[0].title == "Hot spots"
    assert {one.place for one in found} == {""}
