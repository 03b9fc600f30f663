"""Source files: what they may say, and what is said of wrong ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalogue.errors import SourceError
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


def test_one_name_twice_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "a", GOOD)
    write(tmp_path / "b", GOOD.replace("Trust", "Copy"))
    sources, problems = load_sources([tmp_path / "a", tmp_path / "b"])
    assert sources["larkfield"].title == "Larkfield Trust"
    assert ["exists already" in str(one) for one in problems] == [True]


def test_the_operators_folder_must_exist(tmp_path: Path) -> None:
    assert source_folders(tmp_path) == (SHIPPED, tmp_path)
    with pytest.raises(SourceError, match="MUSTER_SOURCES"):
        source_folders(tmp_path / "nowhere")


def test_the_shipped_sources_are_right_short_and_off_until_verified() -> None:
    sources, problems = load_sources([SHIPPED])
    assert problems == []
    assert sources
    for name, source in sources.items():
        lines = (SHIPPED / f"{name}.toml").read_text(encoding="utf-8").splitlines()
        assert 6 <= sum(bool(line) and not line.startswith("#") for line in lines) <= 15
        assert source.enabled == (source.verified is not None)
        assert source.delay >= 1
        assert source.allow == ()


def test_every_key_has_a_description() -> None:
    assert [name for name, one in Source.model_fields.items() if not one.description] == []
