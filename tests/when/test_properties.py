"""What holds for any text, any machine, and every month."""

from __future__ import annotations

import calendar
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.draft import Draft, Hints
from pipelines.when import answer, draft_times, occurrences, read_when

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
PIECES = st.sampled_from(
    [
        "Wed",
        "Wednesday",
        "Mondays",
        "16",
        "16th",
        "31",
        "29",
        "June",
        "Jun",
        "February",
        "2027",
        "'27",
        "1900",
        "10am",
        "9.30",
        "-",
        "7-8.45pm",
        "noon",
        "midnight",
        "10:00",
        "26.08.",
        "06/05/2027",
        "2027-06-16",
        "T",
        "/",
        "&",
        "and",
        "to",
        "until",
        "from",
        "at",
        ",",
        "(",
        ")",
        "\n",
        "GMT",
        "BST",
        "ET",
        "UTC+1",
        "Z",
        "every",
        "weekly",
        "first",
        "of",
        "month",
        "cancelled",
        "postponed",
        "(was",
        "TBC",
        "Room",
        "£5",
        "w/c",
        "Q3",
        "autumn",
        "tomorrow",
        "next",
        "doors",
        "for",
        "Uhr",
        "à",
        "du",
        "au",
        "x",
        "½",
        "é",
        "0",
        "99",
        "00:00",
        "24:00",
    ]
)
LOCALES = st.sampled_from(
    ["en-GB", "en-US", "en-CA", "de-DE", "fr-FR", "cy-GB", "nl-NL", "es-ES", "pl-PL", "", "xx"]
)
CLOCK_WORD = re.compile(
    r"[0-9]|noon|midday|midnight|mittag|minuit|midi|hanner|(?:half|quarter) (?:past|to)",
    re.IGNORECASE,
)


def read(text: str, locale: str = "en-GB") -> dict[str, object]:
    return answer(
        {"text": text, "reference": "2027-03-01", "zone": "Europe/London", "locale": locale}
    )


@given(text=st.text(max_size=200), locale=LOCALES)
@settings(deadline=None)
def test_never_raises_on_any_text(text: str, locale: str) -> None:
    times = read_when(text, now=NOW, zone="Europe/London", locale=locale)
    assert times.text == text


@given(
    words=st.lists(PIECES, max_size=14),
    locale=LOCALES,
    zone=st.sampled_from([None, "Europe/London"]),
)
@settings(deadline=None, max_examples=400)
def test_never_raises_on_date_words_in_any_order(
    words: list[str], locale: str, zone: str | None
) -> None:
    text = " ".join(words)
    times = read_when(text, now=NOW, zone=zone, locale=locale)
    assert not (
        times.certain and times.start is None and times.end is None and times.partial is None
    )
    if isinstance(times.start, datetime):
        assert (times.start.tzinfo is None) == (times.zone is None)


@given(
    text=st.text(max_size=80).filter(
        lambda text: not CLOCK_WORD.search(unicodedata.normalize("NFKC", text))
    )
)
@settings(deadline=None)
def test_no_clock_time_without_a_number_or_a_clock_word(text: str) -> None:
    got = read(text)
    assert "T" not in str(got["start"])
    assert "T" not in str(got["end"])


@given(
    start=st.text(max_size=40),
    end=st.text(max_size=40),
    zone=st.text(max_size=20),
    rule=st.text(max_size=30),
)
@settings(deadline=None)
def test_drafts_of_any_text_are_read(start: str, end: str, zone: str, rule: str) -> None:
    draft = Draft(title="x", start=start, end=end, zone=zone, rrule=rule, date=end, time=start)
    hints = Hints(now=NOW)
    assert draft_times(draft, hints)[0].rrule in (rule or None, None) or rule
    assert occurrences(draft, hints)


@given(
    day=st.dates(date(1995, 1, 1), date(2090, 12, 31)),
    hour=st.integers(8, 19),
    minute=st.sampled_from([0, 5, 30, 45]),
)
@settings(deadline=None)
def test_made_phrases_are_read_back(day: date, hour: int, minute: int) -> None:
    month, weekday = calendar.month_name[day.month], calendar.day_name[day.weekday()]
    text = f"{weekday} {day.day} {month} {day.year}, {hour:02d}:{minute:02d} - {hour + 2:02d}:{minute:02d}"
    got = read(text)
    assert got["start"] == f"{day}T{hour:02d}:{minute:02d}"
    assert got["end"] == f"{day}T{hour + 2:02d}:{minute:02d}"
    assert got["certain"] is True


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_in_london(month: int) -> None:
    name = calendar.month_name[month]
    times = read_when(f"15 {name} 2027, 9am - 5pm", now=NOW, zone="Europe/London")
    assert times.start == datetime(2027, month, 15, 9, tzinfo=ZoneInfo("Europe/London"))
    summer = 4 <= month <= 10
    assert isinstance(times.start, datetime)
    assert times.start.astimezone(UTC).hour == (8 if summer else 9)


def test_the_fold_follows_the_label() -> None:
    for label, hour in (("BST", 0), ("GMT", 1)):
        times = read_when(f"31 October 2027 1.30am {label}", now=NOW, zone="Europe/London")
        assert isinstance(times.start, datetime)
        assert times.start.astimezone(UTC).hour == hour


def test_a_gap_keeps_its_wall_time_and_resolves_forward() -> None:
    times = read_when("28 March 2027 1.30am", now=NOW, zone="Europe/London")
    assert isinstance(times.start, datetime)
    assert (times.start.hour, times.start.astimezone(UTC).hour) == (1, 1)


def test_the_ends_of_the_calendar() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    for now in (first, last):
        assert read_when("16 June, 8pm - 1am", now=now, zone="Europe/London").text
    assert read_when("this sunday", now=last).start is None
    assert answer({"text": "tomorrow", "reference": "9999-12-31"})["start"] is None
    late = read_when("31 December 11pm GMT-12", now=last, zone="Europe/London").start
    assert isinstance(late, datetime)
    assert late.year == 9999


@pytest.mark.parametrize(
    "variables", [{"TZ": "Pacific/Auckland"}, {"LC_ALL": "C", "LANG": "C"}, {"PYTHONUTF8": "0"}]
)
def test_the_machine_does_not_matter(variables: dict[str, str]) -> None:
    phrases = [
        "tomorrow at 10am", "16 June", "mercredi 9 juin 2027", "12 marca, 18:00", "16 June 2027 10am BST", "Wed 16 June"
    ]  # fmt: skip
    program = (
        "import json, sys\nfrom pipelines.when import answer\n"
        "for text in json.loads(sys.argv[1]):\n"
        "    for locale in ('en-GB', 'fr-FR', 'pl-PL'):\n"
        "        row = {'text': text, 'reference': '2027-03-01', 'zone': 'Europe/London', 'locale': locale}\n"
        "        print(json.dumps(answer(row)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(phrases)],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [
        json.dumps(read(text, locale)) for text in phrases for locale in ("en-GB", "fr-FR", "pl-PL")
    ]
    assert done.stdout.splitlines() == expected


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "a",
        " ",
        "1 ",
        "12 June ",
        "10am - ",
        "(",
        "(was ",
        "<",
        "&amp;",
        "first ",
        "postponed from 1 ",
        "2027-",
    ],
)
def test_long_texts_take_no_longer(piece: str) -> None:
    began = time.perf_counter()
    read((piece * 100_000)[:100_000])
    assert time.perf_counter() - began < 2
