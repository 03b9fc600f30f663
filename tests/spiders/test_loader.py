"""What Scrapy's own commands see: one spider for each source, from the root and from folders below."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Request

from spiders.loader import SourceLoader, coded_sites, source_settings, spider_class
from spiders.source import SHIPPED, load_source
from tests.spiders.site import serve
from tests.spiders.sources import ALLOW, FOLLOW, site_of, write_source

ROOT = Path(__file__).resolve().parents[2]


def scrapy(*words: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", *words],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("folder", [".", "spiders", "spiders/sources"])
def test_scrapy_list_shows_every_source(folder: str) -> None:
    done = scrapy("list", cwd=ROOT / folder)
    assert done.returncode == 0, done.stderr
    names = done.stdout.split()
    assert names == sorted(path.stem for path in SHIPPED.glob("*.toml"))


def test_scrapy_crawl_alone_opens_and_closes_a_run(tmp_path: Path) -> None:
    database = tmp_path / "muster.db"
    with serve(site_of(["Hate crime forum", "Night economy day"])) as site:
        write_source(tmp_path / "s", "byhand", f"{site.base}/events/", FOLLOW + ALLOW)
        done = scrapy(
            "crawl",
            "byhand",
            MUSTER_DATABASE_URL=f"sqlite:///{database}",
            MUSTER_SOURCES=str(tmp_path / "s"),
        )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    with sqlite3.connect(database) as db:
        assert db.execute("SELECT source, state FROM run").fetchall() == [("byhand", "accepted")]
        assert db.execute("SELECT count(*) FROM sighting").fetchone() == (2,)
    db.close()


def test_scrapy_crawl_of_a_bad_site_says_why(tmp_path: Path) -> None:
    with serve({}) as site:
        write_source(tmp_path / "s", "byhand", f"{site.base}/events/", ALLOW)
        done = scrapy(
            "crawl",
            "byhand",
            MUSTER_DATABASE_URL=f"sqlite:///{tmp_path / 'muster.db'}",
            MUSTER_SOURCES=str(tmp_path / "s"),
        )
    assert "failed: No page could be fetched" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_file_is_warned_of_and_the_others_stay(tmp_path: Path) -> None:
    write_source(tmp_path, "good", "https://good.example/events")
    (tmp_path / "bad.toml").write_text("title = 3")
    loader = SourceLoader([tmp_path], [])
    assert loader.list() == ["good"]
    assert loader.load("good").name == "good"
    with pytest.raises(KeyError, match=r"bad\.toml"):
        loader.load("bad")
    with pytest.raises(KeyError, match="Spider not found: none"):
        loader.load("none")
    done = scrapy("list", MUSTER_SOURCES=str(tmp_path))
    assert "bad.toml" in done.stderr


def test_requests_find_the_source_of_their_host(tmp_path: Path) -> None:
    write_source(tmp_path, "good", "https://good.example/events")
    loader = SourceLoader([tmp_path], [])
    assert loader.find_by_request(Request("https://www.good.example/x")) == ["good"]
    assert loader.find_by_request(Request("https://other.example/x")) == []


def test_a_source_sets_its_own_pace_and_bounds(tmp_path: Path) -> None:
    write_source(tmp_path, "good", "https://good.example/events", "pages = 100\ndelay = 5\n")
    settings = source_settings(load_source(tmp_path / "good.toml"))
    assert settings == {
        "DOWNLOAD_DELAY": 5.0,
        "GUARD_ALLOW": [],
        "CLOSESPIDER_TIMEOUT": 1200,
        "CLOSESPIDER_PAGECOUNT": 320,
    }


CODED = '''
"""A coded site."""
from spiders.listing_spider import ListingSpider

class GoodSite(ListingSpider):
    """Reads its own way."""
    name = "good"
'''


def test_a_coded_site_takes_the_place_of_the_general_spider(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "coded_site_of_a_test.py").write_text(CODED)
    monkeypatch.syspath_prepend(tmp_path)
    write_source(tmp_path / "s", "good", "https://good.example/events")
    write_source(tmp_path / "s", "other", "https://other.example/events")
    loader = SourceLoader([tmp_path / "s"], ["coded_site_of_a_test"])
    assert loader.load("good").__mro__[1].__name__ == "GoodSite"
    assert loader.load("other").__mro__[1].__name__ == "ListingSpider"
    assert list(coded_sites(["coded_site_of_a_test"])) == ["good"]
    made = spider_class(load_source(tmp_path / "s" / "good.toml"))
    assert made.source.title == "Good"
