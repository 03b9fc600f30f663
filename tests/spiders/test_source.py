"""Source files: what they may say, and what is said of wrong ones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from catalogue.errors import SourceError
from spiders.addresses import site
from spiders.source import SHIPPED, Source, load_source, load_sources, source_folders

GOOD = """
title = "Larkfield Trust"
home = "https://larkfield.example"
start = "https://larkfield.example/events"
zone = "Europe/London"
"""


def write(folder: Path, text: str, name: str = "larkfield") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_short_file_is_enough(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, GOOD))
    assert source.name == "larkfield"
    assert source.start == ("https://larkfield.example/events",)
    assert (source.role, source.locale, source.every, source.pages) == (
        "organiser",
        "en-GB",
        360,
        20,
    )
    assert (source.delay, source.allow, source.verified, source.enabled) == (1.0, (), None, True)


def test_every_key_is_taken(tmp_path: Path) -> None:
    source = load_source(
        write(
            tmp_path,
            GOOD
            + """
role = "aggregator"
organiser = "Larkfield"
follow = ['/event/\\d+$', 'https://tickets\\.example/']
next = "a[rel=next]"
locale = "en-US"
every = "2d"
pages = 50
delay = 0
allow = ["127.0.0.1/32"]
verified = 2026-11-01
enabled = false

