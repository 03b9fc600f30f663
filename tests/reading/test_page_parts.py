"""Pages in parts, each with a name and dates of its own."""

from __future__ import annotations

from spiders.reading import repeated
from tests.reading.given import page


def titles(body: str) -> list[str]:
    return [draft.title for draft in repeated.read(page(f"<h1>Northmoor Police Board</h1>{body}"))]


def part(name: str, tag: str = "div class=branch-name") -> str:
    close = tag.split()[0]
    return f"<{tag}>{name}</{close}><table><tr><td>3 June 2027<td>6pm</tr><tr><td>8 July 2027<td>6pm</tr></table>"


def test_meetings_at_one_time_are_told_apart_by_their_part() -> None:
    assert titles(part("Eastfield") + part("Westgate")) == [
        "Northmoor Police Board: Eastfield",
        "Northmoor Police Board: Eastfield",
        "Northmoor Police Board: Westgate",
        "Northmoor Police Board: Westgate",
    ]


def test_headings_that_say_when_or_what_are_no_parts() -> None:
    years = part("2027", "h3") + part("Past years", "h3") + part("Minutes", "h3")
    assert set(titles(years)) == {"Northmoor Police Board"}


def test_one_name_alone_is_no_part() -> None:
    assert set(titles(part("Eastfield"))) == {"Northmoor Police Board"}


def test_a_part_without_dates_among_parts_with_them() -> None:
    rows = "<h3>Risk assessment</h3><ul><li>3 June 2027</li><li>9 June 2027</li></ul>"
    rows += "<h3>Chairing panels</h3><ul><li>4 June 2027</li></ul><h3>Control</h3><p>Dates to follow.</p>"
    found = repeated.read(page(f"<h1>Our training</h1>{rows}"))
    assert [one.title.split(": ")[-1] for one in found] == ["Risk assessment"] * 2 + [
        "Chairing panels"
    ]
