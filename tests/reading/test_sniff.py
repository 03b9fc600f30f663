"""Bytes are told by what they hold, and decoded by what decodes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.reading.sniff import decode, kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "ics"),
        ("\ufeffBEGIN:VCALENDAR\n", "ics"),
        ("BEGIN:VEVENT\nEND:VEVENT\n", "ics"),
        ('{"events": []}', "json"),
        ("  [1]", "json"),
        ("<rss version='2.0'><channel/></rss>", "feed"),
        ("<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("<?xml version='1.0'?><meetings><meeting/></meetings>", "xml"),
        ("<?xml version='1.0'?><!DOCTYPE html><html><body></body></html>", "html"),
        ("<!doctype html><title>x</title>", "html"),
        ("Some words <br> and more", "html"),
        ("Date: 3 May 2027\nVenue: Leeds", "text"),
        ("%PDF-1.7 …", "pdf"),
        ("", "empty"),
        (" \n\t", "empty"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_page_under_an_ics_address_is_a_page() -> None:
    assert kind_of("<html><body>Calendar not found. BEGIN:VCALENDAR</body></html>") == "html"


@pytest.mark.parametrize(
    ("data", "content_type", "text"),
    [
        ("Café".encode(), "", "Café"),
        ("Café".encode("cp1252"), "", "Café"),
        ("Café".encode("cp1252"), "text/html; charset=iso-8859-1", "Café"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "text/html; charset=latin-1", "Café"),
        ("Café".encode("utf-16"), "", "Café"),
        ("Łódź".encode("iso-8859-2"), "text/html; charset=ISO-8859-2", "Łódź"),
    ],
)
def test_decode(data: bytes, content_type: str, text: str) -> None:
    assert decode(data, content_type).text == text


def test_a_wrong_declaration_is_not_believed() -> None:
    decoded = decode("<meta charset='windows-1251'>Café £5".encode())
    assert decoded.text.endswith("Café £5")
    assert decoded.warnings == ("declared as cp1251 but written in utf-8",)


def test_utf_8_that_is_none_falls_back_with_a_warning() -> None:
    decoded = decode(b"<meta charset=utf-8>\x93quoted\x94")
    assert decoded.text.endswith("“quoted”")
    assert decoded.warnings


def test_line_ends_and_nulls_are_tidied() -> None:
    assert decode(b"a\r\nb\rc\x00").text == "a\nb\nc"


@given(st.binary(max_size=400), st.text(max_size=40))
@settings(max_examples=150)
def test_never_raises(data: bytes, content_type: str) -> None:
    assert kind_of(decode(data, content_type).text) in {
        "ics",
        "json",
        "feed",
        "xml",
        "html",
        "text",
        "pdf",
        "empty",
    }
