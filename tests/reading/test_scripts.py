"""Events in the inline scripts of a page."""

from __future__ import annotations

import json

from catalogue.draft import Draft
from spiders.reading import scripts
from tests.reading.given import page, reading

EVENTS = (
    '[{"title": "Custody Committee", "startDate": "2027-06-03T10:00:00"},'
    ' {"title": "Roads Committee", "startDate": "2027-07-08T14:00:00"}]'
)


def told(script: str, kind: str = "") -> list[tuple[str, str]]:
    drafts: list[Draft] = scripts.read(page(f"<h1>Meetings</h1><script {kind}>{script}</script>"))
    return [(draft.title, draft.start) for draft in drafts]


BOTH = [("Custody Committee", "2027-06-03T10:00:00"), ("Roads Committee", "2027-07-08T14:00:00")]


def test_an_array_in_a_variable() -> None:
    assert told(f"var rows = {EVENTS}; $('#grid').show(rows);") == BOTH


def test_hydration_json() -> None:
    whole = f'{{"props": {{"page": {{"list": {EVENTS}}}}}}}'
    assert told(whole, "id=__NEXT_DATA__ type=application/json") == BOTH


def test_json_in_a_string() -> None:
    quoted = EVENTS.replace('"', '\\"')
    assert told(f'window.state = JSON.parse("{quoted}")') == BOTH


def test_javascript_that_is_no_json() -> None:
    loose = EVENTS.replace('"title"', "title").replace('"startDate"', "startDate").replace('"', "'")
    assert told(f"calendar({{ // shown at once\n events: {loose}, }});") == BOTH


def test_a_box_of_times() -> None:
    boxed = '[{"title": "Open day", "scheduling": {"config": {"startDate": "2027-06-03T10:00:00.000Z"}}}]'
    assert told(f"var warm = {boxed}") == [("Open day", "2027-06-03T10:00:00Z")]


def test_scripts_without_events() -> None:
    assert told('var settings = {"events": [], "startDate": "", "title": "x"};') == []
    assert told("if (event: = [{'start': ") == []


def test_what_a_page_counts_its_clicks_by_is_no_event() -> None:
    assert (
        told("dataLayer.push({'event': 'gtm.js', 'x': [{'title': 'Talk', 'date': '2027-06-03'}]});")
        == []
    )


def test_an_event_under_its_own_name() -> None:
    boxed = '{"event": {"title": "Roads Committee", "date": "2027-07-08T14:00:00"}}'
    assert told(f"show({boxed})") == BOTH[1:]


def test_a_page_that_shows_nothing_is_read_by_its_script() -> None:
    read = reading(
        f"<html><body><h1>Meetings</h1><p>Loading</p><script>var a = {EVENTS}</script></body></html>"
    )
    assert (read.reader, len(read.drafts)) == ("script", 2)
    where = dict(read.drafts[0].evidence)["start"]
    assert (where.reader, where.where) == ("script", "script 1, object 1 startdate")


def test_the_list_on_the_page_wins_over_fewer_in_scripts() -> None:
    rows = "".join(f"<li>{day} June 2027, 6pm: Panel</li>" for day in (3, 4, 5))
    read = reading(
        f"<html><body><h1>Meetings</h1><ul>{rows}</ul><script>var a = {EVENTS}</script></body></html>"
    )
    assert (read.reader, len(read.drafts)) == ("repeated", 3)


def test_scripts_with_an_event_for_every_dated_line_of_a_page() -> None:
    days = range(3, 10)
    data = [{"title": f"Panel {day}", "startDate": f"2027-06-{day:02d}T18:00:00"} for day in days]
    rows = "".join(f"<li>{day} June 2027, 6pm: Panel {day}</li>" for day in days)
    script = f"<script>var a = {json.dumps(data)}</script>"
    page_of = f"<html><body><h1>Meetings</h1><ul>{rows}</ul>%s{script}</body></html>"
    assert reading(page_of % "").reader == "script"
    assert reading(page_of % "<li>11 June 2027, 6pm: Panel 11</li>").reader == "repeated"
