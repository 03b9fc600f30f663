"""The fast shapes say what the grammar says, or give way."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.when import answers
from pipelines.when.cleaning import clean
from pipelines.when.grammar import read_phrase
from pipelines.when.plain import plain
from pipelines.when.reader import ground_of, reading_of
from pipelines.when.reading import Ground
from pipelines.when.shapes import quick
from pipelines.when.vocabulary import WORDS

ROWS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "phrases" / "dev.jsonl"
GROUND = Ground(day=date(2027, 3, 1), zone="Europe/London", locale="en-GB")
WEEKDAYS = st.sampled_from(["", "Wednesday ", "Wed, ", "Wed. ", "Thursday, ", "Foo "])
DAYS = st.sampled_from(
    [
        "16 June",
        "16th June",
        "June 16",
        "Jun. 16th",
        "31 June",
        "16 Juni",
        "30 Feb",
        "1 May",
        "5 March",
        "0 June",
    ]
)
YEARS = st.sampled_from([" 2027", ", 2027", " 2026", " 1995", " 1815"])
SIGNS = st.sampled_from(["", ",", " |", " at", ", at", " from", " -", " –"])
CLOCKS = st.sampled_from(
    [
        "",
        " 9",
        " 10am",
        " 9.30am",
        " 9:30 p.m.",
        " 18:00",
        " 09:30",
        " 7.15",
        " 12am",
        " 24:00",
        " 00:00",
        " 10.06",
        " 13pm",
        " 8:30",
        " 6.05pm",
        " 10am.30",
        " 10:75",
    ]
)
ENDS = st.sampled_from(
    [
        "",
        " - 4pm",
        "–18:30",
        " to 9.45pm",
        "-5",
        " to 12pm",
        " - 10.30",
        " - 1am",
        " to 25:00",
        "-23:59",
        "–12.30pm",
        "–",
    ]
)


def agree(text: str, ground: Ground = GROUND) -> bool:
    """Whether the shape gave way or said what the grammar says."""
    fast = quick(text, ground)
    return fast is None or fast == read_phrase(clean(text), ground)._replace(via="shape")


PHRASES = st.tuples(WEEKDAYS, DAYS, YEARS, SIGNS, CLOCKS, ENDS)


@given(parts=PHRASES)
@settings(deadline=None, max_examples=1500)
def test_made_phrases(parts: tuple[str, ...]) -> None:
    timed = parts if parts[4] else parts[:3]
    assert agree("".join(timed)), timed


@given(parts=PHRASES, zone=st.sampled_from(["Europe/London", "America/New_York", "Asia/Tokyo", ""]))
@settings(deadline=None, max_examples=1500)
def test_plain_phrases_are_what_the_grammar_makes_of_them(
    parts: tuple[str, ...], zone: str
) -> None:
    text = "".join(parts if parts[4] else parts[:3])
    ground = ground_of(GROUND.day, zone, "en-GB")
    slow = reading_of(f" {text}", ground)  # the space keeps it from the shapes
    said = answers.when(text, GROUND.day.isoformat(), zone, "en-GB")
    wanted = answers._said(answers._of_reading(slow, ground.zone))
    assert plain(text) is None or said | {"via": ""} == wanted | {"via": ""}, text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Wednesday 16 June 2027", "2027-06-16", None),
        ("june 16th, 2027", "2027-06-16", None),
        ("Wed, 16 Jun 2027, 10am - 4pm", "2027-06-16T10:00", "2027-06-16T16:00"),
        ("16th June 2027 at 18:30", "2027-06-16T18:30", None),
        ("16 June 2027 09:30–16:00", "2027-06-16T09:30", "2027-06-16T16:00"),
        ("16 June 2027 from 6am to 12.05pm", "2027-06-16T06:00", "2027-06-16T12:05"),
    ],
)
def test_what_is_plain(text: str, start: str, end: str | None) -> None:
    assert plain(text) == (start, end, "T" in start)


@pytest.mark.parametrize(
    "text",
    [
        "", "Wednesday", "Monday 16 June 2027", "31 June 2027", "16 June", "16 Juin 2027", "16 June 1815",
        "28 March 2027, 5am", "16 June 2027, 9", "16 June 2027 at", "16 June 2027 at the hall", "16 June 2027, 9pm",
        "16 June 2027, 10am - 4", "16 June 2027, 4pm - 10am", "16 June 2027, 10:30 - 11pm", "16 June 2027, 10am or 4pm",
    ],
)  # fmt: skip
def test_what_is_not(text: str) -> None:
    assert plain(text) is None


@pytest.mark.parametrize("zone", ["", "Asia/Tokyo", "Pacific/Apia"])
def test_a_plain_time_where_clocks_may_change_by_day(zone: str) -> None:
    said = answers.when("16 June 2027, 10am", "2027-03-01", zone, "en-GB")
    assert (said["start"], said["zone"]) == ("2027-06-16T10:00", zone or None)


@pytest.mark.skipif(not ROWS.exists(), reason="the shared phrases are not beside this checkout")
def test_the_labelled_phrases() -> None:
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        ground = Ground(
            day=date.fromisoformat(row["reference"][:10]), zone=row["zone"], locale=row["locale"]
        )
        assert agree(row["text"], ground), row["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday 16 June 2027", "June 16, 2027", "16 June 2027, 10:00 - 16:00", "16 June 2027 9.30am – 4pm",
        "Wed 16th Jun 2027 at 7pm", "June 16th 2027", "8pm on June 16th",
    ],
)  # fmt: skip
def test_common_phrases_take_the_shape(text: str) -> None:
    fast = quick(text, GROUND)
    assert fast is not None
    assert fast.via == "shape"


@pytest.mark.parametrize(
    "text",
    [
        "Foo 16 June 2027", "31 June 2027", "16 Juny 2027", "16 June 2027, 9", "16 June 2027, 6.30", "30 Feb",
        "2027-02-30", "1815-06-18", "32/13/2027", "Foo 16/06/2027", "16 June 2027 - 18h30", "16 June 2027 3h05pm",
        "6pm, doors open", "6.30", "00:00", "16/Jun/2027", "16-Jum-2027",
        "16-Jun-27",
        "6pm on 16 June 2027, 7pm", "16 June 2027, 10am - 25", "mar, 16 June 2027",
        "16 June 2027, 9 - 5", "16 June 2027, 8pm - 1am", "16 June 2027 00:00 - 23:59",
        "16 June 2027, 10am IST", "16 June 2027 BST", "16 June 2027, 13pm", "16 June 2027 25:00",
    ],
)  # fmt: skip
def test_doubtful_phrases_go_to_the_grammar(text: str) -> None:
    assert quick(text, GROUND) is None


def test_a_welsh_until_is_no_month() -> None:
    assert quick("hyd 1", Ground(day=GROUND.day, zone=GROUND.zone, locale="cy-GB")) is None


@pytest.mark.parametrize(
    ("text", "locale", "start"),
    [
        ("Mittwoch, 16. Juni 2027 um 18:30 Uhr", "de-DE", "2027-06-16T18:30"),
        ("Mi. 16.06.2027", "de-DE", "2027-06-16"),
        ("le 16 juin à 18h", "fr-FR", "2027-06-16T18:00"),
        ("miércoles 16 de junio de 2027", "es-ES", "2027-06-16"),
        ("woensdag 16 juni 2027 om 20.00 uur", "nl-NL", "2027-06-16T20:00"),
        ("Wednesday 16-Jun-2027, 10am", "en-GB", "2027-06-16T10:00"),
        ("16 Meh 2027", "cy-GB", "2027-06-16"),
        ("6/16/2027 6:00 PM", "en-US", "2027-06-16T18:00"),
        ("2027-06-16T09:30", "en-GB", "2027-06-16T09:30"),
        ("6pm on Wednesday, June 16", "en-GB", "2027-06-16T18:00"),
    ],
)
def test_shapes_of_other_lands(text: str, locale: str, start: str) -> None:
    ground = GROUND._replace(locale=locale)
    fast = quick(text, ground)
    assert fast is not None
    assert fast.start is not None
    assert fast.start.text == start
    assert agree(text, ground)


@pytest.mark.parametrize("locale", ["en-GB", "de-DE", "fr-FR", "es-ES", "nl-NL", "cy-GB"])
@pytest.mark.parametrize(
    "text", ["From 10am", "7.00 p.m.", "18:30 - 20:00", "9am to 4.30pm", "10:00"]
)
def test_times_alone(text: str, locale: str) -> None:
    ground = GROUND._replace(locale=locale)
    assert quick(text, ground) is not None
    assert agree(text, ground)


@pytest.mark.parametrize("source", ["Europe/London", "Asia/Dhaka", "America/New_York", None])
@pytest.mark.parametrize("label", ["BST", "GMT", "(CET)", "ET", "PDT", "UTC"])
@pytest.mark.parametrize("times", ["10am", "10:30", "9.30 p.m.", "10:00 - 16:00"])
def test_labels_of_zones(times: str, label: str, source: str | None) -> None:
    text = f"Wednesday 16 June, {times} {label}"
    ground = GROUND._replace(zone=source)
    assert quick(text, ground) is not None
    assert agree(text, ground)


def test_languages_without_a_lexicon_go_to_the_grammar() -> None:
    assert quick("16 June 2027", GROUND._replace(locale="pl-PL")) is None


LOCALES = st.sampled_from(["en-GB", "en-US", "en-CA", "de-DE", "fr-FR", "es-ES", "nl-NL", "cy-GB"])
NUMBERS = st.integers(0, 33)
WALL_CLOCKS = st.builds(
    "{}{}{}".format,
    st.integers(0, 25),
    st.sampled_from(["", ":00", ".30", "h15", ":05"]),
    st.sampled_from(["", "am", " p.m.", " Uhr", "h"]),
)


@st.composite
def foreign(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase of the words of a locale, in an order of its own, and the locale."""
    locale = draw(LOCALES)
    words = sorted(WORDS[locale[:2]])
    number, word, weekday = (
        draw(NUMBERS),
        draw(st.sampled_from(words)),
        draw(st.sampled_from(words)),
    )
    day = draw(
        st.sampled_from(
            [
                f"{number} {word}", f"{word} {number}", f"{number}th of {word}", f"{number}. {word}",
                f"{number}/{draw(NUMBERS)}/{draw(st.sampled_from(['27', '2027', '1915']))}", f"2027-06-{number:02d}",
                f"{number}{word} 2027", f"{number} {word} 2027", f"{word} {number}, 2026", f"{number}er {word}",
                f"{number}-{word}-2027", f"{number}-{word}-27",
            ]
        )
    )  # fmt: skip
    lead = draw(
        st.sampled_from(["", "on ", "le ", f"{weekday} ", f"{weekday}., ", f"{weekday} the "])
    )
    joint = draw(st.sampled_from([", ", " ", " at ", " um ", " om ", " à ", " - ", "T", " | "]))
    clock, end = draw(WALL_CLOCKS), draw(WALL_CLOCKS)
    tail = draw(
        st.sampled_from(
            ["", joint + clock, f"{joint}{clock} - {end}", f"{joint}{clock} until {end}"]
        )
    )
    text = draw(
        st.sampled_from([f"{lead}{day}{tail}", f"{clock} on {lead}{day}", f"{clock}-{end} {day}"])
    )
    return draw(st.sampled_from([text, text.title(), text.upper()])), locale


@given(made=foreign(), late=st.integers(0, 900))
@settings(deadline=None, max_examples=1500)
def test_made_phrases_of_other_lands(made: tuple[str, str], late: int) -> None:
    text, locale = made
    day = date(2026, 1, 1) + timedelta(days=late)
    assert agree(text, Ground(day=day, zone="Europe/London", locale=locale)), text
