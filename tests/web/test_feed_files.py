"""Feeds over HTTP: published files and any combination of filters."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from datetime import timedelta
from email.utils import parsedate_to_datetime
from io import StringIO
from pathlib import Path

import brotli
import feedparser
import pytest
from icalendar import Calendar
from sqlalchemy import delete

from catalogue import tables
from catalogue.listing import Mode, Status
from catalogue.sources import SourceRow, remember
from catalogue.store import Store
from feeds.publish import publish
from tests.web.making import BASE, NOW, config_of, full, make, open_store, site

TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
}


def titles(ext: str, data: bytes) -> list[str]:
    """Titles of a feed, as other people's parsers read them."""
    if ext == "json":
        return sorted(item["title"] for item in json.loads(data)["items"])
    if ext == "csv":
        return sorted(row["title"] for row in csv.DictReader(StringIO(data.decode(), newline="")))
    if ext == "ndjson":
        return sorted(json.loads(line)["title"] for line in data.splitlines())
    if ext == "jsonld":
        return sorted(one["item"]["name"] for one in json.loads(data)["dataFeedElement"])
    if ext == "ics":
        return sorted(str(one["SUMMARY"]) for one in Calendar.from_ical(data).walk("VEVENT"))
    return sorted(str(one.title) for one in feedparser.parse(data).entries)


def publish_into(folder: Path, store: Store) -> None:
    publish(store, config_of(folder), NOW)


@pytest.mark.parametrize("ext", TYPES)
def test_h3_h4_h5_published_feed_has_every_header(tmp_path: Path, ext: str) -> None:
    with open_store(tmp_path, full(), make("Other")) as store:
        publish_into(tmp_path, store)
    file = tmp_path / "public" / "feeds" / f"all.{ext}"
    with site(tmp_path) as client:
        answer = client.get(f"/feeds/all.{ext}", headers={"accept-encoding": "identity"})
    assert answer.content == file.read_bytes()
    assert answer.headers["content-type"] == TYPES[ext]
    assert answer.headers["cache-control"] == "public, max-age=900, stale-while-revalidate=3600"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "set-cookie" not in answer.headers
    assert answer.headers["etag"].startswith('"')
    assert parsedate_to_datetime(answer.headers["last-modified"]) == NOW


