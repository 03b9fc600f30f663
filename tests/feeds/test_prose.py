"""Safe HTML, plain text, and text that every format can carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds.prose import cut, legal, plain_text, safe_html


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_legal_text_fits_into_xml_and_is_stable(text: str) -> None:
    kept = legal(text)
    node = etree.Element("a")
    node.text = kept
    assert (etree.fromstring(etree.tostring(node, encoding="UTF-8")).text or "") == kept
    assert legal(kept) == kept


@pytest.mark.parametrize(
    ("html", "gone"),
    [
        ("<script>x()</script>", "x()"),
        ("<style>p{}</style>", "p{}"),
        ('<p onclick="x()">a</p>', "onclick"),
        ('<iframe src="https://a.example/"></iframe>', "iframe"),
        ('<a href="javascript:x()">a</a>', "javascript"),
        ('<a href="/relative">a</a><img src="x" onerror="y">', "onerror"),
        ("<svg><script>x()</script></svg>", "script"),
        ("<p style='position:fixed'>a</p>", "style"),
    ],
)
def test_nothing_runs_loads_or_frames(html: str, gone: str) -> None:
    assert gone not in safe_html(html)


@given(st.text())
def test_safe_html_is_stable_and_never_raises(html: str) -> None:
    once = safe_html(html)
    assert safe_html(once) == once
    assert "<script" not in once


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n two</p><p>Three</p>", "One two\n\nThree"),
        ("a<br>b", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<a href="https://a.example/">here</a>', "here (https://a.example/)"),
        ('<a href="https://a.example/">https://a.example/</a>', "https://a.example/"),
        ('<a href="mailto:a@b.example">Write</a>', "Write (a@b.example)"),
        ('<a href="tel:+4411">+4411</a>', "+4411"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("", ""),
    ],
)
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(safe_html(html)) == text


@given(st.text())
def test_plain_text_never_raises(html: str) -> None:
    text = plain_text(safe_html(html))
    assert "\n\n\n" not in text
    assert legal(text) == text


@given(st.text(), st.integers(min_value=0, max_value=50))
def test_cut_keeps_to_its_room(text: str, room: int) -> None:
    assert len(cut(text, room)) <= max(room, 1)


def test_cut_ends_behind_a_word() -> None:
    assert cut("one two, three", 10) == "one two…"
    assert cut("one two", 10) == "one two"
