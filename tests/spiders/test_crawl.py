"""Whole crawls of hostile and broken sites: each gives a run that says what, where and what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalogue import runs
from catalogue.errors import SourceError
from catalogue.runs import RunState
from catalogue.store import Store
from spiders.crawl import CrawlSummary, Progress, batches, crawl
from spiders.process import Limits
from spiders.source import load_source
from tests.spiders.site import Answer, Site, page, serve
from tests.spiders.sources import FOLLOW, config_in, event_page, listing_page, site_of, write_source

MB = 1024 * 1024
QUICK = Limits(page_seconds=2)
CHALLENGE = "<h1>Just a moment...</h1><p>Enable JavaScript and cookies to continue</p>"

ANSWERS: dict[str, Answer] = {
    **site_of(["Hate crime forum", "Night economy day", "Stop and search seminar"]),
    "/loop": Answer(status=302, headers={"Location": "/loop2"}),
    "/loop2": Answer(status=302, headers={"Location": "/loop"}),
    "/challenge": page(CHALLENGE),
    "/challenge403": page(CHALLENGE, status=403),
    "/empty": Answer(body=b"  \n"),
    "/huge": Answer(body=b"<p>" + b"x" * (MB - 3), repeat=60),
    "/slow": Answer(body=b"<html>" + b"." * 300, drip=0.2),
    "/closed/events": event_page("Behind robots"),
    "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /closed/\n", content_type="text/plain"),
    "/server": page("oops", status=500),
    "/forbidden": page("no", status=403),
    "/nothing": page("<h1>About us</h1><p>We are a trust.</p>"),
    "/to-file": Answer(status=302, headers={"Location": "file:///etc/hostname"}),
    "/later": Answer(status=503, headers={"Retry-After": "900"}),
    "/mixed/": listing_page(["/mixed/good", "/mixed/missing", "/mixed/server"]),
    "/mixed/good": event_page("Mixed fortunes"),
    "/mixed/server": page("oops", status=502),
}

CASES: dict[str, tuple[str, str, str]] = {
    "missing": ("/gone-away", "failed", "404 Not Found. Look for the page's new address"),
    "loop": ("/loop", "failed", "redirects in a circle"),
    "challenge": ("/challenge", "aside", "proof of being a person"),
    "challenge-403": ("/challenge403", "aside", "proof of being a person"),
    "empty": ("/empty", "failed", "/empty answered with an empty page"),
    "huge": ("/huge", "failed", "/huge is larger than 8 MB"),
    "slow": ("/slow", "failed", "/slow did not answer in time"),
    "robots": ("/closed/events", "failed", "the site's robots.txt asks us not to"),
    "server": ("/server", "failed", "500 Internal Server Error: the server failed"),
    "forbidden": ("/forbidden", "failed", "the site does not let Muster in"),
    "nothing": ("/nothing", "failed", "No listings were found on 1 page. Check `start`"),
    "to-file": ("/to-file", "failed", "away from the web"),
    "later": ("/later", "failed", "asked to wait 900 seconds"),
}


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Crawled:
    """What one call of `crawl` over all cases gave."""

    site: Site
    summaries: dict[str, CrawlSummary]
    progress: list[Progress]
    runs: dict[str, runs.Run]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """All cases in one process, a good site among them."""
    config = config_in(tmp_path_factory.mktemp("crawl"))
    folder = config.sources
    assert folder is not None
    with serve(ANSWERS) as site, serve({"/robots.txt": Answer(status=500)}) as unwell:
        write_source(folder, "good", f"{site.base}/events/", FOLLOW_TOO)
        write_source(folder, "mixed", f"{site.base}/mixed/", FOLLOW_TOO.replace("events", "mixed"))
        write_source(folder, "unreachable", f"http://127.0.0.1:{closed_port()}/")
        write_source(folder, "unwell", f"{unwell.base}/events/")
        write_source(folder, "nameless", "http://no-such-host.invalid/events")
        for name, (path, _, _) in CASES.items():
            write_source(folder, name, site.base + path)
        (folder / "broken.toml").write_text("title = ")
        progress: list[Progress] = []
        names = ["good", "mixed", "unreachable", "unwell", "nameless", "broken", *CASES]
        found = crawl(names, config, progress.append, limits=QUICK)
        assert [one.source for one in found] == names
        store = Store.open(config.database_url)
        with store.read() as tx:
            latest = runs.latest_runs(tx)
        store.close()
        yield Crawled(site, {one.source: one for one in found}, progress, latest)


FOLLOW_TOO = FOLLOW + 'delay = 0\nallow = "127.0.0.1/32"\n'


@pytest.mark.parametrize("name", CASES)
def test_each_trouble_gives_a_run_that_says_what_where_and_what_to_do(
    crawled: Crawled, name: str
) -> None:
    path, state, words = CASES[name]
    one = crawled.summaries[name]
    told = " ".join((one.reason, *one.problems))
    assert one.state == state
    assert words in told
    if name != "nothing":
        assert crawled.site.base + path in told
    assert crawled.runs[name].state == state
    assert crawled.runs[name].reason == one.reason
    assert (one.listings, one.changed) == (0, 0)


def test_the_good_site_among_them_is_taken(crawled: Crawled) -> None:
    one = crawled.summaries["good"]
    assert (one.state, one.pages, one.listings, one.changed) == (RunState.ACCEPTED, 4, 3, 3)
    assert (one.reason, one.problems) == ("", ())
    assert crawled.runs["good"].stats["listings"] == 3


def test_some_bad_pages_do_not_spoil_a_run(crawled: Crawled) -> None:
    one = crawled.summaries["mixed"]
    assert (one.state, one.listings) == (RunState.ACCEPTED, 1)
    assert len(one.problems) == 2
    assert any("/mixed/missing answered 404" in words for words in one.problems)
    assert any("/mixed/server answered 502" in words for words in one.problems)


def test_an_unreachable_host_is_told_by_its_cause(crawled: Crawled) -> None:
    assert "the server refused the connection" in crawled.summaries["unreachable"].reason
    assert "no server of this name was found" in crawled.summaries["nameless"].reason


def test_a_failing_robots_file_closes_the_site(crawled: Crawled) -> None:
    one = crawled.summaries["unwell"]
    assert one.state is RunState.FAILED
    assert "robots.txt could not be read (500 Internal Server Error)" in one.reason


def test_a_wrong_source_file_is_explained(crawled: Crawled) -> None:
    assert "broken.toml cannot be read as TOML" in crawled.summaries["broken"].reason
    assert crawled.summaries["broken"].run_id == 0


def test_a_name_of_no_source_is_refused_before_any_is_visited(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    assert config.sources is not None
    with serve(ANSWERS) as site:
        write_source(config.sources, "good", f"{site.base}/events/", FOLLOW_TOO)
        with pytest.raises(SourceError, match=r"no source 'goood'\. Did you mean 'good'"):
            crawl(["good", "goood"], config)
    assert not site.asked


def test_a_harvest_of_all_tells_of_a_wrong_source_file(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    assert config.sources is not None
    (config.sources / "rusi.toml").write_text("title = ")  # in place of the shipped one
    [one] = crawl([], config)
    assert (one.source, one.state) == ("rusi", RunState.FAILED)
    assert "rusi.toml cannot be read as TOML" in one.reason


def test_forbidden_pages_were_never_asked_for(crawled: Crawled) -> None:
    assert crawled.site.asked["/closed/events"] == 0
    assert crawled.site.asked["/later"] == 1


def test_we_say_who_we_are(crawled: Crawled) -> None:
    agents = {headers["User-Agent"] for _, headers in crawled.site.headers}
    assert agents == {"Muster/0.1 (+https://muster.example/bot)"}


def test_progress_is_told_page_by_page_and_once_at_the_end(crawled: Crawled) -> None:
    steps = [one for one in crawled.progress if one.source == "good"]
    assert [one.pages for one in steps] == sorted(one.pages for one in steps)
    assert [one.done for one in steps].count(True) == 1
    assert steps[-1].done
    assert (steps[-1].pages, steps[-1].listings) == (4, 3)


SPELLINGS = ("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]")


def test_private_addresses_are_refused_in_every_spelling(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    folder = config.sources
    assert folder is not None
    with serve({"/events/": event_page("Secret")}) as site:
        site.answers["/away"] = Answer(
            status=302, headers={"Location": f"http://127.0.0.2:{site.port}/events/"}
        )
        for number, host in enumerate(SPELLINGS):
            write_source(folder, f"spelling-{number}", f"http://{host}:{site.port}/events/", "")
        write_source(folder, "redirected", f"{site.base}/away")
        done = crawl([], config, limits=QUICK)
        assert site.asked["/events/"] == 0
        assert site.asked["/away"] == 1
    assert len(done) == len(SPELLINGS) + 1
    for one in done:
        assert one.state is RunState.FAILED
        assert "not public" in one.reason or "not a public address" in one.reason


def test_no_names_means_all_that_are_enabled(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    folder = config.sources
    assert folder is not None
    with serve(site_of(["Hate crime forum"])) as site:
        write_source(folder, "on", f"{site.base}/events/", FOLLOW_TOO)
        write_source(folder, "off", f"{site.base}/events/", FOLLOW_TOO + "enabled = false\n")
        assert [one.source for one in crawl([], config)] == ["on"]


def test_sources_share_processes_by_what_they_may_reach(tmp_path: Path) -> None:
    made = []
    for number in range(90):
        more = FOLLOW_TOO if number % 2 else ""
        write_source(tmp_path / "s", f"s{number}", f"https://s{number}.example/", more)
        made.append(load_source(tmp_path / "s" / f"s{number}.toml"))
    groups = batches(made)
    assert [len(group) for group in groups] == [40, 40, 5, 5]
    assert sorted(name for group in groups for name in group) == sorted(one.name for one in made)


def test_sources_of_one_host_are_not_crawled_at_once(tmp_path: Path) -> None:
    made = []
    for name, host in (("a", "one"), ("b", "www.one"), ("c", "two"), ("d", "one")):
        write_source(tmp_path / "s", name, f"https://{host}.example/{name}", "")
        made.append(load_source(tmp_path / "s" / f"{name}.toml"))
    assert batches(made) == [["a", "c"], ["b"], ["d"]]
