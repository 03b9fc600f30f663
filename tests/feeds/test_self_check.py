"""Broken documents are told from whole ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.self_check import findings

ICS = (Path(__file__).with_name("golden") / "every.ics").read_bytes()
_BAD = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "feeds" / "bad"


@pytest.mark.parametrize(
    ("ext", "data"),
    [
        ("rss", b"<rss><channel>"),
        ("rss", b"<rss>a & b</rss>"),
        ("rss", b"<feed/>"),
        ("atom", b"<feed/>"),
        ("opml", b""),
        ("json", b"{"),
        ("json", b'{"version": "1"}'),
        ("json", b"\xff"),
    ],
)
def test_broken_xml_and_json(ext: str, data: bytes) -> None:
    assert findings(ext, data)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (b"\r\n", b"\n", "CRLF"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "CRLF"),
        (b"END:VCALENDAR\r\n", b"", "not closed"),
        (b"END:VEVENT\r\n", b"", "END"),
        (b"CALSCALE:GREGORIAN\r\n", b"METHOD:PUBLISH\r\n", "METHOD"),
        (b"CALSCALE:GREGORIAN\r\n", b"UID:x\r\n", "UID"),
        (b"CALSCALE:GREGORIAN\r\n", b"a line that is none\r\n", "not a content line"),
        (b"SEQUENCE:2\r\n", b"", "SEQUENCE"),
        (b"SUMMARY:Keeping", b"SUMMARY:\x0bKeeping", "control character"),
        (b"SUMMARY:Keeping", b"SUMMARY:\xffKeeping", "UTF-8"),
        (b"SUMMARY:Keeping", b"SUMMARY:" + b"x" * 80, "75"),
        (b"000000000002@", b"000000000001@", "twice"),
    ],
)
def test_broken_calendars(old: bytes, new: bytes, word: str) -> None:
    assert findings("ics", ICS) == ()
    found = findings("ics", ICS.replace(old, new))
    assert any(word in one for one in found), found


@pytest.mark.parametrize(
    "name",
    [
        *("rss-bare-ampersand.rss", "rss-control-character.rss", "ics-calendar-level-uid.ics"),
        *("ics-duplicate-uid.ics", "ics-lf-only.ics", "ics-method-publish.ics"),
        *("ics-no-dtstamp.ics", "ics-no-uid.ics", "ics-raw-newline-in-text.ics"),
        *("ics-truncated.ics", "ics-unfolded-long-line.ics", "ics-byte-order-mark.ics"),
    ],
)
def test_recorded_bad_feeds_are_refused(name: str) -> None:
    if not _BAD.exists():
        pytest.skip("the recorded bad feeds are not beside this checkout")
    assert findings(name.rpartition(".")[2], (_BAD / name).read_bytes())
