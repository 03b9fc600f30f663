"""Names of boxes (class, id, tag, role) → which parts of a page are navigation, stand beside the event, or are news."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_NAV = frozenset(
    """nav navbar navigation menu submenu footer breadcrumb breadcrumbs cookie cookies social share sharing skip
    masthead topbar toolbar pagination pager translate megamenu dropdown copyright modal popup""".split()
)
_SIDE = frozenset(
    """sidebar related recent similar comment comments recommended newsletter widget-area upcoming-events
    more-events""".split()
)
_NEWS = frozenset(
    """news blog tweet twitter posted byline archive archives press timestamp published updated modified alert alerts
    post-date post-meta entry-date entry-meta""".split()
)
_BEGINNINGS = frozenset(word.partition("-")[0] for word in _NAV | _SIDE | _NEWS)
"""Nearly all names hold none of these, and so none of the words above."""
LONGEST = 300
"""Characters of names that are looked at; longer ones are lists of a framework's style words."""


class Kinds(NamedTuple):
    """What the names of a box say that it is."""

    nav: bool = False
    side: bool = False
    news: bool = False


NONE = Kinds()
"""Of nearly all boxes; `kinds` then gives this very one."""


@lru_cache(maxsize=20_000)
def kinds(names: str) -> Kinds:
    """The kinds of a box with these class and id words."""
    low = names.lower().replace("_", " ")
    words = low.replace("-", " ").split()
    if len(names) > LONGEST or _BEGINNINGS.isdisjoint(words):
        return NONE
    pairs = ["-".join(pair) for name in low.split() for pair in pairwise(name.split("-"))]
    found = Kinds(*[not known.isdisjoint([*words, *pairs]) for known in (_NAV, _SIDE, _NEWS)])
    return found if any(found) else NONE
