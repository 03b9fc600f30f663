"""Words around dates, in eight languages, that dateparser's data does not have: our own lists."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipelines.when import lexicon
from pipelines.when.reading import language_of

FILLERS = frozenset(
    """of the on at from by in held den der die das le la les l du de del o ar am kl dydd dyddiad amser datum date
    dates time times event when starts start begins vom von van om um las los el dès ab à between zwischen entre
    tussen rhwng uhr uur horas heures ore dal dalla dalle dall dia
    día giorno il alle às vanaf hour hours hrs hr st nd rd th clock oclock s is be will day days""".split()
)
"""Words that stand between the parts of a date and change nothing."""

RANGE_WORDS = frozenset(
    """to until till til thru through untill bis tot au zum hasta jusqu ending ends end finish finishes""".split()
)
RANGE_WORDS_OF = {
    "es": {"a", "al"},
    "cy": {"i", "hyd", "tan"},
    "fr": {"al"},
    "it": {"al", "fino"},
    "pt": {"a", "ao", "até"},
}
TIME_RANGE_WORDS = frozenset({"à", "alle", "às"})
"""Words that join two times, and stand before a single one: "de 14h à 17h", "à 14h"; "dalle 9 alle 12"."""
AND_WORDS_OF = {
    "en": {"and"},
    "de": {"und"},
    "fr": {"et"},
    "es": {"y", "e"},
    "it": {"e", "ed"},
    "pt": {"e"},
    "nl": {"en"},
    "cy": {"a", "ac"},
}
BETWEEN = frozenset({"between", "zwischen", "entre", "tussen", "rhwng", "tra"})
NAMED_TIMES = dict.fromkeys(
    "noon midday mittag midi hanner mediodía mezzogiorno".split(), 12
) | dict.fromkeys("midnight minuit medianoche mitternacht middernacht".split(), 0)
NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
STREETS = frozenset(
    """street road lane avenue square terrace place row gate court crescent gardens grove drive walk way hill yard mews
    embankment parade quay wharf close rue boulevard straße strasse platz allee calle plaza paseo straat laan plein
    gracht heol stryd ffordd""".split()
)
"""Words that end the name of a street, and so tell that a number before it is one of a house."""

PARTS_OF_DAY = frozenset(
    ["morning", "afternoon", "evening", "night", "lunchtime", "mornings", "evenings", "afternoons"]
)
EXTRA_WEEKDAYS = {"en": {"tues": 1, "weds": 2, "wednes": 2, "thur": 3, "thurs": 3}}
EXTRA_MONTHS = {"en": {"sept": 9}, "fr": {"fevr": 2, "fev": 2, "aout": 8, "dec": 12}}
EXTRA_MERIDIEMS = {"cy": {"yp": "pm", "yh": "pm", "yb": "am"}}
SHORT_WEEKDAYS = frozenset({"de", "nl"})
"""Languages that print weekdays of two letters ("Di 21.11.")."""

ENGLISH_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_PLURAL_ENDINGS = {"de": "s", "fr": "s", "nl": "en"}
PLURALS = {day + "s": index for index, day in enumerate(ENGLISH_DAYS)} | {
    word + ending: index
    for language, ending in _PLURAL_ENDINGS.items()
    for word, index in lexicon.WEEKDAYS[language].items()
    if len(word) > 4
}
"""In print: "Tuesdays", "dienstags", "les mardis", "dinsdagen"."""

Words = dict[str, tuple[int | None, int | None]]


def _add(words: Words, months: dict[str, int], weekdays: dict[str, int]) -> None:
    for word, number in months.items():
        words[word] = (number, words.get(word, (None, None))[1])
    for word, number in weekdays.items():
        words[word] = (words.get(word, (None, None))[0], number)


def _of(language: str, *, own: bool) -> Words:
    """Month and weekday words of one language; short English ones only beside long ones."""
    words: Words = {}
    for months, weekdays in (
        (lexicon.MONTHS, lexicon.WEEKDAYS),
        (EXTRA_MONTHS, EXTRA_WEEKDAYS),
    ):
        _add(words, months.get(language, {}), weekdays.get(language, {}))
    short = own and language in SHORT_WEEKDAYS
    return {word: value for word, value in words.items() if len(word) > 2 or short}


def words_of(language: str) -> Words:
    """Word in lower case → (month 1-12, weekday 0-6); the language's own words win over the English ones."""
    words = _of("en", own=language == "en")
    words.update(_of(language, own=True))
    return words


WORDS: dict[str, Words] = {language: words_of(language) for language in lexicon.MONTHS}
"""Built at import: small tables, under a millisecond."""

WORDS_ELSEWHERE: Words = {word: value for word, value in WORDS["en"].items() if len(word) > 3}
"""The English words that are taken for dates in other languages; Polish "mar" is March, and dateparser knows it."""


class Calendar(NamedTuple):
    """The words of one language that are months (1-12) or weekdays (0-6) and not both."""

    months: dict[str, int]
    weekdays: dict[str, int]


def _calendar(words: Words) -> Calendar:
    pairs = words.items()
    return Calendar(
        {word: month for word, (month, day) in pairs if month is not None and day is None},
        {word: day for word, (month, day) in pairs if day is not None and month is None},
    )


CALENDARS: dict[str, Calendar] = {language: _calendar(words) for language, words in WORDS.items()}


@cache
def calendar_of(locale: str) -> Calendar | None:
    """The words of a locale's language; None for a language whose words are not ours."""
    return CALENDARS.get(language_of(locale))


_WORD = re.compile(r"[^\W\d_]{1,14}")
_OWN = {
    language: frozenset(WORDS[language].keys() | AND_WORDS_OF[language]) - WORDS["en"].keys()
    for language in WORDS
    if language != "en"
}
"""The words of each language that no English date has."""
_PLAIN = 4
"""Letters beyond which a month or a weekday tells the language: "mars" may be a planet, "giugno" is June."""


def spoken(text: str, page: str, locale: str) -> str:
    """The locale that a phrase is read in: the page's language where the words are of it, else the source's.

    Args:
        text: Words that carry a date.
        page: BCP 47 tag of the page that they stand on; "" when not given.
        locale: BCP 47 tag of the source, which nobody may have thought about; one that is not English stays.
    """
    own = _OWN.get(language_of(page))
    if own is None or language_of(locale) != "en":
        return locale
    return page if own.intersection(_WORD.findall(text.lower())) else locale


def told(text: str) -> str | None:
    """The language that a long name of a month or weekday tells; None where none does."""
    words = {word for word in _WORD.findall(text.lower()) if len(word) > _PLAIN}
    return (
        next((language for language, own in _OWN.items() if own & words), None) if words else None
    )
