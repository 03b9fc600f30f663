"""Lists whose records are alike: the words that name each stand at the same place in all, whatever they say."""

from __future__ import annotations

from tests.reading.given import reading

DAYS = ("14 January 2027", "28 January 2027", "11 February 2027")
TALKS = ("Trust after complaints", "Sentencing by numbers", "Prison food and order")
WHO = ("Ada Penn (Larkfield)", "Dr Ben Oake, Ashby University", "Cora Lind (Larkfield)")
FOOT = "<div class='end'><p>Larkfield Union</p><p>Union House, 9 Glen Road, Larkfield LK1 5XX</p></div>"


def titles(item: str, before: str = "", after: str = "", heading: str = "What is on") -> list[str]:
    """The titles of a list of three such items, in which D, T and W are the day, the talk and who speaks."""
    made = "".join(
        item.replace("D", day).replace("T", talk).replace("W", who)
        for day, talk, who in zip(DAYS, TALKS, WHO, strict=True)
    )
    found = reading(f"<html lang='en'><body><h1>{heading}</h1>{before}{made}{after}</body></html>")
    return [draft.title for draft in found.drafts]


def test_plain_words_at_one_place_of_every_record() -> None:
    assert titles(
        "<div><div><p>D, 6pm</p></div><div><p>T</p></div><div><p>Room 3</p></div></div>"
    ) == [*TALKS]
    assert titles("<div><div><span>T</span></div><div>D</div></div>") == [*TALKS]


def test_a_table_without_heads_and_who_speaks() -> None:
    row = "<tr><td>D</td><td>W</td><td>T</td></tr>"
    assert titles(row, "<table>", "</table>") == [*TALKS]
    assert titles("<tr><td>W</td><td>T</td><td>D</td></tr>", "<table>", "</table>") == [*TALKS]


def test_a_list_of_definitions() -> None:
    assert titles("<dt>D</dt><dd>W</dd><dd>T</dd>", "<dl>", "</dl>") == [*TALKS]


def test_words_that_name_nothing_stay_unused() -> None:
    assert titles("<div><p>D</p><p>Bring a friend.</p></div>") == ["What is on"] * 3
    assert titles("<div><p>D</p><p>W</p></div>") == ["What is on"] * 3


def test_where_the_heading_names_a_body_it_stands_in_front() -> None:
    named = titles("<div><div>D</div><div>T</div></div>", heading="Roads Committee")
    assert named == [f"Roads Committee: {talk}" for talk in TALKS]


def test_an_even_run_ends_with_its_dates() -> None:
    assert titles("<p>T</p><p>D</p>", "<div>", "</div>") == [*TALKS]
    assert titles("T<br>W<br>D<br><br>", "<div>", "</div>") == [*TALKS]
    assert titles("<div>T</div><div>D</div><div>Hall</div>", "<section>", "</section>") == [*TALKS]


def test_an_introduction_is_no_title_of_the_first() -> None:
    said = "<p>All talks begin at 6pm in Room 4.</p>"
    assert "6pm" not in " ".join(titles("<p>D</p><p>Agenda</p>", f"<div>{said}", "</div>"))


def test_the_last_record_ends_with_the_list() -> None:
    item = "<h3>T</h3><p>D, 6pm</p>"
    found = reading(
        f"<html><body><div><h1>Talks</h1>{item.replace('T', 'One night').replace('D', DAYS[0])}"
        f"{item.replace('T', 'One day').replace('D', DAYS[1])}</div>{FOOT}</body></html>"
    )
    assert [(draft.title, draft.place) for draft in found.drafts] == [
        ("One night", ""),
        ("One day", ""),
    ]


def test_the_hour_of_the_doors_is_no_start_of_a_record() -> None:
    items = "".join(
        f"<li><h3>{t}</h3><p>{d}</p><p>Doors open 6pm, lecture begins 6.45pm</p></li>"
        for t, d in zip(TALKS, DAYS, strict=True)
    )
    assert {
        draft.time
        for draft in reading(f"<html><body><h1>Talks</h1><ul>{items}</ul></body></html>").drafts
    } == {"6.45pm"}


def test_articles_that_each_have_a_heading_of_the_first_rank() -> None:
    article = "<article><h1>{}</h1><p>{}, 6pm, {}</p><p>For families, with time for questions.</p></article>"
    body = article.format("Careers evening", DAYS[0], "Scout Hut") + article.format(
        "A parents' night", DAYS[1], "Moss School"
    )
    found = reading(f"<html lang='en'><body><main>{body}</main></body></html>").drafts
    assert [(draft.title, draft.place) for draft in found] == [
        ("Careers evening", "Scout Hut"),
        ("A parents' night", "Moss School"),
    ]


def test_the_label_of_a_place_without_a_colon_is_none_of_it() -> None:
    item = "<div><h3>T</h3><p>D, 6pm</p><p>Meeting location Rope Walk School</p></div>"
    made = "".join(
        item.replace("D", day).replace("T", talk) for day, talk in zip(DAYS, TALKS, strict=True)
    )
    found = reading(f"<html><body><h1>Talks</h1>{made}</body></html>").drafts
    assert {draft.place for draft in found} == {"Rope Walk School"}
