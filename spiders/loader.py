"""Source files and coded sites in; one spider class for each, by name, out: what `scrapy list` and `crawl` see."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.utils.misc import walk_modules_iter
from scrapy.utils.spider import iter_spider_classes

from spiders.addresses import site
from spiders.listing_spider import ListingSpider
from spiders.process import visit_seconds
from spiders.source import Source, load_sources


def source_settings(source: Source) -> dict[str, Any]:
    """The Scrapy settings of one source."""
    return {
        "DOWNLOAD_DELAY": source.delay,
        "GUARD_ALLOW": list(source.allow),
        "CLOSESPIDER_TIMEOUT": visit_seconds(source),
        # One file's every page with two retries, and a robots.txt or two.
        "CLOSESPIDER_PAGECOUNT": 3 * source.pages + 20,
    }


def spider_class(source: Source, base: type[ListingSpider] = ListingSpider) -> type[ListingSpider]:
    """A spider for one source; `base` is the class of a coded site."""
    attributes = {
        "name": source.name,
        "source": source,
        "custom_settings": source_settings(source),
        "__module__": base.__module__,
    }
    return type(f"{base.__name__}_{source.name}", (base,), attributes)


def coded_sites(modules: list[str]) -> dict[str, type[ListingSpider]]:
    """The classes of coded sites by the name of the source that each reads."""
    found: dict[str, type[ListingSpider]] = {}
    for module in modules:
        for part in walk_modules_iter(module):
            for one in iter_spider_classes(part):
                if issubclass(one, ListingSpider):
                    found[one.name] = one
    return found


class SourceLoader:
    """Scrapy's spider loader (SPIDER_LOADER_CLASS): one spider for each source that is not wrong."""

    def __init__(self, folders: list[Path], modules: list[str]) -> None:
        self.sources, self.problems = load_sources(folders)
        sites = coded_sites(modules)
        self.spiders: dict[str, type[Spider]] = {
            name: spider_class(source, sites.get(name, ListingSpider))
            for name, source in self.sources.items()
        }

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Load the folders of SOURCE_FOLDERS; a wrong file is warned of and left out."""
        folders = [Path(one) for one in settings.getlist("SOURCE_FOLDERS")]
        loader = cls(folders, settings.getlist("SPIDER_MODULES"))
        for problem in loader.problems:
            warnings.warn(f"{problem}", stacklevel=2)
        return loader

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of one name.

        Raises:
            KeyError: There is no such source, or its file is wrong.
        """
        if spider_name in self.spiders:
            return self.spiders[spider_name]
        wrong = next((str(one) for one in self.problems if one.source == spider_name), "")
        raise KeyError(f"Spider not found: {spider_name} {wrong}".rstrip())

    def list(self) -> list[str]:
        """All names, in alphabetical order."""
        return sorted(self.spiders)

    def find_by_request(self, request: Request) -> Sequence[str]:
        """The names of the sources on the host of a request."""
        host = site(request.url)
        return [name for name, one in self.sources.items() if site(one.home) == host]
