"""A cleaned phrase → its tokens, by one regular expression; linear, for every alternative is bounded."""

from __future__ import annotations

import re

from pipelines.when.cleaning import lower
from pipelines.when.figures import FIGURES
from pipelines.when.marks import plain
from pipelines.when.reading import Ground
from pipelines.when.scan import Scan
from pipelines.when.tokens import Token
from pipelines.when.vocabulary import WORDS, WORDS_ELSEWHERE
from pipelines.when.words import word_tokens

_LONG_MARK = r"(?:[ap]\.?\s?m(?![^\W\d_])\.?|y[bhp]\b|de\sla\s(?:mañana|tarde|noche)\b)"
_MARK = rf"(?:[\s.]?{_LONG_MARK}|[ap]\b(?!\.[a-z]))"
_HOURS = r"(?:uhr|uur|hrs|hours|heures|horas|h|u)\b"
_COUNTED = r"(?:days|weeks|months|years|mins|minutes|people|places|speakers)\b"
TOKEN = re.compile(
    rf"""
 (?=[0-9£$€])(?:
     (?P<money>[£$€]\s?[0-9][0-9.,]*k?|[0-9](?:[0-9.,]*[0-9])?\s?(?:%|[€£](?!\s?[0-9])|gbp\b|eur\b|euros?\b|pounds?\b))
    |(?P<iso>\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])(?:t[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,9}})?)?
    (?:z\b|[+-][0-9]{{2}}:?[0-9]{{2}})?)?)
    |(?P<week>\b[0-9]{{4}}-?w[0-9]{{2}}\b)
    |(?P<num>\b[0-9]{{1,2}}(?P<sign>\s?[./]\s?|-)[0-9]{{1,2}}(?P=sign)(?:[0-9]{{4}}|[0-9]{{2}})(?![\d:.]\d))
    |(?P<ymd>\b[0-9]{{4}}[/.][0-9]{{1,2}}[/.][0-9]{{1,2}}\b)
    |(?P<military>(?<![\w.:])(?:[01][0-9]|2[0-4])[0-5][0-9]\s?(?:hrs|hours|h|uhr|uur)\b)
    |(?P<time>(?<![0-9])(?<![0-9][.:])(?:[01]?[0-9]|2[0-4])(?P<colon>[:.]|\s?h(?:eures?\b)?\s?|u|\s:\s)[0-5][0-9](?:(?P<seconds>:[0-5][0-9])(?P<zone>[+-][0-9]{{2}}:?[0-9]{{2}})?)?(?![0-9])(?!\.[0-9])
    (?P<mark>{_MARK})?(?:\s?(?P<long>{_HOURS}))?)
    |(?P<half>(?<![0-9])(?<![0-9][.:])(?:(?:1[0-2]|0?[1-9])(?P<minutes>[0-5][0-9])(?=\s?[ap]\.?m)|1[0-9]|2[0-3]|0?[1-9])(?P<half_mark>{_MARK}))
    |(?P<hour>\b(?:[01]?[0-9]|2[0-4])\s?(?:uhr|uur|h|u|hrs|heures|horas|o'?\s?clock)\b(?!\s?[0-9]))
    |(?P<pair>\b(?:0?[1-9]|[12][0-9]|3[01])(?:\.(?:0?[1-9]|1[0-2])\b\.?|/(?:0?[1-9]|[12][0-9]|3[01])\b)(?![0-9/]))
    |(?P<ordinal>(?<![0-9])[0-9]{{1,2}}(?:\s?(?:st|nd|rd|th)\b|(?:er|ed|fed|ydd|ain|eg|af|il|ter|e|o|º|ª)\b|\.(?=\s*(?:[-a-zäöü]))))
    |(?P<count>(?<![0-9])[0-9]{{1,3}}(?:\sof\s[0-9]{{1,3}}(?![0-9])|(?:-[0-9]{{1,3}})?\s{_COUNTED}))
    |(?P<season>\b(?:19|20)[0-9]{{2}}/[0-9]{{2}}\b)
    |(?P<number>(?<![0-9])[0-9]+(?![\d_])(?!,[0-9]{{3}}\b))
 )
|(?=[^\W\d_])(?:
     (?P<offset>\b(?:utc|gmt)(?:\s?[+-]|\s?\+\s)(?:0?[0-9]|1[0-4])(?::?[0-9]{{2}})?(?![0-9]))
    |(?P<iana>\b(?:africa|america|asia|atlantic|australia|europe|pacific)/[a-z_]{{3,25}}\b)
    |(?P<code>\b[^\W\d_]+-[0-9]+(?![0-9/.:-])\b)
    |(?P<span>\bt/m\b|\btot\s(?:en\s)?met\b)
    |(?P<athour>\b(?:at|from|ore|(?<![0-9]\s)(?:alle|às))\s[0-9]{{1,2}}(?=\s*(?:$|[,;\n(|])))
    |(?P<past>\b(?:half|quarter)\s(?:past|to)\s(?:[a-z]{{3,6}}|[0-9]{{1,2}})\b(?P<worded>{_MARK})?)
    |(?P<word>[^\W\d_]+)
 )
|(?P<short>'[0-9]{{2}}\b(?!\s[a-zà-ÿ]{{3,10}}\s[0-9]{{4}}))
|(?P<sign_>[-&,;/@+\n:|()~])
""",
    re.VERBOSE,
)
"""By their first character, so that a word does not try every kind of number."""


def tokens_of(raw: str, ground: Ground) -> list[Token]:
    """The tokens of a cleaned phrase, in order; fillers and brackets leave none."""
    words = WORDS.get(ground.language) or WORDS_ELSEWHERE
    scan = Scan(raw, lower(raw), ground, words, [])
    for match in TOKEN.finditer(scan.low):
        kind = match.lastgroup or ""
        if kind == "word":
            scan.out.extend(word_tokens(scan, match))
        elif kind in FIGURES:
            scan.out.extend(FIGURES[kind](scan, match))
        else:
            scan.out.extend(plain(kind, match))
    return scan.out
