"""The frozen lexicon, dateparser as the authority, spelling, zones and machine-written dates."""

from __future__ import annotations

import importlib
import runpy
from datetime import date, datetime, time, timedelta
from pathlib import Path

import dateparser
import pytest
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from pipelines.when import answer, lexicon
from pipelines.when.flags import FLAGS, grade_of, is_certain
from pipelines.when.iso import duration_of, stamp_of
from pipelines.when.make_lexicon import LANGUAGES, MONTHS, lexicon_text
from pipelines.when.relative import RELATIVE, relative_day
from pipelines.when.spelling import one_slip, repaired
from pipelines.when.vocabulary import ENGLISH_DAYS, WORDS
from pipelines.when.zones import label_zone, offset_text, zone_info, zone_named


def test_the_lexicon_is_dateparsers() -> None:
    frozen = Path(lexicon.__file__).read_text(encoding="utf-8")
    assert lexicon_text() == frozen, (
        "run: python -m pipelines.when.make_lexicon > pipelines/when/lexicon.py"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_word_of_dateparser_is_read(language: str) -> None:
    info = importlib.import_module(f"dateparser.data.date_translation_data.{language}").info
    locale = {"en": "en-GB", "cy": "cy-GB"}.get(language, language)
    missed = []
    for number, name in enumerate(MONTHS, 1):
        for word in info[name]:
            if " " in word or len(word.strip(".")) < 3:
                continue
            got = answer(
                {
                    "text": f"21 {word} 2024",
                    "reference": "2024-01-02",
                    "zone": None,
                    "locale": locale,
                }
            )
            if got["start"] != f"2024-{number:02d}-21":
                missed.append((word, got["start"]))
    assert missed == []


def test_the_script_writes_the_lexicon(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(Path(lexicon.__file__).with_name("make_lexicon.py")), run_name="__main__")
    assert capsys.readouterr().out == lexicon_text()


@pytest.mark.parametrize(
    ("locale", "text", "start"),
    [
        ("pl-PL", "12 marca 2027, 18:00", "2027-03-12T18:00"),
        ("pl-PL", "9 czerwca", "2027-06-09"),
        ("pl-PL", "12 marca 1850", None),
        ("pl-PL", "marzec 2027 rok", None),
        ("pl-PL", "9 czerwca - 11 czerwca", None),
        ("sv-SE", "onsdag 9 juni 2027", "2027-06-09"),
        ("xx", "9 foo 2027", None),
    ],
)
def test_single_dates_of_other_languages_go_to_dateparser(
    locale: str, text: str, start: str | None
) -> None:
    got = answer({"text": text, "reference": "2027-03-01", "zone": None, "locale": locale})
    assert got["start"] == start


def test_run_time_reads_no_language_data_of_dateparser() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(lexicon.__file__).parent.glob("*.py")
    )
    assert source.count("date_translation_data") == 1


@pytest.mark.parametrize(
    ("word", "right", "close"),
    [
        ("novemeber", "november", True),
        ("sepetmber", "september", True),
        ("febuary", "february", True),
        ("octobor", "october", True),
        ("june", "june", True),
        ("november", "december", False),
        ("decem", "december", False),
        ("ocotbre", "october", False),
    ],
)
def test_one_slip(word: str, right: str, close: bool) -> None:
    assert one_slip(word, right) is close


def test_repairs_only_what_one_month_explains() -> None:
    assert repaired("octobor", WORDS["en"]) == 10
    assert repaired("conference", WORDS["en"]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-06-16", (date(2027, 6, 16), None, None)),
        ("20270616", (date(2027, 6, 16), None, None)),
        ("2027-06-16T09:30", (date(2027, 6, 16), time(9, 30), None)),
        ("20270616T093000Z", (date(2027, 6, 16), time(9, 30), timedelta(0))),
        ("20270616T0930", (date(2027, 6, 16), time(9, 30), None)),
        (
            "2027-06-16T09:30:00.123+05:30",
            (date(2027, 6, 16), time(9, 30), timedelta(hours=5, minutes=30)),
        ),
        ("2027-06-16T09:30-0500", (date(2027, 6, 16), time(9, 30), timedelta(hours=-5))),
        ("2027-06-16T09:30+1", (date(2027, 6, 16), time(9, 30), timedelta(hours=1))),
        ("2027-06-16 09:30 UTC", (date(2027, 6, 16), time(9, 30), timedelta(0))),
        ("2027-06-16T24:00", (date(2027, 6, 17), time(0), None)),
        ("1813134600588", (date(2027, 6, 16), time(8, 30), timedelta(0))),
    ],
)
def test_stamps(text: str, expected: tuple[object, ...]) -> None:
    stamp = stamp_of(text)
    assert stamp is not None
    assert stamp[:3] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2027",
        "2027-02-30",
        "2027-06-16T25:00",
        "2027-06-16T09:30+20:00",
        "9999-12-31T24:00",
        "16 June 2027",
    ],
)
def test_no_stamps(text: str) -> None:
    assert stamp_of(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1DT2H", timedelta(days=1, hours=2)),
        ("pt90m", timedelta(minutes=90)),
        ("P", None),
        ("P1M", None),
    ],
)
def test_durations(text: str, expected: timedelta | None) -> None:
    assert duration_of(text) == expected


def test_every_windows_zone_exists() -> None:
    assert all(zone_info(zone).key == zone for zone in WINDOWS_TO_OLSON.values())


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Etc/UTC", "UTC"),
        ("GMT", "UTC"),
        ("GB", "GB"),
        ("london", None),
        ("Factory", None),
        ("(UTC-05:00) Eastern Time (US & Canada)", None),
        ("tzone://Microsoft/Custom", None),
        ("Etc/GMT-1", "Etc/GMT-1"),
        ("/", None),
        ("", None),
    ],
)
def test_zone_names(name: str, zone: str | None) -> None:
    assert zone_named(name) == zone


def test_offsets_and_labels() -> None:
    assert offset_text("utc+1") == "+01:00"
    assert offset_text("-0530") == "-05:30"
    assert offset_text("z") == "+00:00"
    assert offset_text("+15") == "?"
    assert label_zone("?", "Europe/London") is None
    assert label_zone("gmt", None) == "Europe/London"


def test_the_worst_flag_grades() -> None:
    assert grade_of([]) == "sure"
    assert grade_of(["year-inferred", "zone-season"]) == "noted"
    assert grade_of(["year-inferred", "dst-gap"]) == "open"
    assert is_certain(["year-inferred"])
    assert not is_certain(["zone-season"])
    assert all(not certain for certain, grade in FLAGS.values() if grade == "open")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "today tomorrow monday tuesday wednesday thursday friday saturday sunday"),
        ("cy", "heddiw yfory"),
        ("de", "heute morgen"),
        ("es", "hoy mañana"),
        ("fr", "aujourd'hui demain"),
        ("nl", "vandaag morgen"),
    ],
)
def test_relative_words_mean_what_dateparser_says(language: str, words: str) -> None:
    for word in words.split():
        match = RELATIVE.fullmatch(f"next {word}" if word in ENGLISH_DAYS else word)
        assert match is not None
        for ahead in range(7):
            base = datetime(2027, 6, 14 + ahead, 9)  # noqa: DTZ001  as dateparser wants it
            theirs = dateparser.parse(
                word,
                languages=[language],
                settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"},
            )
            assert theirs is not None
            assert relative_day(match, base.date()) == theirs.date()


def test_no_day_comes_after_the_last() -> None:
    match = RELATIVE.fullmatch("tomorrow")
    assert match is not None
    assert relative_day(match, date.max) is None
