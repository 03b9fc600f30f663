"""One walk gives blocks: visible words, cut where a reader of the page would cut them."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading import flatten
from spiders.reading.block import BOLD_LINE
from spiders.reading.page import html_page
from tests.reading.given import URL, hints, lines, page


def texts(body: str) -> list[str]:
    return [block.text for block in page(body).blocks]


def test_blocks_are_cut_at_block_elements_and_breaks() -> None:
    body = "<h1>Roads</h1><p>One<br>two <b>bold</b></p>"
    body += "<ul><li>a<li>b</ul><table><tr><td>x<td>y</table><dl><dt>k<dd>v</dl>"
    assert texts(body) == ["Roads", "One", "two bold", "a", "b", "x", "y", "k", "v"]


def test_navigation_footer_and_scripts_are_left_out() -> None:
    body = """<nav><a href=/>Home</a></nav><div class="site-menu menu"><a href=/a>About</a></div>
        <main><h1>Roads policing seminar</h1><p>Held in Leeds.</p><p>With lunch.</p><p>All welcome.</p></main>
        <script>var x = "hidden"</script><style>p{}</style><footer>Registered charity</footer>"""
    assert texts(body) == [
        "Roads policing seminar",
        "Held in Leeds.",
        "With lunch.",
        "All welcome.",
    ]


def test_a_menu_that_holds_the_page_is_none() -> None:
    body = "<div class='menu'><p>First long paragraph.</p><p>Second.</p><p>Third.</p><p>Fourth.</p><p>Fifth.</p></div>"
    assert len(texts(body)) == 5


_MENUS = """<h1>Forum</h1><p>Before.</p><div class="menu"><p>A long paragraph of the menu, read all the same.</p>
    <nav><p>Home</p><p>About</p></nav><p>And a second paragraph of it, of a good length.</p></div><p>Between.</p>
    <ul><li>One</li><li>Two</li></ul><div class="navbar"><a href=/>Home</a></div><p>After.</p>"""


def test_a_menu_that_is_read_stands_where_it_stood() -> None:
    assert texts(_MENUS) == [
        "Forum",
        "Before.",
        "A long paragraph of the menu, read all the same.",
        "And a second paragraph of it, of a good length.",
        "Between.",
        "One",
        "Two",
        "After.",
    ]


def test_where_hardly_anything_stands_outside_all_navigation_is_read_in_order() -> None:
    body = "<nav><p>Home</p><div class=menu><p>Deep</p></div></nav><p>x</p><footer>End</footer>"
    assert texts(body) == ["Home", "Deep", "x", "End"]


@pytest.mark.parametrize("body", [_MENUS, "<table class=menu><tr><td>1<td><b>2</b><br>3</table>x"])
def test_boxes_begin_and_end_around_what_is_in_them(body: str) -> None:
    blocks = page(body).blocks
    places = [block.at for block in blocks]
    assert places == sorted(places)
    for block in blocks:
        assert block.node is not None
        around = list(block.node.around())
        assert all(node.low <= block.at < node.high for node in around)
        others = {
            other.index
            for other in blocks
            if block.node not in (other.node.around() if other.node else ())
        }
        assert all(not block.node.low <= blocks[at].at < block.node.high for at in others)


def test_block_knows_its_standing() -> None:
    made = page(
        "<h2>Head</h2><p><strong>Bold line</strong></p><p><b>Date:</b> 3 May 2027</p>"
        "<aside><p>Beside</p></aside><table><tr><th>A<th>B<tr><td>1<td>2</table>"
    )
    head, bold, labelled, beside, *cells = made.blocks
    assert (head.level, bold.level, labelled.level) == (2, BOLD_LINE, 0)
    assert labelled.lead == "Date:"
    assert beside.side
    assert [(cell.row, cell.column) for cell in cells] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_a_row_ends_with_its_table() -> None:
    made = page(
        "<table><tr><td>1</table><p>Between</p><table><tr><td>2<table><tr><td>3</table></table>"
    )
    assert [(block.text, block.row, block.column) for block in made.blocks] == [
        ("1", 1, 1),
        ("Between", 0, 0),
        ("2", 2, 1),
        ("3", 3, 1),
    ]


def test_links_keep_their_words_and_words_keep_apart() -> None:
    made = page(
        "<p><span>Start</span><span>12 May 2027</span> <a href='/b'>Book <i>now</i></a></p>"
    )
    assert made.blocks[0].text == "Start 12 May 2027 Book now"
    assert made.blocks[0].links == (("/b", "Book now"),)
    assert len(made.blocks[0].dates) == 1


def test_dates_in_neighbouring_boxes_are_joined() -> None:
    made = page(
        "<div>12</div><div>May</div><div>2027</div><p>A day on rural crime and what works.</p>"
    )
    assert made.blocks[0].text == "12 May 2027"
    assert texts("<p>21st Nov</p><p>2027</p><p>Quay</p>") == ["21st Nov 2027", "Quay"]


def test_labels_run_together_are_parted() -> None:
    made = page("<p>Date: 3 May 2027 Time: 10am to 4pm Venue: Leeds</p>")
    assert [block.text for block in made.blocks] == [
        "Date: 3 May 2027",
        "Time: 10am to 4pm",
        "Venue: Leeds",
    ]


def test_title_is_the_heading_without_the_site() -> None:
    made = page("<h1>Rural Crime Summit</h1>", "<title>Rural Crime Summit | Example Forum</title>")
    assert (made.heading.text, made.heading.where, made.heading.sure) == (
        "Rural Crime Summit",
        "h1",
        True,
    )


def test_title_of_the_head_where_the_page_has_no_heading() -> None:
    made = page("<p>Some words.</p>", "<title>Events | Custody Visitors Day | Forum</title>")
    assert made.heading.text == "Custody Visitors Day"


def test_generic_headings_are_no_titles() -> None:
    made = page(
        "<h1>Events</h1><h2>Custody Visitors Day</h2>", "<title>Custody Visitors Day</title>"
    )
    assert made.heading.text == "Custody Visitors Day"


def test_the_heading_below_one_that_all_pages_share_is_the_title() -> None:
    body = "<h1>Calendar</h1><h2>Custody Visitors Day</h2><p>9 June 2027</p>"
    made = page(body, "<title>Calendar &bull; Harbour Falls, OH &bull; TownWorks</title>")
    assert (made.heading.text, made.heading.sure) == ("Custody Visitors Day", True)
    other = page(body, "<title>Night Watch Seminar | Harbour Falls</title>")
    assert other.heading.text == "Night Watch Seminar"


def test_plain_text_becomes_lines_and_lists() -> None:
    made = lines(
        "Example Forum\n\nRural Crime: What Works\n(Ended 3rd May 2027)\n\n  • one\n  • two\n\n- three\n"
    )
    assert [(block.text, block.tag) for block in made.blocks][2:] == [
        ("(Ended 3rd May 2027)", "line"),
        ("one", "li"),
        ("two", "li"),
        ("three", "li"),
    ]
    assert made.heading.text == "Rural Crime: What Works"
    assert made.blocks[3].group == made.blocks[4].group != made.blocks[5].group


def test_canonical_address_and_language() -> None:
    made = page("<p>x</p>", "<link rel=canonical href='/events/roads-2027'>")
    assert made.address == "https://forum.example/events/roads-2027"
    assert made.language == "en-GB"
    assert page("<p>x</p>", "<link rel=canonical href='https://other.example/a'>").address == URL
    assert page("<p>x</p>", "<link rel=canonical href='/'>").address == URL


def test_addresses_are_joined_and_scripts_refused() -> None:
    made = page("<p>x</p>")
    assert made.join("book") == "https://forum.example/events/book"
    assert made.join("javascript:alert(1)") == made.join("#top") == made.join("data:x") == ""
    assert made.join("http://[bad") == ""


def test_nothing_to_parse() -> None:
    assert html_page("", URL, hints()) is None


@given(
    st.sampled_from(["", "http://", "https://"]),
    st.text(alphabet="a.-", max_size=4),
    st.text(alphabet="/a.%;?#=:&- \\", max_size=9),
)
def test_addresses_are_joined_as_the_standard_library_does(
    scheme: str, host: str, path: str
) -> None:
    address = f"{scheme}{host}{path}".strip()
    if address and not address.startswith("#"):
        assert page("").join(address) == urljoin(URL, address)


def test_a_page_too_large_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flatten, "MAX_NODES", 20)
    made = page("<p>x</p>" * 30)
    assert 10 < len(made.blocks) < 30
    assert made.warnings


def test_blocks_with_a_word() -> None:
    told = page("<p>Book now</p><p>Nothing</p><p>Free: book, or BOOK by post</p><p>Free</p>")
    assert [block.index for block in told.blocks_with("book", "free")] == [0, 2, 3]
    assert told.blocks_with("cancelled") == []


def test_two_initials_that_are_the_host_name_the_site() -> None:
    made = page(
        "<h2>Night Watch Seminar</h2><p>9 June 2027</p>",
        "<title>Calendar | Northmoor University</title>",
        "https://www.nu.example/cas/calendar/?eid=7",
    )
    assert made.heading.text == "Night Watch Seminar"
    other = page("<p>9 June 2027</p>", "<title>Night Watch</title>", "https://nu.example/x")
    assert other.heading.text == "Night Watch"