[labels]
"Held at:" = "venue"
""",
        )
    )
    assert source.every == 2 * 1440
    assert source.verified == date(2026, 11, 1)
    assert source.labels == {"held at": "venue"}
    assert str(source.networks[0]) == "127.0.0.1/32"
    assert len(source.follow) == 2


@pytest.mark.parametrize(
    ("line", "key", "words"),
    [
        ('followw = "x"', "followw", "did you mean 'follow'"),
        ('zone2 = "x"', "zone2", "did you mean 'zone'"),
        ('role = "boss"', "role", "'organiser', 'ticketing'"),
        ('every = "soon"', "every", '"6h"'),
        ('every = "90d"', "every", "less than or equal to 43200"),
        ("pages = 0", "pages", "greater than or equal to 1"),
        ("pages = 9000", "pages", "less than or equal to 500"),
        ("delay = 0", "", "loopback"),
        ("delay = -1", "delay", "greater than or equal to 0"),
        ("delay = 0\nallow = '10.0.0.0/8'", "", "loopback"),
        ("follow = '(a+)+'", "follow", "repeated group"),
        ("follow = '['", "follow", "not a regular expression"),
        ("next = 'a['", "next", "CSS selector"),
        ("locale = 'british'", "locale", "pattern"),
        ("allow = '0.0.0.0/0'", "allow", "private"),
        ("allow = '8.8.8.8/32'", "allow", "private"),
        ("allow = '169.254.169.254/32'", "allow", "private"),
        ("allow = 'home'", "allow", "home"),
        ("verified = 'maybe'", "verified", "date"),
        ("verified = 'yes'", "verified", "date"),
        ("enabled = 'perhaps'", "enabled", "boolean"),
        ("labels = 3", "labels", "dictionary"),
        ("labels = {'held at' = 'plaice'}", "labels", "'venue'"),
    ],
)
def test_errors_name_file_key_value_and_what_is_allowed(
    tmp_path: Path, line: str, key: str, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        load_source(write(tmp_path, GOOD + line))
    assert caught.value.source == "larkfield"
    assert caught.value.field == key
    assert words in str(caught.value)
    assert "larkfield.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("gone", "words"),
    [("zone", "IANA zone"), ("start", "Listing pages"), ("title", "Name of the site")],
)
def test_a_missing_key_is_explained(tmp_path: Path, gone: str, words: str) -> None:
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith(gone))
    with pytest.raises(SourceError, match=words) as caught:
        load_source(write(tmp_path, text))
    assert caught.value.field == gone


@pytest.mark.parametrize(
    "line", ['zone = "Europe/Londres"', 'zone = "../../etc/passwd"', 'zone = ""', 'zone = "BST"']
)
def test_zones_are_iana_zones(tmp_path: Path, line: str) -> None:
    text = GOOD.replace('zone = "Europe/London"', line)
    with pytest.raises(SourceError, match="IANA zone"):
        load_source(write(tmp_path, text))


@pytest.mark.parametrize("address", ["file:///etc/hostname", "larkfield.example", "https://", ""])
def test_addresses_are_of_the_web(tmp_path: Path, address: str) -> None:
    text = GOOD.replace("https://larkfield.example/events", address)
    with pytest.raises(SourceError, match="https://"):
        load_source(write(tmp_path, text))


@pytest.mark.parametrize("name", ["Lark Field", "lark_field", "-lark"])
def test_names_are_plain(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="pattern"):
        load_source(write(tmp_path, GOOD, name))


def test_a_name_in_the_file_must_be_the_files(tmp_path: Path) -> None:
    assert load_source(write(tmp_path, GOOD + 'name = "larkfield"')).name == "larkfield"
    with pytest.raises(SourceError, match="name must be the file's name"):
        load_source(write(tmp_path, GOOD + 'name = "other"'))


def test_a_wrong_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, "title = ", "broken")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    sources, problems = load_sources([tmp_path])
    assert list(sources) == ["larkfield"]
    assert {one.source for one in problems} == {"broken", "binary"}
    assert all("cannot be read as TOML" in str(one) for one in problems)


def test_an_operators_file_stands_in_place_of_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path / "a", GOOD + 'verified = "no"')
    write(tmp_path / "b", GOOD.replace("Trust", "Copy") + "verified = 2026-11-01")
    sources, problems = load_sources([tmp_path / "a", tmp_path / "b"])
    assert (sources["larkfield"].title, problems) == ("Larkfield Copy", [])
    assert sources["larkfield"].is_automatic


@pytest.mark.parametrize(
    ("lines", "automatic"),
    [
        ("", True),
        ("verified = 2026-11-01", True),
        ('verified = "no"', False),
        ("enabled = false", False),
        ("enabled = false\nverified = 2026-11-01", False),
    ],
)
def test_a_source_that_nobody_has_verified_waits_to_be_named(
    tmp_path: Path, lines: str, automatic: bool
) -> None:
    assert load_source(write(tmp_path, GOOD + lines)).is_automatic is automatic


@pytest.mark.parametrize(
    ("lines", "assumed"),
    [
        ("", "Larkfield Trust"),
        ('organiser = "Larkfield"', "Larkfield"),
        ('role = "aggregator"', ""),
    ],
)
def test_an_organisers_own_pages_speak_of_its_own_events(
    tmp_path: Path, lines: str, assumed: str
) -> None:
    hints = load_source(write(tmp_path, GOOD + lines)).hints(datetime(2026, 11, 1, tzinfo=UTC))
    assert (hints.organiser, hints.zone, hints.source) == (assumed, "Europe/London", "larkfield")


def test_the_operators_folder_must_exist(tmp_path: Path) -> None:
    assert source_folders(tmp_path) == (SHIPPED, tmp_path)
    with pytest.raises(SourceError, match="MUSTER_SOURCES"):
        source_folders(tmp_path / "nowhere")


SHIPPED_SOURCES, WRONG = load_sources([SHIPPED])


def test_there_are_many_shipped_sources_and_none_is_wrong_or_twice() -> None:
    assert WRONG == []
    assert len(SHIPPED_SOURCES) >= 40
    starts = [url for source in SHIPPED_SOURCES.values() for url in source.start]
    assert len(starts) == len(set(starts))


@pytest.mark.parametrize("source", SHIPPED_SOURCES.values(), ids=lambda source: source.name)
def test_a_shipped_source_is_short_polite_and_waits_for_someone_to_verify_it(
    source: Source,
) -> None:
    lines = (SHIPPED / f"{source.name}.toml").read_text(encoding="utf-8").splitlines()
    assert 5 <= len(lines) <= 10
    assert source.verified is not None
    assert (source.allow, source.enabled) == ((), True)
    assert source.delay >= 1
    assert all(site(url) == site(source.home) for url in source.start)
    assert not any(re.search(pattern, url) for pattern in source.follow for url in source.start)


def test_every_key_has_a_description() -> None:
    assert [name for name, one in Source.model_fields.items() if not one.description] == []
