"""What an answer for robots.txt means (RFC 9309, 2.3.1)."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from spiders.network.robots import RobotsMiddleware, robots_counts, robots_words, rules

URL = "https://larkfield.example/robots.txt"
PAGE = "https://larkfield.example/events/"
ERROR_PAGE = b"<p>Disallow: everything</p>\nUser-agent: *\nDisallow: /events/\n"


def asked(url: str = URL) -> Request:
    return Request(url, meta={"dont_obey_robotstxt": True})


@pytest.mark.parametrize(
    ("status", "open_"),
    [(200, False), (404, True), (403, True), (401, True), (429, False), (500, False), (503, False)],
)
def test_errors_of_the_server_close_and_absence_opens(status: int, open_: bool) -> None:
    body = rules(status, ERROR_PAGE)
    parser = ProtegoRobotParser.from_crawler(get_crawler(), body)
    assert parser.allowed(PAGE, "Muster") is open_


def test_an_unreachable_one_closes_its_host_and_says_why() -> None:
    crawler = get_crawler()
    middleware = RobotsMiddleware.from_crawler(crawler)
    error = TimeoutError("slow")
    answer = middleware.process_exception(asked(), error)
    assert isinstance(answer, TextResponse)
    assert b"Disallow: /" in answer.body
    assert middleware.reasons == {"larkfield.example": error}
    assert crawler.stats.get_value("robots/unreachable") == 1


def test_a_refusal_of_the_guard_is_left_to_the_page_itself() -> None:
    middleware = RobotsMiddleware.from_crawler(get_crawler())
    assert middleware.process_exception(asked(), IgnoreRequest("no")) is None


def test_error_answers_are_replaced() -> None:
    middleware = RobotsMiddleware.from_crawler(get_crawler())
    closed = middleware.process_response(asked(), Response(URL, status=503, body=ERROR_PAGE))
    opened = middleware.process_response(asked(), Response(URL, status=404, body=ERROR_PAGE))
    assert b"Disallow: /\n" in closed.body
    assert opened.body == b""
    assert middleware.reasons == {"larkfield.example": 503}


def test_pages_pass_untouched() -> None:
    middleware = RobotsMiddleware.from_crawler(get_crawler())
    for request, status in (
        (Request(PAGE), 503),
        (Request(URL), 503),
        (asked(PAGE), 503),
        (asked(), 200),
    ):
        response = Response(request.url, status=status)
        assert middleware.process_response(request, response) is response
    assert middleware.process_exception(Request(PAGE), TimeoutError()) is None


def test_a_redirected_one_closes_the_host_that_was_asked() -> None:
    middleware = RobotsMiddleware.from_crawler(get_crawler())
    request = asked("https://www.larkfield.example/r.txt")
    request.meta["redirect_urls"] = [URL]
    middleware.process_response(request, Response(request.url, status=500))
    assert middleware.reasons == {"larkfield.example": 500}


@pytest.mark.parametrize(
    ("stats", "words"),
    [
        ({"robotstxt/response_status_count/200": 1}, "allows"),
        (
            {"robotstxt/response_status_count/200": 1, "polite/crawl_delay": 10.0},
            "allows, every 10 s",
        ),
        ({"robotstxt/response_status_count/404": 1}, "none, so all is allowed"),
        ({"robotstxt/response_status_count/200": 1, "robotstxt/forbidden": 1}, "refuses 1 page"),
        ({"robotstxt/response_status_count/200": 1, "robotstxt/forbidden": 3}, "refuses 3 pages"),
        ({"robots/unreachable": 1, "robotstxt/forbidden": 1}, "not reached"),
        ({}, "allows"),
    ],
)
def test_what_it_says_in_a_word_or_two(stats: dict[str, object], words: str) -> None:
    assert robots_words(robots_counts(stats)) == words
