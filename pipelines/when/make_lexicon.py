"""dateparser's language data → the text of `lexicon.py`: run `python -m pipelines.when.make_lexicon > lexicon.py`.

The lexicon is frozen because reading it from dateparser at run time costs 117 ms of imports; a test makes it
again and fails when the two drift apart.
"""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Iterable, Iterator

LANGUAGES = ("cy", "de", "en", "es", "fr", "it", "nl", "pt")
MONTHS = tuple(
    """january february march april may june july august september october november december""".split()
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

_HEAD = '''"""Words of dates by language → their numbers: made by `make_lexicon` from dateparser's data, not by hand.

MONTHS: 1 to 12. WEEKDAYS: 0 (Monday) to 6. A comma parts the words of one number from those of the next.
"""

from __future__ import annotations


def _numbered(tables: dict[str, str], first: int) -> dict[str, dict[str, int]]:
    """Language → word → number; in the tables the words of each number, from the first one on."""
    return {
        language: {
            word: n for n, words in enumerate(table.split(","), first) for word in words.split()
        }
        for language, table in tables.items()
    }


'''


def _forms(info: dict[str, object], name: str) -> Iterator[str]:
    """The single words of one entry; "dydd iau" counts as "iau", the word that differs."""
    entry = info.get(name, ())
    forms = entry if isinstance(entry, list) else []
    words = (str(form).lower().strip(".").split()[-1] for form in forms)
    yield from (word for word in words if len(word) > 1 and word.isalpha())


def _info(language: str) -> dict[str, object]:
    module = importlib.import_module(f"dateparser.data.date_translation_data.{language}")
    data: dict[str, object] = module.info
    return data


def _written(name: str, entries: Iterable[str], first: int) -> str:
    """The statement that makes one table."""
    lines = [f"{name} = _numbered(", "    {"]
    for language in LANGUAGES:
        info = _info(language)
        words = ", ".join(" ".join(sorted({*_forms(info, entry)})) for entry in entries)
        text = textwrap.fill(f'"{language}": """{words}""",', 108, subsequent_indent="    ")
        lines.append(textwrap.indent(text, " " * 8))
    return "\n".join([*lines, "    },", f"    first={first},", ")", ""])


def lexicon_text() -> str:
    """The whole of `lexicon.py`, made from the dateparser that is installed."""
    return f"{_HEAD}{_written('MONTHS', MONTHS, 1)}\n{_written('WEEKDAYS', DAYS, 0)}"


if __name__ == "__main__":
    sys.stdout.write(lexicon_text())
