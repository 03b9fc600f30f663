"""Headers that every answer carries."""

from __future__ import annotations

from pathlib import Path

from tests.web.making import full, site
from web.headers import content_policy

PAGES = ("/", "/month", f"/events/{full().id}", "/topics", "/nope", "/?bad=1", "/healthz")
OPEN = ("/feeds/all.ics", "/static/site.css", f"/events/{full().id}.ics")


def test_every_answer_is_guarded_and_sets_no_cookie(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        for path in (*PAGES, *OPEN):
            headers = client.get(path).headers
            assert headers["content-security-policy"] == content_policy(path)
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
            assert "set-cookie" not in headers
            assert "server" not in headers
            assert "x-frame-options" not in headers
            assert ("access-control-allow-origin" in headers) is (path in OPEN)


def test_d5_only_embeds_may_stand_in_frames_elsewhere() -> None:
    assert content_policy("/embed/all").endswith("frame-ancestors *")
    assert content_policy("/").endswith("frame-ancestors 'none'")
    assert "unsafe" not in content_policy("/")


def test_pages_answer_conditionally(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        for path in PAGES[:4]:
            first = client.get(path)
            again = client.get(path, headers={"if-none-match": first.headers["etag"]})
            assert again.status_code == 304
            assert "content-security-policy" in again.headers
