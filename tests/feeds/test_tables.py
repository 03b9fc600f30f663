"""CSV, NDJSON and JSON-LD: one row, line or item for each listing, safe for spreadsheets, read back by others."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import jsonld, ndjson, table
from feeds.formats import FORMATS
from feeds.self_check import findings
from feeds.table import COLUMNS
from tests.feeds.listings import CANCELLED, EVERY, FEED, HOSTILE, OPEN, SITE, WINTER

NEW = ("csv", "ndjson", "jsonld")


def rows(*listings: object) -> list[dict[str, str]]:
    data = FORMATS["csv"].render(FEED, listings, SITE)  # type: ignore[arg-type]
    return list(csv.DictReader(StringIO(data.decode(), newline=""), strict=True))


def test_csv_is_rfc_4180() -> None:
    data = FORMATS["csv"].render(FEED, EVERY, SITE)
    assert data.startswith(b"id,title,status,")
    assert data.endswith(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert [one["id"] for one in rows(*EVERY)] == [one.id for one in EVERY]
    assert all(None not in one.values() and None not in one for one in rows(*EVERY))


def test_csv_holds_what_we_know() -> None:
    (row,) = rows(WINTER)
    assert row["start"] == "2027-01-12T10:00:00+00:00"
    assert row["all_day"] == row["is_free"] == "no"
    assert row["mode"] == "hybrid"
    assert row["town"] == "Netherby"
    assert "Ama Okoro" in row["speakers"]
    assert row["deadline"] == "2027-01-08"
    assert row["topics"] == "Public order & protest; Police powers & use of force"
    assert row["page"] == SITE.event_url(WINTER.id)
    (row,) = rows(OPEN)
    assert (row["start"], row["when"]) == ("", "“03/04/2027”")
    (row,) = rows(CANCELLED)
    assert row["title"].startswith("Cancelled: ")
    assert row["status"] == "cancelled"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "  =", "\n-", "＝", "\x00="])
def test_no_cell_starts_a_formula(start: str) -> None:
    words = f"{start}HYPERLINK(1)"
    listing = replace(
        WINTER, title=words, organiser=words, cpd=words, audience=(words,), objectives=(words,)
    )
    (row,) = rows(listing)
    for name in ("title", "organiser", "cpd", "audience", "objectives"):
        assert "HYPERLINK(1)" in row[name]
        assert not row[name].lstrip().startswith(("=", "+", "-", "@", "＝"))


@given(title=st.text(max_size=40), words=st.text(max_size=60))
def test_any_words_stay_in_their_cell(title: str, words: str) -> None:
    listing = replace(WINTER, title=title, organiser=words, description=words, cpd=words)
    for ext in NEW:
        data = FORMATS[ext].render(FEED, (listing, HOSTILE), SITE)
        assert findings(ext, data) == ()
    assert [one["id"] for one in rows(listing, HOSTILE)] == [WINTER.id, HOSTILE.id]
    for row in rows(listing):
        assert list(row) == list(COLUMNS)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_ndjson_is_one_object_a_line() -> None:
    data = FORMATS["ndjson"].render(FEED, EVERY, SITE)
    found = [json.loads(line) for line in data.splitlines()]
    assert [one["id"] for one in found] == [SITE.tag(one.id) for one in EVERY]
    winter = found[0]
    assert winter["start"] == "2027-01-12T10:00:00+00:00"
    assert winter["people"][0]["name"] == "Ama Okoro"
    assert winter["place"]["force"] == "Netherby Constabulary"
    assert FORMATS["ndjson"].render(FEED, (), SITE) == b""


def test_d4_json_ld_is_a_data_feed_of_events() -> None:
    document = json.loads(FORMATS["jsonld"].render(FEED, EVERY, SITE))
    assert (document["@context"], document["@type"]) == ("https://schema.org", "DataFeed")
    items = {one["item"]["mainEntityOfPage"]: one for one in document["dataFeedElement"]}
    assert len(items) == len(EVERY)
    winter = items[SITE.event_url(WINTER.id)]["item"]
    assert winter["@type"] == "Event"
    assert winter["startDate"] == "2027-01-12T10:00:00+00:00"
    assert winter["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    called_off = items[SITE.event_url(CANCELLED.id)]["item"]
    assert called_off["eventStatus"] == "https://schema.org/EventCancelled"
    assert called_off["startDate"]
    assert "startDate" not in items[SITE.event_url(OPEN.id)]["item"]


@pytest.mark.parametrize(
    ("ext", "data", "word"),
    [
        ("csv", b'id,title\r\n"a', "not CSV"),
        ("csv", b"id,title\r\na,b,c\r\n", "columns"),
        ("csv", b"\xff", "not CSV"),
        ("ndjson", b'{"id": 1, "title": "a"}\n{', "not JSON"),
        ("ndjson", b'{"id": 1}\n', "lacks title"),
        ("jsonld", b'{"@context": ""}', "lacks @type"),
    ],
)
def test_broken_documents_are_told(ext: str, data: bytes, word: str) -> None:
    assert word in findings(ext, data)[0]


def test_extensions_are_those_of_the_modules() -> None:
    assert {table.EXT, ndjson.EXT, jsonld.EXT} == set(NEW)
