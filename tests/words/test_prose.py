"""Sanitised fragments, plain text and summaries."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.prose import ALLOWED, clean, plain, summary

BASE = "https://harrowgate.example/events/knife-crime/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Plain words", "<p>Plain words</p>"),
        ("One\n\nTwo\nlines", "<p>One</p><p>Two<br>lines</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("Fish &amp; chips", "<p>Fish &amp; chips</p>"),
        (
            "<h1>Aims</h1><b>bold</b> and <i>slanted</i>",
            "<h3>Aims</h3><p><strong>bold</strong> and <em>slanted</em></p>",
        ),
        ("<div>Box<div>Inner</div>after</div>", "<p>Box</p><p>Inner</p><p>after</p>"),
        ("<ul><li onclick='x()'>One</li><li>Two</li></ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<p>Text</p><script>alert(1)</script><style>p{}</style>", "<p>Text</p>"),
        ("<p>Text</p><iframe src='https://x.example'></iframe>", "<p>Text</p>"),
        ("<img src=x onerror=alert(1)>Words", "<p>Words</p>"),
        ("<a href='javascript:alert(1)'>Go</a>", "<p>Go</p>"),
        ("<a href='#top'>Top words</a>", "<p>Top words</p>"),
        ("<p>bell\x07 and zero\u200bwidth</p>", "<p>bell and zerowidth</p>"),
        ("<?xml version='1.0'?><p>x</p>", "<p>x</p>"),
        ("<p></p><p> </p>", ""),
        ("&lt;p&gt;Hi &lt;b&gt;there&lt;/b&gt;&lt;/p&gt;", "<p>Hi <strong>there</strong></p>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;&lt;br&gt;x", "<p>x</p>"),
        ("Use &lt;b as a mark", "<p>Use &lt;b as a mark</p>"),
        ("<blockquote>Said so</blockquote><ul></ul>", "<blockquote>Said so</blockquote>"),
        ("<table><tr><th>When</th><td>9am</td></tr></table>", "<p>When 9am</p>"),
        ("<!-- note --><b></b><em>x</em><a href='http://['>y</a>", "<p><em>x</em>y</p>"),
        ("", ""),
    ],
)
def test_cleans(html: str, expected: str) -> None:
    assert clean(html, BASE) == expected


def test_links_become_absolute_and_carry_nothing_else() -> None:
    html = clean('<p><a href="/book?a=1&b=2" style="x" target="_blank">Book</a></p>', BASE)
    assert (
        html
        == '<p><a href="https://harrowgate.example/book?a=1&amp;b=2" rel="noopener nofollow">Book</a></p>'
    )


def test_mail_links_stay() -> None:
    assert 'href="mailto:desk@harrowgate.example"' in clean(
        '<a href="mailto:desk@harrowgate.example">Write</a>', BASE
    )


@pytest.mark.parametrize(
    "noise",
    [
        "<p>More information</p>",
        "<p>Back to search results</p>",
        "<div>We use cookies to improve this site. Accept all?</div>",
        "<ul><li><a href='https://social.example/share'>Share on Facebook</a></li></ul>",
        "<a href='/more'>Read more</a>",
    ],
)
def test_furniture_of_the_page_is_dropped(noise: str) -> None:
    assert plain(clean(f"<p>The day looks at gangs.</p>{noise}", BASE)) == "The day looks at gangs."


def test_furniture_in_plain_text_is_dropped() -> None:
    assert clean("The day looks at gangs.\nMore information\n\nBack to search results", BASE) == (
        "<p>The day looks at gangs.</p>"
    )


def test_a_sentence_that_ends_in_a_link_keeps_its_words() -> None:
    html = clean('<p>For prices <a href="/p">read more</a> on our page.</p>', BASE)
    assert plain(html) == "For prices read more on our page."


def test_deep_nesting_keeps_the_words() -> None:
    assert plain(clean("<div>" * 3000 + "deep words", BASE)) == "deep words"


def test_plain_has_line_breaks() -> None:
    html = "<p>One<br>two</p><ul><li>first</li><li>second</li></ul><p>Last &amp; least</p>"
    assert plain(html) == "One\ntwo\n\n• first\n• second\n\nLast & least"


def test_summary_cuts_after_a_sentence_else_after_a_word() -> None:
    assert summary("<p>Short.</p>", 80) == "Short."
    assert (
        summary("First sentence is here. Second one follows it and is long.", 40)
        == "First sentence is here."
    )
    assert summary("one two three four five six", 14) == "one two three…"


@given(st.text(max_size=300), st.integers(0, 120))
def test_summary_is_never_longer(text: str, limit: int) -> None:
    assert len(summary(text, limit)) <= limit


@given(
    st.one_of(
        st.text(max_size=400), st.text(alphabet="<>/=\"' abiphrefscriptsl&#;x0\n", max_size=400)
    )
)
def test_nothing_but_the_allowed_tags_is_left(text: str) -> None:
    html = clean(text, BASE)
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html)) <= ALLOWED
    assert not re.search(r"<[^>]*\son\w+\s*=", html)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", plain(html))


@given(st.text(alphabet="<>/pbrulia &;\n.", max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, BASE)
    assert plain(clean(once, BASE)) == plain(once)
