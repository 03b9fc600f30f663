"""Names of boxes (class, id, tag, role) → which parts of a page are navigation, stand beside the event, or are news."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_NAV = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|cookies?|social|share|sharing|skip"
    r"|masthead|topbar|toolbar|pagination|pager|translate|mega-?menu|dropdown|copyright|modal|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:^|[\s_-])(?:sidebar|related|widget-area|recent|similar|upcoming-events|more-events|comments?|recommended"
    r"|newsletter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"(?:^|[\s_-])(?:news|blog|tweet|twitter|posted|post-date|post-meta|entry-date|entry-meta|byline|archives?|press"
    r"|timestamp|published|updated|modified|alerts?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TELLTALE = frozenset(
    """nav navbar navigation menu submenu footer breadcrumb breadcrumbs cookie cookies social share sharing skip
    masthead topbar toolbar pagination pager translate mega megamenu dropdown copyright modal popup sidebar related
    widget recent similar upcoming more comment comments recommended newsletter news blog tweet twitter posted
    post entry byline archive archives press timestamp published updated modified alert alerts""".split()
)
"""Words without which none of the three patterns above matches; nearly all names have none of them."""
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
    parts = names.lower().replace("-", " ").replace("_", " ").split()
    if len(names) > LONGEST or _TELLTALE.isdisjoint(parts):
        return NONE
    return Kinds(
        nav=bool(_NAV.search(names)), side=bool(_SIDE.search(names)), news=bool(_NEWS.search(names))
    )
