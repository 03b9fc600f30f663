"""No hostile value passes: what a writer calls sound, the full check finds nothing wrong with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from catalogue.listing import Listing
from feeds import atom, feedgen_entry, ical, rss
from feeds.feed import Site
from feeds.formats import FORMATS
from feeds.self_check import BrokenDocumentError, controls, findings, is_xml_text
from feeds.templates import Template, Values
from tests.feeds.listings import EVERY, FEED, SITE, WINTER

_HOSTILE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    st.sampled_from([*map(chr, range(0x20)), "\x7f", "\x85", "\u2028", "\ufffe", "\uffff"]),
    st.sampled_from(
        (
            *("]]>", "</item>", "</entry>", "<!--", "&#0;", "&", '" x="', "<![CDATA[", "\x0b"),
            *("\r\nEND:VEVENT\r\n", "\nBEGIN:VALARM", "\r", "\\", "x" * 200, "é" * 60, "\ufeff"),
        )
    ),
)
_XML: tuple[tuple[str, Template, Callable[[Listing, Site], dict[str, str]]], ...] = (
    ("rss", rss._ITEM, rss.item_values),
    ("atom", atom._ENTRY, atom.entry_of),
)


def framed(ext: str, data: bytes) -> bytes:
    frame = FORMATS[ext].frame(FEED, SITE, None, ())
    return frame.head + data + frame.tail


@pytest.mark.parametrize(("ext", "template", "values_of"), _XML)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_HOSTILE, min_size=1, max_size=5))
def test_values_that_nobody_has_cleaned_break_no_sound_piece(
    ext: str,
    template: Template,
    values_of: Callable[[Listing, Site], dict[str, str]],
    hostile: list[str],
) -> None:
    said = dict(zip(values_of(WINTER, SITE), cycle(hostile), strict=False))
    if "\0" in "".join(said.values()):
        with pytest.raises(ValueError, match="sequence"):
            template(said)
        return
    piece = template(said).encode()
    if is_xml_text(piece):
        whole = framed(ext, piece)
        assert findings(ext, whole) == ()
        (element,) = etree.fromstring(whole).iter("{*}item", "{*}entry")
        assert element.findtext("{*}title") == as_read(said["title"])


def as_read(text: str) -> str:
    """What XML gives back: each line end a newline, and a question mark for what was unreadable before."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffd", "?")


@given(_HOSTILE)
def test_text_that_xml_cannot_carry_is_told(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    document = f"<rss>{escaped}</rss>".encode()
    if is_xml_text(document):
        assert findings("rss", document) == ()


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, 0xFFFE, 0xFFFF])
def test_every_octet_that_could_end_a_value_is_told(code: int) -> None:
    text = f"a{chr(code)}b".encode()
    assert is_xml_text(text) is (code in (0x09, 0x0A, 0x0D))
    assert controls(text) == (code < 0x80)


@settings(max_examples=100, deadline=None)
@given(st.lists(_HOSTILE, min_size=6, max_size=6))
def test_values_of_lines_that_nobody_has_cleaned_break_no_sound_event(said: list[str]) -> None:
    names = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED", "SEQUENCE")
    lines = [f"{name}:{value}" for name, value in zip(names, said, strict=True)]
    data, is_sound = ical._octets(["BEGIN:VEVENT", *lines])
    if is_sound:
        assert findings("ics", framed("ics", data + b"END:VEVENT\r\n")) == ()
        assert data.replace(b"\r\n ", b"").count(b"\r\n") == 7


@settings(max_examples=60, deadline=None)
@given(_HOSTILE, _HOSTILE, st.sampled_from(EVERY))
def test_sound_pieces_of_listings_pass_the_full_check(
    title: str, description: str, one: Listing
) -> None:
    listing = replace(one, title=title, description=description, organiser=title, series=title)
    for ext in ("rss", "atom", "ics"):
        piece = FORMATS[ext].writers[0](listing, SITE)
        assert not piece.is_sound or findings(ext, framed(ext, piece.data)) == ()


def test_ordinary_listings_are_sound() -> None:
    for ext in ("rss", "atom", "ics"):
        assert FORMATS[ext].writers[0](WINTER, SITE).is_sound, ext


def test_events_of_a_shape_that_the_check_refuses_are_not_written() -> None:
    ical._heads.cache_clear()
    with pytest.raises(BrokenDocumentError, match="lacks DTSTAMP"):
        ical._heads(("UID", "DTSTART", "SUMMARY"), "", False)


@pytest.mark.parametrize(("module", "method"), [(rss, "rss_str"), (atom, "atom_str")])
def test_items_of_a_shape_that_the_check_refuses_are_not_written(
    monkeypatch: pytest.MonkeyPatch, module: object, method: str
) -> None:
    class Broken(feedgen_entry.Channel):
        def rss_str(self) -> bytes:
            return b"<rss><channel><item></channel></rss>"

        def atom_str(self) -> bytes:
            return b"<feed><entry></feed>"

    monkeypatch.setattr("feeds.feedgen_entry.Channel", Broken)
    writer: Callable[[Values], str] = getattr(
        module, "_write_item" if method == "rss_str" else "_write_entry"
    )
    values = rss.item_values(WINTER, SITE) | atom.entry_of(WINTER, SITE)
    with pytest.raises(BrokenDocumentError, match="well-formed"):
        writer(values)
