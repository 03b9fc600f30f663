"""Tables for people: what they say, and that hostile words stay words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO

from rich.console import Console

from catalogue.events import Revision
from catalogue.runs import Run, RunState
from catalogue.sources import SourceRow
from feeds.publish import FeedResult, PublishReport
from spiders.crawl import Progress
from web import terminal

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)


def shown(table: object, width: int = 200) -> str:
    console = Console(file=StringIO(), width=width)
    console.print(table)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]  # the StringIO above
    return text


def put_aside(source: str) -> Run:
    return Run(
        id=1,
        source=source,
        started=NOW,
        finished=NOW,
        state=RunState.ASIDE,
        reason="Far fewer [than] usual.",
        stats={"pages": 3, "listings": 2, "unchanged": 4},
        settled=None,
    )


def test_sources_show_health_in_words() -> None:
    rows = [
        SourceRow(name=name, title=name, home="https://x.example/")
        for name in ("ashcombe", "kestrel")
    ]
    text = shown(terminal.sources_table(rows, {"ashcombe": put_aside("ashcombe")}))
    assert "set aside" in text
    assert "Far fewer [than] usual." in text
    assert "never" in text


@dataclass(frozen=True)
class Ended:
    """How one visit ended."""

    source: str = "ashcombe"
    state: RunState = RunState.ACCEPTED
    pages: int = 3
    listings: int = 2
    reason: str = ""
    problems: tuple[str, ...] = ()


def test_problems_of_a_visit_get_a_column_only_when_there_are_some() -> None:
    gains = {"ashcombe": terminal.Gains(new=1, changed=0, duplicates=1)}
    assert "problems" not in shown(terminal.crawl_table([Ended()], gains))
    text = shown(
        terminal.crawl_table([Ended(), Ended(source="kestrel", problems=("Page gone",))], gains)
    )
    assert "problems" in text
    assert "Page gone" in text
    narrow = [Ended(), Ended(source="kestrel-" * 5, reason="Page [gone] " * 9)]
    lines = shown(terminal.crawl_table(narrow, gains, wide=False), 80).splitlines()
    assert "problems" not in "".join(lines)
    assert any(one.startswith(f"{'kestrel-' * 5}: Page [gone] Page") for one in lines)
    assert max(map(len, lines)) <= 80


def test_one_page_is_no_pages() -> None:
    assert terminal.step_words(Progress(source="rusi", pages=1)) == "rusi: 1 page, 0 listings"
    assert terminal.step_words(Progress(source="rusi", listings=1)) == "rusi: 0 pages, 1 listing"


def test_sources_fit_a_narrow_terminal() -> None:
    name = "campaign-opposing-police-surveillance"
    rows = [SourceRow(name=one, title=one, home="https://x.example/") for one in (name, "kestrel")]
    made = terminal.sources_table(
        rows, {name: put_aside(name)}, {"kestrel": "unverified"}, wide=False
    )
    text = shown(made, 80)
    assert f"│ {name} │ set aside, visited 01 Mar 08:00" in text
    assert "3 pages, 6 listings" in text, "those of unchanged pages included"
    assert "Far fewer [than] usual." in text
    assert "unverified, never visited" in text
    assert max(map(len, text.splitlines())) <= 80


def test_changes_name_old_and_new_and_cut_long_texts() -> None:
    places = ("Guild Hall, " * 8, "Corn Exchange, " * 8)
    changes = {
        "start": ("9:30", "10:00"),
        "description": ("x" * 100, "y" * 100),
        "place": places,
    }
    revision = Revision(at=NOW, kind="moved", changes=changes, source="ashcombe")
    text = shown(terminal.changes_table([("id", "Custody [bold]care[/]", revision)]))
    assert "start: 9:30 → 10:00" in text
    assert "description rewritten" in text
    assert "place rewritten" not in text
    assert "Custody [bold]care[/]" in text


def test_new_events_are_told_one_by_one_while_they_are_few() -> None:
    few = shown(terminal.changes_table([], [("ashcombe", "id", "Custody care")]))
    many = shown(terminal.changes_table([], [("ashcombe", "id", "Custody care")] * 50))
    assert "Custody care" in few
    assert "50 events" in many
    assert "Custody care" not in many


def test_feeds_without_news_are_only_counted() -> None:
    feeds = [
        FeedResult(slug=str(n), title=f"Feed {n}", items=n, written=n, address="http://x/")
        for n in (0, 1)
    ]
    text = shown(
        terminal.feeds_table(PublishReport(feeds=tuple(feeds), total=2, problems=("no space",)))
    )
    assert "Feed 1" in text
    assert "Feed 0" not in text
    assert "1 further feeds" in text
    assert "no space" in text


def test_feeds_that_stayed_as_they_were_get_a_sentence() -> None:
    text = shown(terminal.feeds_table(PublishReport(feeds=(), total=80)))
    assert text == "No feed has anything new; 80 are as they were, or empty.\n"


def test_only_the_largest_feeds_have_a_row() -> None:
    feeds = [
        FeedResult(
            slug=str(n), title=f"Feed {n}.", items=n, written=1, address=f"http://x/feeds/{n}"
        )
        for n in range(1, 31)
    ]
    text = shown(terminal.feeds_table(PublishReport(feeds=tuple(feeds), total=30)))
    assert "Feed 30." in text
    assert "Feed 10." not in text
    assert "10 smaller feeds were written too" in " ".join(text.split())


def test_a_record_says_what_is_missing_and_where_the_rest_stands() -> None:
    record = {
        "start": "2027-06-16",
        "place": {"town": "York", "name": None},
        "price": None,
        "warnings": ["odd"],
    }
    text = shown(terminal.record_table("A", record, {"date": ["labelled", "line 4", "16 June", 1]}))
    assert "labelled: line 4" in text
    assert "town York" in text
    assert "not given" in text
    assert "odd" in text


def test_an_answer_without_evidence_has_no_column_for_it() -> None:
    assert "where it stands" not in shown(terminal.record_table("Answer", {"start": "2027-06-16"}))
