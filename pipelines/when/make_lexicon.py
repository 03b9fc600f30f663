"""dateparser's language data → the text of `lexicon.py`: run `python -m pipelines.when.make_lexicon > lexicon.py`.

The lexicon is frozen because reading it from dateparser at run time costs 117 ms of imports; a test makes it
again and fails when the two drift apart.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator

LANGUAGES = ("cy", "de", "en", "es", "fr", "nl")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_HEAD = '''"""Words of dates by language → their numbers: made by `make_lexicon` from dateparser's data, not by hand.

MONTHS: 1 to 12. WEEKDAYS: 0 (Monday) to 6. MERIDIEMS: "am" or "pm".
"""

from __future__ import annotations

'''


def _forms(info: dict[str, object], name: str) -> Iterator[str]:
    """The single words of one entry; "dydd iau" counts as "iau", the word that differs."""
    entry = info.get(name, ())
    forms = entry if isinstance(entry, list) else []
    words = (str(form).lower().strip(".").split()[-1] for form in forms)
    yield from (word for word in words if len(word) > 1 and word.isalpha())


def _table(info: dict[str, object], names: Iterable[str], first: int) -> dict[str, int]:
    return {
        word: index
        for index, name in enumerate(names, first)
        for word in sorted(_forms(info, name))
    }


def _info(language: str) -> dict[str, object]:
    module = importlib.import_module(f"dateparser.data.date_translation_data.{language}")
    data: dict[str, object] = module.info
    return data


def _meridiems(info: dict[str, object]) -> dict[str, str]:
    return {word: mark for mark in ("am", "pm") for word in sorted(_forms(info, mark))}


def _written(
    name: str, kind: str, tables: dict[str, dict[str, int]] | dict[str, dict[str, str]]
) -> str:
    lines = [f"{name}: dict[str, dict[str, {kind}]] = {{"]
    for language, table in tables.items():
        lines.append(f'    "{language}": {{')
        for word, value in table.items():
            shown = f'"{value}"' if isinstance(value, str) else str(value)
            lines.append(f'        "{word}": {shown},')
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


def lexicon_text() -> str:
    """The whole of `lexicon.py`, made from the dateparser that is installed."""
    version = importlib.import_module("dateparser").__version__
    infos = {language: _info(language) for language in LANGUAGES}
    months = {language: _table(info, MONTHS, 1) for language, info in infos.items()}
    weekdays = {language: _table(info, DAYS, 0) for language, info in infos.items()}
    marks = {language: _meridiems(info) for language, info in infos.items()}
    return (
        _HEAD
        + "\n".join(
            [
                f'DATEPARSER = "{version}"',
                '"""The version of dateparser whose words these are."""\n',
                _written("MONTHS", "int", months),
                _written("WEEKDAYS", "int", weekdays),
                _written("MERIDIEMS", "str", marks),
            ]
        ).rstrip("\n")
        + "\n"
    )


if __name__ == "__main__":
    sys.stdout.write(lexicon_text())