def test_h1_unchanged_feed_is_304_without_a_body(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    with site(tmp_path) as client:
        first = client.get("/feeds/all.ics")
        tag, since = first.headers["etag"], first.headers["last-modified"]
        same = client.get("/feeds/all.ics", headers={"if-none-match": tag})
        dated = client.get("/feeds/all.ics", headers={"if-modified-since": since})
        both = {"if-none-match": '"other"', "if-modified-since": since}
        changed = client.get("/feeds/all.ics", headers=both)
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert "content-type" not in same.headers
    assert (dated.status_code, dated.content) == (304, b"")
    assert changed.status_code == 200


def test_h2_gzip_where_accepted_with_a_tag_of_its_own(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    with site(tmp_path) as client:
        plain = client.get("/feeds/all.rss", headers={"accept-encoding": "gzip;q=0"})
        with client.stream("GET", "/feeds/all.rss", headers={"accept-encoding": "gzip"}) as answer:
            packed = b"".join(answer.iter_raw())
    assert "content-encoding" not in plain.headers
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain.content
    assert answer.headers["etag"] != plain.headers["etag"]


def test_h3_head_is_get_without_the_body(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    with site(tmp_path) as client:
        for path in ("/feeds/all.ics", "/feeds/events.rss?mode=hybrid", "/", "/static/site.css"):
            get, head = client.get(path), client.head(path)
            assert head.status_code == 200
            assert head.content == b""
            assert head.headers == get.headers


def test_nothing_but_feeds_is_served(tmp_path: Path) -> None:
    paths = (
        "/feeds/../muster.db",
        "/feeds/%2e%2e/%2e%2e/muster.db",
        "/feeds/..%2f..%2fmuster.db",
        "/feeds//etc/passwd",
        "/feeds/feeds.json",
        "/feeds/.lock",
        "/feeds/topics/gardening.rss",
        "/feeds/all.exe",
        "/feeds/all",
        "/feeds/",
        "/feeds/%00.ics",
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
    )
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    with site(tmp_path) as client:
        answers = {path: client.get(path).status_code for path in paths}
    assert answers == dict.fromkeys(paths, 404)


def test_manifest_that_points_outside_opens_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    (tmp_path / "secret.rss").write_text("secret")
    with sqlite3.connect(tmp_path / "public" / "feeds" / ".ledger.db") as db:
        db.execute(
            "UPDATE file SET folder = '../..', slug = '../../secret' WHERE slug = 'all' AND ext = 'rss'"
        )
    db.close()
    with site(tmp_path) as client:
        assert client.get("/feeds/..%2F..%2Fsecret.rss").status_code == 404


@pytest.mark.parametrize("query", ["mode=online", "q=custody", "topic=police-powers&free=no", ""])
@pytest.mark.parametrize("ext", TYPES)
def test_any_filter_gives_the_same_events_in_every_format(
    tmp_path: Path, ext: str, query: str
) -> None:
    listings = [full("Custody"), make("Online", mode=Mode.ONLINE), make("Plain")]
    with site(tmp_path, *listings) as client:
        answer = client.get(f"/feeds/events.{ext}?{query}")
        json_titles = titles("json", client.get(f"/feeds/events.json?{query}").content)
    assert answer.headers["content-type"] == TYPES[ext]
    assert titles(ext, answer.content) == json_titles
    assert "etag" in answer.headers


def test_feed_on_request_knows_its_own_address(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        data = client.get("/feeds/events.json?mode=hybrid").json()
    assert data["feed_url"] == f"{BASE}/feeds/events.json?mode=hybrid"
    assert data["home_page_url"] == f"{BASE}/?mode=hybrid"
    assert data["title"] == "Events: In person and online"


def test_feed_on_request_follows_the_catalogue(tmp_path: Path) -> None:
    with site(tmp_path, make("First", mode=Mode.ONLINE)) as client:
        before = client.get("/feeds/events.json?mode=online")
        with open_store(tmp_path, make("Second", mode=Mode.ONLINE)):
            after = client.get("/feeds/events.json?mode=online")
    assert titles("json", before.content) == ["First"]
    assert titles("json", after.content) == ["First", "Second"]
    assert before.headers["etag"] != after.headers["etag"]


@pytest.mark.parametrize(
    ("query", "valid"),
    [
        ("colour=blue", "Valid filters: topic, audience"),
        ("mode=telepathy", "Valid values: in-person, online"),
        ("topic=cookery", "Valid values: policing-criminal-justice"),
        ("tz=moon", "Valid filters"),
        ("free=perhaps", "yes or no"),
        ("cancelled=hide", "mark or omit or only"),
        ("from=tomorrow", "a day such as 2027-03-31"),
        ("starts=soon", "a number of days"),
        ("deadline=900", "a number of days"),
        ("region=../x", "lower case"),
    ],
)
def test_unknown_filter_of_a_feed_is_400_in_plain_words(
    tmp_path: Path, query: str, valid: str
) -> None:
    with site(tmp_path, full()) as client:
        for ext in TYPES:
            for slug in ("events", "all"):
                answer = client.get(f"/feeds/{slug}.{ext}?{query}")
                assert answer.status_code == 400
                assert answer.headers["content-type"] == "text/plain; charset=utf-8"
                assert valid in answer.text


def test_filters_that_count_days_hold_on_pages_and_feeds(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        for path in ("/?starts=0", "/?deadline=3", "/feeds/soon/7-days.rss", "/month?starts=3"):
            assert client.get(path).status_code == 200, path
        assert titles("csv", client.get("/feeds/events.csv?starts=366").content)
        assert not titles("csv", client.get("/feeds/events.csv?starts=0").content)
        assert client.get("/feeds/soon/7-days.rss?starts=3").status_code == 400


def test_h2_brotli_made_beforehand_is_served_with_a_tag_of_its_own(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    file = tmp_path / "public" / "feeds" / "all.rss"
    with site(tmp_path) as client:
        tags = {}
        for header in ("identity", "gzip", "br, gzip"):
            asked = {"accept-encoding": header}
            with client.stream("GET", "/feeds/all.rss", headers=asked) as answer:
                tags[header] = (answer.headers["etag"], b"".join(answer.iter_raw()))
        assert brotli.decompress(tags["br, gzip"][1]) == file.read_bytes()
        assert tags["gzip"][1] == file.with_name("all.rss.gz").read_bytes()
        assert len({tag for tag, _ in tags.values()}) == 3
        # A document that is being replaced: what lies beside it may be another one's.
        file.write_bytes(file.read_bytes() + b"\n")
        asked = {"accept-encoding": "br"}
        with client.stream("GET", "/feeds/all.rss", headers=asked) as answer:
            assert b"".join(answer.iter_raw()) == file.read_bytes()
        assert client.get("/feeds/all.rss.br").status_code == 404


def test_feeds_of_values_and_of_changes_answer_unpublished(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        listed = client.get("/feeds/events.ndjson").text
        months = {
            f"/feeds/months/{json.loads(line)['start'][:7]}.ics" for line in listed.splitlines()
        }
        for path in (*months, "/feeds/changes.rss", "/feeds/changes/moved.json", "/feeds/free.csv"):
            assert client.get(path).status_code == 200, path
        assert client.get("/feeds/changes.ics").status_code == 404
        assert client.get("/feeds/changes.rss?mode=online").status_code == 400
        assert client.get("/feeds/months/1999-01.ics").status_code == 404


def test_ready_feed_is_narrowed_by_further_filters(tmp_path: Path) -> None:
    off = make("Off", status=Status.CANCELLED)
    with open_store(tmp_path, make("On"), off) as store:
        publish_into(tmp_path, store)
    with site(tmp_path) as client:
        all_of_them = client.get("/feeds/all.ics").content
        narrowed = client.get("/feeds/all.ics?cancelled=omit").content
        twice = client.get("/feeds/topics/drugs.ics?topic=hate-crime")
    assert len(titles("ics", all_of_them)) == 2
    assert titles("ics", narrowed) == ["On"]
    assert twice.status_code == 400
    assert "/feeds/events" in twice.text


def test_times_in_utc_on_request(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        local, utc = client.get("/feeds/all.ics"), client.get("/feeds/all.ics?tz=utc")
        wrong = client.get("/feeds/all.rss?tz=utc")
    assert b"BEGIN:VTIMEZONE" in local.content
    assert b"BEGIN:VTIMEZONE" not in utc.content
    assert b"DTSTART:20270310T093000Z" in utc.content
    assert wrong.status_code == 400


def test_feeds_answer_before_the_first_publication(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store, store.begin() as tx:
        remember(
            tx, SourceRow(name="northmoor", title="Northmoor", home="https://northmoor.example/")
        )
    with site(tmp_path) as client:
        for slug in ("all", "topics/police-powers", "topics/public-policy", "sources/northmoor"):
            assert client.get(f"/feeds/{slug}.rss").status_code == 200
        listed = client.get("/feeds/feeds.opml")
    assert listed.headers["content-type"] == "text/x-opml; charset=utf-8"
    assert b"topics/police-powers.rss" in listed.content


def test_published_file_that_is_missing_is_rendered(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    (tmp_path / "public" / "feeds" / "all.rss").unlink()
    with site(tmp_path) as client:
        assert len(titles("rss", client.get("/feeds/all.rss").content)) == 1


def test_every_feed_link_of_the_pages_answers(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
    with site(tmp_path) as client:
        for path in ("/", "/?mode=hybrid", "/topics/police-powers", "/subscribe", "/topics"):
            text = client.get(path).text
            links = {part.split('"')[0] for part in text.split('href="/feeds/')[1:]}
            assert links
            for link in sorted(links)[:40]:
                address = f"/feeds/{link}".replace("&amp;", "&")
                assert client.get(address).status_code == 200, address


def test_h1_tag_and_date_outlive_a_rebuild(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        publish_into(tmp_path, store)
        with site(tmp_path) as client:
            first = client.get("/feeds/all.ics").headers
        (tmp_path / "public" / "feeds" / ".ledger.db").unlink()
        publish(store, config_of(tmp_path), NOW + timedelta(days=1))
        with site(tmp_path) as client:
            again = client.get("/feeds/all.ics").headers
    for name in ("etag", "last-modified"):
        assert first[name] == again[name]


def test_h6_a_retired_feed_stays_and_says_that_it_has_ended(tmp_path: Path) -> None:
    with open_store(tmp_path, full()) as store:
        with store.begin() as tx:
            remember(tx, SourceRow(name="old", title="Old", home="https://old.example/"))
        publish_into(tmp_path, store)
        with store.begin() as tx:
            tx.execute(delete(tables.source))
        publish_into(tmp_path, store)
    with site(tmp_path) as client:
        answer = client.get("/feeds/sources/old.json")
        assert client.get("/feeds/sources/old.ics").status_code == 200
    assert answer.json()["expired"] is True
    assert answer.json()["items"] == []
