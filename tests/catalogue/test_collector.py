"""The collector of cycles rests while it is told to, and is left as it was found."""

from __future__ import annotations

import gc

import pytest

from catalogue.collector import at_rest


def test_it_rests_and_goes_on() -> None:
    assert gc.isenabled()
    with at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="full"), at_rest():
        raise ValueError("full")
    assert gc.isenabled()


def test_whoever_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
