"""Atom (RFC 4287): the lines A1 to A7 of the publishing checklist."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from feedparser import FeedParserDict
from lxml import etree

from feeds.feed import FOUNDED
from feeds.formats import FORMATS
from tests.feeds.listings import EVERY, FEED, HOSTILE, SITE, WINTER

A = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def root(atom_bytes: bytes) -> etree._Element:
    return etree.fromstring(atom_bytes)


@pytest.fixture
def entries(root: etree._Element) -> list[etree._Element]:
    return root.findall(f"{A}entry")


def test_a1_ids_are_permanent_iris(root: etree._Element, entries: list[etree._Element]) -> None:
    ids = [entry.findtext(f"{A}id") or "" for entry in entries]
    assert ids == [f"tag:muster.example,2026:{one.id}" for one in EVERY]
    assert len(set(ids)) == len(ids)
    assert root.findtext(f"{A}id") == "tag:muster.example,2026:feeds/topics/public-order"


def test_a2_updated_is_each_listings_own(
    root: etree._Element, entries: list[etree._Element]
) -> None:
    stamps = [entry.findtext(f"{A}updated") or "" for entry in entries]
    assert [datetime.fromisoformat(one) for one in stamps] == [one.modified for one in EVERY]
    assert len(set(stamps)) == len(stamps)
    assert root.findtext(f"{A}updated") == max(stamps)
    assert all(re.search(r"[+-]\d\d:\d\d$", one) for one in stamps)


def test_a2_an_empty_feed_has_a_constant_stamp() -> None:
    data = FORMATS["atom"].render(FEED, (), SITE)
    assert etree.fromstring(data).findtext(f"{A}updated") == FOUNDED.isoformat()


def test_a3_feed_has_an_author(root: etree._Element, entries: list[etree._Element]) -> None:
    assert root.findtext(f"{A}author/{A}name") == "Muster"
    assert entries[0].findtext(f"{A}author/{A}name") == "Northern Policing Forum"


def test_a4_links_of_the_feed(root: etree._Element) -> None:
    links = {link.get("rel"): link.attrib for link in root.findall(f"{A}link")}
    assert links["self"]["href"] == SITE.feed_url(FEED, "atom")
    assert links["self"]["type"] == "application/atom+xml"
    assert links["alternate"]["href"] == "https://muster.example/"


def test_a4_links_of_an_entry(entries: list[etree._Element]) -> None:
    links = {link.get("rel"): link.get("href") for link in entries[0].findall(f"{A}link")}
    assert links == {
        "alternate": f"https://muster.example/events/{WINTER.id}",
        "via": "https://north.example/events/1",
    }


def test_a5_content_is_html(entries: list[etree._Element]) -> None:
    assert {
        (node := entry.find(f"{A}content")) is not None and node.get("type") for entry in entries
    } == {"html"}


def test_a6_summary_is_there(entries: list[etree._Element]) -> None:
    assert all(entry.findtext(f"{A}summary") for entry in entries)


def test_a7_id_equals_guid_and_json_id(
    parsed_atom: FeedParserDict, parsed_rss: FeedParserDict, json_document: dict[str, Any]
) -> None:
    ids = [entry.id for entry in parsed_atom.entries]
    assert ids == [entry.id for entry in parsed_rss.entries]
    assert ids == [item["id"] for item in json_document["items"]]


def test_titles_are_kept_as_they_are() -> None:
    data = FORMATS["atom"].render(FEED, (HOSTILE,), SITE)
    title = etree.fromstring(data).findtext(f"{A}entry/{A}title") or ""
    assert title.startswith("Tricky </item> <entry> ]]> & \"q\" 'a' end; of, it\\ C:\\New 🚓")


def test_categories_carry_slug_label_and_scheme(entries: list[etree._Element]) -> None:
    found = [dict(node.attrib) for node in entries[0].findall(f"{A}category")]
    assert found[0] == {
        "term": "public-order",
        "scheme": "https://muster.example/topics/",
        "label": "Public order & protest",
    }
    assert [one["term"] for one in found] == ["public-order", "police-powers"]
