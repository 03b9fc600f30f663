"""What failures are called, and what is said of them."""

from __future__ import annotations

import pytest
from scrapy import exceptions

from spiders import failures
from spiders.network.guard import RefusedRequest


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (RefusedRequest("not public"), "address"),
        (exceptions.CannotResolveHostError("x"), "name"),
        (exceptions.DownloadConnectionRefusedError("x"), "refused"),
        (exceptions.DownloadTimeoutError("x"), "slow"),
        (exceptions.DownloadCancelledError("x"), "too-large"),
        (exceptions.ResponseDataLossError("x"), "cut-off"),
        (exceptions.UnsupportedURLSchemeError("x"), "scheme"),
        (exceptions.IgnoreRequest("Forbidden by robots.txt"), "robots"),
        (exceptions.IgnoreRequest("max redirections reached"), "redirects"),
        (exceptions.IgnoreRequest("asked to wait 300 seconds"), "wait"),
        (exceptions.IgnoreRequest("… exceeded DOWNLOAD_MAXSIZE (8 B)"), "too-large"),
        (exceptions.IgnoreRequest("because"), "other"),
        (EOFError("x"), "other"),
        (OSError("not gzip"), "compression"),
        (None, "other"),
    ],
)
def test_every_failure_has_a_kind_and_a_sentence(error: Exception | None, kind: str) -> None:
    assert failures.kind_of(error) == kind
    words = failures.sentence("http://a.example/", kind, "why")
    assert words.startswith("http://a.example/")
    assert words.count(". ") + words.count(": ") >= 1
    assert words.endswith(".")


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (404, "missing", "404 Not Found"),
        (410, "missing", "410 Gone"),
        (403, "forbidden", "403 Forbidden"),
        (429, "forbidden", "429 Too Many Requests"),
        (500, "server", "500 Internal Server Error"),
        (599, "server", "599"),
    ],
)
def test_statuses_have_kinds_and_names(status: int, kind: str, words: str) -> None:
    assert failures.kind_of_status(status) == kind
    assert words in failures.sentence("x", kind, failures.status_words(status))
