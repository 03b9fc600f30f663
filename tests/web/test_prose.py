"""Descriptions on our page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from web.prose import plain, shown


def test_headings_fit_under_ours_and_links_are_marked() -> None:
    html = '<h1>A</h1><h4>B</h4><p onclick="x()">C <a href="https://a.example/" target="_top">d</a></p>'
    assert shown(html) == (
        '<h3>A</h3><h3>B</h3><p>C <a href="https://a.example/" rel="nofollow noopener">d</a></p>'
    )


def test_what_runs_or_loads_is_gone() -> None:
    html = '<script>x</script><img src="i.png"><style>p{}</style><iframe></iframe>'
    html += '<a href="javascript:x">y</a>'
    assert shown(html) == '<a rel="nofollow noopener">y</a>'


def test_plain_text_becomes_paragraphs() -> None:
    assert shown("One & two\n\nthree") == "<p>One &amp; two</p><p>three</p>"


def test_words_alone() -> None:
    assert plain("<p>One</p><ul><li>two</li></ul>") == "One - two"


@given(st.text(max_size=300))
def test_nothing_raises_and_nothing_runs(text: str) -> None:
    html = str(shown(f"<p>{text}"))
    assert not re.search(r"<(script|img|iframe|style|h[12456])\b", html)
    assert isinstance(plain(text), str)
