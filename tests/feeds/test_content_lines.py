"""Content lines: folding and escaping, for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from feeds.content_lines import Text, component_lines, fold
from feeds.prose import legal

_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400)
_SLASHED = st.text(alphabet="\\;,nN\n é🚓a", max_size=400)


@given(st.one_of(_TEXT, _SLASHED).map(lambda text: text.replace("\r", "").replace("\n", "")))
def test_fold_gives_back_the_line(line: str) -> None:
    folded = fold(line)
    assert folded.endswith(b"\r\n")
    assert folded[:-2].replace(b"\r\n ", b"") == line.encode()


@given(st.one_of(_TEXT, _SLASHED))
def test_no_line_is_long_or_cut_inside_a_character_or_an_escape(text: str) -> None:
    line = "SUMMARY:" + Text(legal(text)).to_ical().decode()
    for piece in fold(line).split(b"\r\n"):
        assert len(piece) <= 75
        assert piece.decode() is not None
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0


@given(_SLASHED)
def test_icalendar_reads_the_text_back(text: str) -> None:
    event = Event()
    event["SUMMARY"] = Text(text)
    data = b"".join(component_lines(event))
    assert str(Calendar.from_ical(data)["SUMMARY"]) == text


def test_a_line_of_backslashes_alone_still_moves_on() -> None:
    folded = fold("X:" + "\\" * 301)
    assert folded.replace(b"\r\n ", b"") == b"X:" + b"\\" * 301 + b"\r\n"
