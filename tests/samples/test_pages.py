"""What holds for every page of every sample site, on both days."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urldefrag

import pytest
from lxml import etree
from lxml import html as lxml_html

from samples.facts import sites
from samples.furniture import Page
from samples.server import source_files
from samples.sites import STYLES, render
from tests.samples.conftest import BASE, TODAY

CALENDARS = ("https://calendar.google.com/", "https://outlook.live.com/")
CONTENT = re.compile(rb"(<script[^>]*>).*?(</script>)", re.DOTALL)


@pytest.fixture(scope="module", params=[1, 2])
def either(request: pytest.FixtureRequest) -> dict[str, Page]:
    return render(TODAY, request.param, BASE)


def html_pages(pages: dict[str, Page]) -> dict[str, bytes]:
    return {
        path: page.body for path, page in pages.items() if page.content_type.startswith("text/html")
    }


def test_every_html_page_is_well_formed(either: dict[str, Page]) -> None:
    # Void elements are closed, so that a strict XML parser can judge the nesting.
    strict = etree.XMLParser(recover=False, resolve_entities=False)
    for path, body in html_pages(either).items():
        root = etree.fromstring(CONTENT.sub(rb"\1\2", body), strict)
        assert root.tag == "html", path
        assert len(root.findall(".//h1")) == 1, path
        assert root.findtext("head/title"), path


def test_every_page_has_furniture(either: dict[str, Page]) -> None:
    for path, body in html_pages(either).items():
        text = lxml_html.fromstring(body).text_content()
        for words in ("We use cookies", "Latest news", "Posted", "Mon-Fri 9-5", "©"):
            assert words in text, path


def test_no_link_is_dead(either: dict[str, Page]) -> None:
    for path, body in html_pages(either).items():
        for href in lxml_html.fromstring(body).xpath("//@href"):
            target = urldefrag(str(href)).url.removeprefix(BASE)
            assert not target or target in either or target.startswith(CALENDARS), (path, href)


def test_pages_are_the_same_each_time(either: dict[str, Page]) -> None:
    assert either in (render(TODAY, 1, BASE), render(TODAY, 2, BASE))


def test_another_day_dates_the_pages_anew(pages: dict[str, Page]) -> None:
    later = render(date(2027, 8, 11), 1, BASE)
    assert later.keys() == pages.keys()
    assert later["/harrowgate/events/"].body != pages["/harrowgate/events/"].body


def test_every_site_has_a_style_and_a_source_file_of_its_own() -> None:
    used = [site.style for site in sites()]
    assert sorted(used) == sorted(STYLES)
    assert sorted(source_files(1)) == sorted(f"sample-{site.name}.toml" for site in sites())
