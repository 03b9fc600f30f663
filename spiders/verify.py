"""Names of sources in; how a visit to each went, without a trace in the catalogue, out."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import itemgetter
from pathlib import Path

from catalogue import runs
from catalogue.config import Config
from catalogue.listing import Listing, day_of
from catalogue.runs import RunState
from catalogue.store import Store
from spiders.crawl import CrawlSummary, OnProgress, crawl
from spiders.network.robots import robots_words
from spiders.source import load_sources, source_folders


class Verdict(StrEnum):
    """What a visit shows of a source."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BROKEN = "broken"


ALL_PAST = "All listings are past: is there a page of coming events?"
_NOTHING = "No listing was found. Look at its pages with muster check; correct start and follow."


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """One visit.

    Attributes:
        robots: What the site's robots.txt says, in a word or two.
        pages: Pages read.
        listings: Listings that could be published.
        reader: The reader that dated most of them; "" without listings.
        title: Title of the first one that is still to come, else of the last one.
        start: Its day or aware time, or the month in words where no more is known.
        why: What is doubtful or broken, and what to do; "" when nothing is.
    """

    source: str
    verdict: Verdict
    robots: str = ""
    pages: int = 0
    listings: int = 0
    reader: str = ""
    title: str = ""
    start: str = ""
    why: str = ""


def wanted(names: Sequence[str], config: Config) -> list[str]:
    """The names, each once; of all sources, verified or not, readable or not, when there are none.

    Raises:
        SourceError: The folder of MUSTER_SOURCES does not exist.
    """
    found, problems = load_sources(source_folders(config.sources))
    return list(dict.fromkeys(names or (*found, *(one.source for one in problems))))


def verify(
    names: Sequence[str], config: Config, on_progress: OnProgress, now: datetime
) -> list[Verification]:
    """Visit sources as a crawl does, into a catalogue that is thrown away.

    Args:
        names: Names of sources, each once.
        config: Where the source files are.
        on_progress: Called as by `crawl`.
        now: Aware time: which events are still to come.

    Raises:
        SourceError: There is no source of one of the names, or the folder of MUSTER_SOURCES does not exist.
    """
    with tempfile.TemporaryDirectory(prefix="muster-verify-") as folder:
        url = f"sqlite:///{Path(folder) / 'visits.db'}"
        summaries = crawl(names, config.model_copy(update={"database_url": url}), on_progress)
        store = Store.open(url)
        with store.read() as tx:
            found = {one.run_id: runs.sightings_of(tx, one.run_id) for one in summaries}
        store.close()
    return [
        _verification(one, [seen.listing for seen in found[one.run_id]], now.date())
        for one in summaries
    ]


def _verification(summary: CrawlSummary, listings: list[Listing], today: date) -> Verification:
    days = [(day, one) for one in listings if (day := day_of(one.times.start))]
    dated = [one for _, one in sorted(days, key=itemgetter(0))]
    coming = dated[sum(day < today for day, _ in days) :]
    shown = next(iter(coming[:1] or dated[-1:] or listings), None)
    verdict, why = _judged(summary, is_past=bool(dated) and not coming)
    return Verification(
        source=summary.source,
        verdict=verdict,
        robots=robots_words(summary.stats) if summary.stats else "",
        pages=summary.pages,
        listings=summary.listings,
        reader=_reader(listings),
        title=shown.title if shown else "",
        start=_start(shown) if shown else "",
        why=why,
    )


def _judged(summary: CrawlSummary, *, is_past: bool) -> tuple[Verdict, str]:
    if summary.state is not RunState.ACCEPTED or not summary.listings:
        pages = summary.problems[:1] if summary.state is RunState.FAILED else ()
        return Verdict.BROKEN, " ".join(pages) or summary.reason or _NOTHING
    if is_past:
        return Verdict.DOUBTFUL, ALL_PAST
    if summary.problems:
        return Verdict.DOUBTFUL, " ".join(summary.problems[:3])
    return Verdict.GOOD, ""


def _start(listing: Listing) -> str:
    times = listing.times
    if isinstance(times.start, datetime):
        return times.start.isoformat(timespec="minutes")
    return times.start.isoformat() if times.start else times.partial or ""


def _reader(listings: Sequence[Listing]) -> str:
    """The reader of most dates: of each listing the start's, else the date's."""
    counts: Counter[str] = Counter()
    for listing in listings:
        readers = {name: note.reader for name, note in reversed(listing.evidence)}
        counts[readers.get("start") or readers.get("date", "")] += 1
    return counts.most_common(1)[0][0] if counts else ""
