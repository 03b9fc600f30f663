"""Which addresses may be reached."""

from __future__ import annotations

import subprocess
import sys
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.addresses import reachable, refusal, unwrapped

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = (ip_network("127.0.0.1/32"),)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.1", "2606:4700::1111"])
def test_public_addresses_are_reached(address: str) -> None:
    assert reachable(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fd00::1",
        "fe80::1",
        "fe80::1%eth0",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_private_addresses_are_not_however_they_are_wrapped(address: str) -> None:
    assert not reachable(address)


def test_an_allowed_range_opens_itself_and_nothing_else() -> None:
    assert reachable("127.0.0.1", LOOPBACK)
    assert reachable("::ffff:127.0.0.1", LOOPBACK)
    assert not reachable("127.0.0.2", LOOPBACK)
    assert not reachable("10.0.0.1", LOOPBACK)
    assert not reachable("::1", LOOPBACK)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_reachable_as_its_mapped_form(address: object) -> None:
    assert reachable(str(address)) == reachable(f"::ffff:{address}")


@given(st.ip_addresses(v=6))
def test_unwrapping_ends(address: object) -> None:
    found = unwrapped(ip_address(str(address)))
    assert found.version in (4, 6)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/hostname", "file:"),
        ("data:text/html,x", "data:"),
        ("ftp://larkfield.example/", "ftp:"),
        ("http://127.0.0.1/", "not a public address"),
        ("http://[::1]:8000/", "not a public address"),
        ("http://[::ffff:127.0.0.1]/", "not a public address"),
        ("http://localhost:8000/", "not a public address"),
        ("http://site.localhost/", "not a public address"),
        ("http://[bad/", "malformed"),
        ("http://larkfield.example/", ""),
        ("http://2130706433/", ""),  # the resolver's part
    ],
)
def test_some_addresses_are_refused_before_any_name_is_resolved(url: str, words: str) -> None:
    assert words in refusal(url)
    assert bool(refusal(url)) == bool(words)


@given(st.text(max_size=60))
def test_no_address_makes_it_raise(text: str) -> None:
    assert isinstance(refusal("http://" + text), str)


SHARED = """
from ipaddress import ip_network
from catalogue.errors import SettingError
from spiders.network.guard import GuardResolver
loopback = (ip_network("127.0.0.1/32"),)
GuardResolver.share(loopback)
GuardResolver.share(loopback)
try:
    GuardResolver.share(())
except SettingError as error:
    print(error)
"""


def test_one_process_has_one_set_of_ranges() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHARED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "cannot be crawled in one process" in done.stdout
