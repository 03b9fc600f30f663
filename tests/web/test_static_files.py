"""The site's own files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.making import full, site
from web.context import HERE


def test_every_file_the_pages_name_is_there_for_ever(tmp_path: Path) -> None:
    with site(tmp_path, full()) as client:
        text = client.get("/").text + client.get(f"/events/{full().id}").text
        names = set(re.findall(r'"(/static/[^"]+)"', text))
        answers = [client.get(name) for name in names]
    assert {name.partition("?")[0] for name in names} == {
        "/static/icon.svg",
        "/static/site.css",
        "/static/viewer-zone.js",
    }
    assert all(one.status_code == 200 for one in answers)
    assert all("immutable" in one.headers["cache-control"] for one in answers)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("site.css", "text/css; charset=utf-8"),
        ("viewer-zone.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_media_types(tmp_path: Path, name: str, kind: str) -> None:
    with site(tmp_path) as client:
        answer = client.get(f"/static/{name}")
        assert client.get("/static/nothing.css").status_code == 404
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "public, max-age=86400"


def test_style_sheet_loads_nothing_from_elsewhere() -> None:
    css = (HERE / "static" / "site.css").read_text()
    assert "url(" not in css
    assert "@import" not in css
    assert css.count("{") == css.count("}")
