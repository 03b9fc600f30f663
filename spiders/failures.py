"""An answer or exception that brought no page in; its kind, and a sentence that says what to do, out."""

from __future__ import annotations

from http import HTTPStatus

from scrapy import exceptions

from spiders.network.guard import RefusedRequest

_SENTENCES = {
    "address": "{url} was not fetched: {detail}. If it is your own server, name its range: "
    "`allow` in the source's file, --allow for muster check.",
    "compression": "{url} sent a body that cannot be decompressed. Tell the site's owner.",
    "cut-off": "{url} broke off before the page was whole. Try again later.",
    "empty": "{url} answered with an empty page. Look at it in a browser; correct the address if it moved.",
    "forbidden": "{url} answered {detail}: the site does not let Muster in. Ask its owner, or find a feed.",
    "missing": "{url} answered {detail}. Look for the page's new address and correct the source file.",
    "name": "{url} was not reached: no server of this name was found. Check the address and the network.",
    "other": "{url} could not be fetched ({detail}). Look at it in a browser.",
    "redirects": "{url} redirects in a circle, too often, or away from the web. Correct its address.",
    "refused": "{url} was not reached: the server refused the connection. Check the address and its port.",
    "robots": "{url} was not fetched: the site's robots.txt asks us not to. Find another page or a feed.",
    "robots-error": "{url} was not fetched: the site's robots.txt could not be read ({detail}). Try again later.",
    "scheme": "{url} was not fetched: only http and https are. Correct the address.",
    "server": "{url} answered {detail}: the server failed. Try again later.",
    "slow": "{url} did not answer in time. Try again later.",
    "too-large": "{url} is larger than 8 MB and was not read. Find a smaller page or a feed.",
    "wait": "{url} {detail}. Muster comes back at the next visit; visit less often if this recurs.",
}

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (RefusedRequest, "address"),
    (exceptions.CannotResolveHostError, "name"),
    (exceptions.DownloadConnectionRefusedError, "refused"),
    (exceptions.DownloadTimeoutError, "slow"),
    (exceptions.DownloadCancelledError, "too-large"),
    (exceptions.ResponseDataLossError, "cut-off"),
    (exceptions.DownloadFailedError, "cut-off"),
    (exceptions.UnsupportedURLSchemeError, "scheme"),
    (exceptions.NotSupported, "scheme"),
    (OSError, "compression"),
)

_IGNORED = (
    ("robots.txt", "robots"),
    ("max redirections", "redirects"),
    ("non-200", "redirects"),  # a redirect to nowhere, or to an address that is not of the web
    ("asked to wait", "wait"),
    ("DOWNLOAD_MAXSIZE", "too-large"),
)


def kind_of(error: BaseException | None) -> str:
    """The kind of failure, a key of the run's statistics."""
    for kind, name in _KINDS:
        if isinstance(error, kind):
            return name
    if isinstance(error, exceptions.IgnoreRequest):
        return next((name for mark, name in _IGNORED if mark in str(error)), "other")
    return "other"


def kind_of_status(status: int) -> str:
    """The kind of failure that an HTTP status of 400 or more tells."""
    if status >= 500:
        return "server"
    return "forbidden" if status in (401, 403, 407, 429, 451) else "missing"


def sentence(url: str, kind: str, detail: str = "") -> str:
    """What failed, where, and what to do about it."""
    return _SENTENCES[kind].format(url=url, detail=detail[:200] or "no reason given")


def status_words(status: int) -> str:
    """A status with its name: "404 Not Found"."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
