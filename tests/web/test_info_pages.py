"""Topics, sources and the standing pages."""

from __future__ import annotations

from pathlib import Path

from catalogue.listing import Status
from catalogue.runs import RunState, begin_run, close_run
from catalogue.sources import SourceRow, remember
from catalogue.taxonomy import topics
from tests.web.making import NOW, full, make, open_store, site


def test_topics_page_has_both_levels_with_counts_and_feeds(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        text = client.get("/topics").text
    assert "Policing &amp; criminal justice" in text
    assert "Public policy" in text
    for topic in topics():
        assert f'href="/topics/{topic.slug}"' in text
        assert f'href="webcal://muster.example/feeds/topics/{topic.slug}.ics"' in text
    assert "<strong>1 event</strong> coming up" in text
    assert text.count("Nothing announced") == len(topics()) - 2


def test_sources_page_tells_the_health_of_each(tmp_path: Path) -> None:
    with (
        open_store(tmp_path, full(), make("Off", status=Status.CANCELLED)) as store,
        store.begin() as tx,
    ):
        for name in ("northmoor", "civic", "fresh"):
            home = f"https://{name}.example/"
            remember(tx, SourceRow(name=name, title=f"The {name}", home=home))
        good = begin_run(tx, "northmoor", NOW)
        stats = {"listings": 3, "unchanged": 2, "errors": 0}
        close_run(tx, good, state=RunState.ACCEPTED, reason="", stats=stats, now=NOW)
        bad = begin_run(tx, "civic", NOW)
        reason = "Only 1 listing where 40 are usual."
        close_run(
            tx, bad, state=RunState.ASIDE, reason=reason, stats={"listings": 1, "errors": 7}, now=NOW
        )  # fmt: skip
    with site(tmp_path) as client:
        text = client.get("/sources").text
    assert "3 sources" in text
    assert "Working" in text
    assert "<td>5</td>" in text
    assert 'href="/?source=northmoor">2<' in text
    assert "Held back for a person to check" in text
    assert reason in text
    assert "Errors: 7" in text
    assert "Not visited yet" in text
    assert "3 March 2027, 12:00 GMT" in text


def test_no_source_yet(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        assert "No source has been visited yet" in client.get("/sources").text


def test_subscribe_page_names_the_programmes_and_the_delay(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        text = client.get("/subscribe").text
    for name in ("Outlook", "Google", "Apple", "Teams", "Thunderbird", "Feed readers", "OPML"):
        assert name in text
    assert "Google often after a day" in text


def test_standing_pages_and_small_files(tmp_path: Path) -> None:
    with site(tmp_path) as client:
        assert "Nothing is invented" in client.get("/about").text
        assert "WCAG" in client.get("/accessibility").text
        robots = client.get("/robots.txt")
        assert robots.text.startswith("User-agent: *\n")
        assert robots.headers["content-type"].startswith("text/plain")
        health = client.get("/healthz")
        assert health.json() == {"status": "ok"}
        assert health.headers["cache-control"] == "no-store"
