"""Every month and weekday word that dateparser knows: our reading is its reading, or it is asked."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import date, datetime

from dateparser.data import languages_info
from dateparser.date import DateDataParser

from pipelines.when import answer
from pipelines.when.make_lexicon import DAYS, MONTHS

BASE = datetime(2024, 1, 1, 9)  # noqa: DTZ001  dateparser wants a naive wall clock


def languages() -> Iterator[tuple[str, dict[str, list[str]]]]:
    for language in languages_info.language_order:
        yield (
            language,
            importlib.import_module(f"dateparser.data.date_translation_data.{language}").info,
        )


def read(text: str, language: str) -> dict[str, object]:
    return answer({"text": text, "reference": "2024-01-02", "zone": None, "locale": language})


def asked(got: dict[str, object]) -> bool:
    return got["via"] == "dateparser" or got["start"] is None


def test_months() -> None:
    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": BASE, "REQUIRE_PARTS": ["day", "month"]}
    wrong, ours = [], 0
    for language, info in languages():
        parser = DateDataParser(languages=[language], settings=settings)
        for word in {word for month in MONTHS for word in info.get(month, ())}:
            got = read(f"21 {word} 2024", language)
            if asked(got):
                continue
            ours += 1
            theirs = parser.get_date_data(f"21 {word} 2024").date_obj
            if theirs is None or str(theirs.date()) != got["start"]:
                wrong.append((language, word, got["start"], theirs))
    assert wrong == []
    assert ours > 200


def test_weekdays() -> None:
    wrong, ours = [], 0
    for language, info in languages():
        month = info["june"][0]
        for day, name in enumerate(DAYS, 3):
            for word in info.get(name, ()):
                got = read(f"{word} {day} {month} 2024", language)
                if asked(got):
                    continue
                ours += 1
                if got["start"] != str(date(2024, 6, day)) or "weekday-mismatch" in str(got["why"]):
                    wrong.append((language, word, got["start"]))
    assert wrong == []
    assert ours > 50
