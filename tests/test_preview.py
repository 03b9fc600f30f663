"""What an operator is told of a page: gaps, evidence, and what to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse

from catalogue.config import Config
from catalogue.errors import SettingError, SourceError
from commands.preview import (
    Preview,
    evidence_of,
    gaps,
    is_given,
    next_steps,
    page_hints,
    preview,
    summaries,
)
from commands.saved import cases, load
from commands.saving import Wish, adopt_source, places, save_source
from spiders.fetching import Fetched
from spiders.offers import Offer
from spiders.source import Source

NOW = datetime(2027, 1, 1, tzinfo=UTC)
URL = "https://harrow.example/talks/fair-stops"
PAGE = """<title>Fair stops | The Harrow</title><h1>Fair stops</h1><p>Date: 16 June 2027, 10am</p>
<p>Venue: Weavers' Hall, Leeds</p>"""


def fetched(html: str = PAGE, url: str = URL) -> Fetched:
    page = HtmlResponse(url, body=html.encode(), encoding="utf-8")
    return Fetched(response=page, robots="allows")


def seen() -> Preview:
    return preview(fetched(), page_hints(URL, None, NOW, "Europe/London"))


def test_each_field_has_its_evidence_and_the_rest_is_a_gap() -> None:
    [listing] = seen().listings
    found = evidence_of(listing, "start")
    assert found is not None
    assert (found[0], "16 June 2027" in found[2]) == ("labelled", True)
    assert evidence_of(listing, "people") is None
    assert gaps(listing) == [
        "end",
        "organiser",
        "people",
        "audience",
        "objectives",
        "price",
        "booking",
    ]


def test_an_american_zone_puts_the_month_first() -> None:
    assert page_hints(URL, None, NOW, "America/Chicago").locale == "en-US"


@pytest.mark.parametrize(
    ("value", "given"),
    [
        ({"mode": "unknown"}, False),
        ({"mode": "online"}, True),
        ({"a": {"b": []}}, False),
        (0, True),
        ("", False),
    ],
)
def test_a_value_that_says_nothing_is_not_given(value: object, given: bool) -> None:
    assert is_given(value) is given


def test_what_is_kept_of_a_listing_has_neither_evidence_nor_blanks() -> None:
    [kept] = summaries(seen().listings)
    assert {"evidence", "warnings", "online_url"}.isdisjoint(kept)
    assert kept["title"] == "Fair stops"
    assert None not in kept["place"].values()


def test_the_next_step_goes_by_what_was_found() -> None:
    assert next_steps(seen(), URL) == [f"To make it a source: muster check {URL} --save NAME"]
    [file] = next_steps(seen(), "page.html")
    assert "give its address in place of the file" in file
    assert next_steps(replace(seen(), source="harrow"), URL) == [
        "The page belongs to the source harrow: muster sources verify harrow"
    ]
    undated: dict[str, Any] = {**seen().listings[0], "start": None, "partial": None, "sessions": []}
    assert (
        "1 of 1 listings have no date" in next_steps(replace(seen(), listings=(undated,)), URL)[0]
    )


def test_without_listings_it_points_elsewhere() -> None:
    empty = replace(seen(), listings=(), reader="")
    offer = Offer(kind="RSS", url="https://harrow.example/feed?a=1&b=2")
    [words] = next_steps(replace(empty, offers=(offer,)), URL, " --allow 10.0.0.0/24")
    assert words.endswith("muster check 'https://harrow.example/feed?a=1&b=2' --allow 10.0.0.0/24")
    [words] = next_steps(replace(empty, details=(URL,)), URL)
    assert f"It links to 1 pages that may each be about an event: muster check {URL}" in words
    [words] = next_steps(empty, URL)
    assert "check the page of one event" in words
    [words] = next_steps(replace(empty, obstacle="login"), URL)
    assert "log in" in words


def test_a_page_whose_events_are_over_is_remarked_on() -> None:
    past = fetched(PAGE.replace("2027", "2025"))
    found = preview(past, page_hints(URL, None, NOW, "Europe/London"))
    assert found.warnings[-1] == "All listings are past: is there a page of coming events?"
    assert seen().warnings == ()


def config(folder: Path, sources: Path | None) -> Config:
    return Config(database_url=f"sqlite:///{folder / 'muster.db'}", sources=sources)


@pytest.mark.parametrize(
    ("made", "setting", "where"),
    [
        ("spiders/sources", None, ("spiders/sources", "tests/pages")),
        ("mine", "mine", ("mine", "mine/pages")),
        (".", None, ("sources", "sources/pages")),
    ],
)
def test_where_a_source_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: str,
    setting: str | None,
    where: tuple[str, str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(made).mkdir(parents=True, exist_ok=True)
    found = places(config(tmp_path, Path(setting) if setting else None))
    assert tuple(path.as_posix() for path in found) == where


def test_a_saved_page_gives_what_it_gave(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    said = save_source(
        Wish(name="harrow", zone="Europe/London"), fetched(), seen(), config(tmp_path, mine), NOW
    )
    assert said[0] == f"Written: {mine / 'harrow.toml'}"
    [case] = cases(mine / "pages")
    assert case == load(mine / "pages" / "harrow" / "fair-stops.json")
    source = Source(name="harrow", title="The Harrow", home=URL, start=URL, zone="Europe/London")
    assert case.answer(source) == case.listings
    assert [one["organiser"] for one in case.listings] == ["The Harrow"]


def test_a_list_without_dates_is_known_by_its_links(tmp_path: Path) -> None:
    url, links = "https://harrow.example/news/", "".join(f"<a href={n}.html>{n}</a>" for n in "abc")
    page = fetched(
        f"<a href=/>Home</a><a href=/news/>News</a>{links}<a href='http://[x'>x</a>", url
    )
    found = preview(page, page_hints(url, None, NOW, "Europe/London"))
    assert (found.listings, len(found.details)) == ((), 3)
    (tmp_path / "mine").mkdir()
    wish = Wish(name="harrow", zone="Europe/London")
    save_source(wish, page, found, config(tmp_path, tmp_path / "mine"), NOW)
    text = (tmp_path / "mine" / "harrow.toml").read_text()
    assert r"follow = '/news/[^/?]+\.html$'" in text


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pages").write_text("a file in the way")
    with pytest.raises(SettingError, match="cannot be written"):
        save_source(
            Wish(name="harrow", zone="Europe/London"),
            fetched(),
            seen(),
            config(tmp_path, tmp_path / "mine"),
            NOW,
        )


def test_nothing_is_saved_of_a_page_that_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(SettingError, match="Nothing was found"):
        save_source(
            Wish(name="harrow", zone="Europe/London"),
            fetched(),
            replace(seen(), listings=()),
            config(tmp_path, tmp_path / "mine"),
            NOW,
        )


def test_adopting_names_what_it_cannot_find(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(SourceError, match="There is no source 'nobody'"):
        adopt_source("nobody", config(tmp_path, tmp_path / "mine"), date(2027, 1, 1))
