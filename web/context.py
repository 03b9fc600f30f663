"""Store, settings and clock in; what every page needs out: templates, shelf, site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import Response

from catalogue.audiences import audience_label
from catalogue.config import Config
from catalogue.filters import Filters, query_string
from catalogue.store import Store
from catalogue.subscriptions import EVERY, LONGEST_ADDRESS
from feeds.feed import Site, site_of
from feeds.words import web_address
from web import moments, prose, wording
from web.conditional import Document, respond
from web.links import FeedLinks, feed_links
from web.shelf import Shelf

HERE = Path(__file__).parent
HTML = "text/html; charset=utf-8"
LIST_TITLE = "Events on policing and public policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything the routes share; nothing in it belongs to one request."""

    store: Store
    config: Config
    shelf: Shelf
    site: Site
    templates: Environment

    def page(self, request: Request, template: str, **values: object) -> Response:
        """A whole page, answered conditionally."""
        return respond(
            request, Document(data=self.render(request, template, values), media_type=HTML)
        )

    def render(self, request: Request, template: str, values: Mapping[str, object]) -> bytes:
        """The page's bytes."""
        path = request.url.path
        shared = {
            "path": path,
            "canonical": self.site.base_url + path,
            "site": self.site,
            "links": self.links("All events", Filters()),
            "today": self.shelf.today(),
            "contact": self.config.contact,
        }
        return self.templates.get_template(template).render({**shared, **values}).encode()

    def links(self, title: str, filters: Filters) -> FeedLinks:
        """Ways to subscribe to the feed of exactly these filters."""
        links = feed_links(self.site.base_url, f"{self.site.title}: {title}", filters)
        return replace(links, digest=query_string(filters)) if self.config.smtp_host else links


def make_context(store: Store, config: Config, clock: Callable[[], datetime]) -> Context:
    """The context of one application."""
    return Context(
        store=store,
        config=config,
        shelf=Shelf(store=store, clock=clock),
        site=site_of(config),
        templates=_environment(),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions = (
        moments.clock, moments.first_day, moments.instant, moments.is_known_to_the_day,
        moments.long_day, moments.month_name, moments.remark, moments.session_when, moments.stamp,
        moments.when, prose.shown, wording.change_words, wording.count, wording.humanise,
        wording.price_tag, wording.price_tiers, wording.price_words, wording.source_title,
        wording.provenance_words, wording.revision_words, wording.state, wording.topic_label,
        wording.where, audience_label, static_path, web_address,
    )  # fmt: skip
    environment.globals.update({one.__name__: one for one in functions})
    environment.globals["MODES"] = wording.MODES
    environment.globals |= {"EVERY": EVERY, "LONGEST_ADDRESS": LONGEST_ADDRESS}
    return environment


@cache
def static_path(name: str) -> str:
    """Address of a file in `static/` that changes with its content, so that browsers may keep it for ever."""
    digest = sha256((HERE / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"
