"""Rules that every page keeps, read from its markup: headings, landmarks, labels, links, no inline code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from catalogue.listing import Status
from catalogue.sources import SourceRow, remember
from tests.web.making import BASE, at, full, make, open_store, site, sure

PATHS = (
    "/", "/?mode=online&q=x", "/month/2027-03", "/topics", "/topics/police-powers", "/sources",
    "/subscribe", "/about", "/accessibility", "/nope", "/?bad=1", f"/events/{full().id}",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    path: str
    tree: HtmlElement

    def all(self, path: str) -> list[HtmlElement]:
        found: list[HtmlElement] = self.tree.xpath(path)
        return found


def pages(folder: Path) -> list[Page]:
    long = make(
        "An exceedingly long title " * 9, sure(at(20, 9), at(22, 17)), status=Status.SOLD_OUT
    )
    with open_store(folder, full(), long) as store, store.begin() as tx:
        remember(tx, SourceRow(name="civic", title="Civic", home="https://civic.example/"))
    with site(folder) as client:
        return [Page(path=path, tree=html.fromstring(client.get(path).text)) for path in PATHS]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_d7_outline_and_landmarks(tmp_path: Path) -> None:
    for page in pages(tmp_path):
        levels = [int(str(one.tag)[1]) for one in page.all("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels.count(1) == 1, page.path
        assert levels[0] == 1, page.path
        jumps = pairwise(levels)
        assert all(after - before <= 1 for before, after in jumps), (page.path, levels)
        assert page.tree.get("lang") == "en-GB"
        for name in ("main", "header", "footer", "title"):
            assert len(page.all(f"//{name}")) == 1, (page.path, name)
        labels = [one.get("aria-label") or one.get("aria-labelledby") for one in page.all("//nav")]
        assert len(set(labels)) == len(labels), page.path
        assert all(labels), page.path


def test_first_link_skips_to_the_content(tmp_path: Path) -> None:
    for page in pages(tmp_path):
        first = page.all("//a")[0]
        assert first.get("href") == "#main", page.path
        assert page.all("//main[@id='main']")


def test_ids_are_unique_and_references_hold(tmp_path: Path) -> None:
    for page in pages(tmp_path):
        ids = Counter(str(one) for one in page.tree.xpath("//@id"))
        assert not [one for one, number in ids.items() if number > 1], page.path
        for reference in page.tree.xpath("//@aria-labelledby|//label/@for"):
            assert str(reference) in ids, (page.path, reference)


def test_fields_have_labels_and_links_have_words(tmp_path: Path) -> None:
    for page in pages(tmp_path):
        labelled = {str(one) for one in page.tree.xpath("//label/@for")}
        for field in page.all("//input[not(@type='hidden')]|//select"):
            assert field.get("id") in labelled, page.path
        assert all(words(link) for link in page.all("//a[@href]")), page.path


def test_tables_have_captions_and_scopes(tmp_path: Path) -> None:
    for page in pages(tmp_path):
        for table in page.all("//table"):
            assert table.xpath("./caption"), page.path
            assert all(one.get("scope") for one in table.xpath(".//th")), page.path


def test_no_inline_style_or_code(tmp_path: Path) -> None:
    for page in pages(tmp_path):
        assert not page.tree.xpath("//style|//@style|//@*[starts-with(name(), 'on')]"), page.path
        for script in page.all("//script"):
            assert script.get("src") or script.get("type") == "application/ld+json", page.path


def test_titles_tell_pages_apart(tmp_path: Path) -> None:
    titles = [words(page.all("//title")[0]) for page in pages(tmp_path)]
    assert len(set(titles)) == len(titles)


def links_of(client: TestClient, path: str) -> set[str]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    if not answer.headers["content-type"].startswith("text/html"):
        return set()
    found = {
        urljoin(BASE + path, str(one)) for one in html.fromstring(answer.text).xpath("//@href")
    }
    return {one.partition("#")[0].removeprefix(BASE) for one in found if one.startswith(BASE)}


def test_a_crawl_without_script_reaches_every_event(tmp_path: Path) -> None:
    listings = [make(f"Event {n}", sure(at(5 + n % 20, 9 + n % 8))) for n in range(95)]
    seen: set[str] = set()
    with site(tmp_path, *listings) as client:
        queue = ["/"]
        while queue:
            path = queue.pop()
            seen.add(path)
            if urlsplit(path).path in ("/", "") or path.startswith("/topics"):
                queue += sorted(links_of(client, path) - seen - set(queue))
    assert {f"/events/{one.id}" for one in listings} <= seen
