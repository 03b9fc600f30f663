"""Pages put together at random from what dated pages are made of: none ends in an error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.draft import Hints
from spiders.reading import read
from tests.reading.given import NOW

PIECES = (
    "<p>12</p>",
    "<p>May</p>",
    "<p>2027</p>",
    "<td>3",
    "<li>Mon</li>",
    "<h2>May 2027</h2>",
    "<h2>January</h2>",
    "<h3>Harbour panel</h3>",
    "<p>Tue 18 – Quay talk</p>",
    "<p>4th – Panel</p>",
    "<p>6pm</p>",
    "<p>0 May 2027, 31 February 2027, 99/99/2027</p>",
    "<p>12 May 1856</p>",
    "<p>Tuesdays, 12 January – 16 March 2027, 6pm</p>",
    "<p>Submitted by the clerk on 3 May 2027</p>",
    "<p>between 6.30pm and 8pm on 3 June</p>",
    "<p>The forum will be held on 3 June 2027 at 6pm at the Guild Hall.</p>",
    "<table><tr><th>Start<th>End<tr><td>3 May 2027<td>4 May 2027</table>",
    "<div class='venue'>Guild Hall</div>",
    "<nav><h1>Larkfield</h1></nav>",
    "<p>Date: 3 June 2027</p><p>Time:</p>",
    "<a href='/agenda-3-6-27.pdf'>Agenda</a>",
    "</div></table>",
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", "en", "cy", "de"]))
def test_any_order_of_pieces_is_read(pieces: list[str], language: str) -> None:
    page = f"<html lang='{language}'><body>{''.join(pieces)}</body></html>"
    found = read(page.encode(), "https://forum.example/x", Hints(now=NOW, zone="Europe/London"))
    assert found.kind == "html"
    assert len({draft.source_key for draft in found.drafts}) == len(found.drafts)
