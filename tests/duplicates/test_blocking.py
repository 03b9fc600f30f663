"""Keys: what is filed is found, and the rarity that picks them."""

import math
from datetime import date

import pytest

from pipelines.blocking import KEY_WORDS, blocking_keys, search_keys
from pipelines.rarity import counted, listed
from tests.duplicates.listings import candidate

DAY = date(2027, 6, 16).toordinal()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Rural thefts"},
        {"title": "RESCHEDULED: Rural Thefts: Protecting Northshire Farms", "start": "2027-07-01"},
        {"start": "2027-06-15", "end": "2027-06-18"},
        {"title": "Something else", "url": "https://diary.example/b"},
    ],
)
def test_what_one_files_the_other_finds(changes: dict[str, str]) -> None:
    one, other = candidate("b"), candidate("c", **changes)
    assert set(blocking_keys(one, listed)) & set(search_keys(other, listed))
    assert set(search_keys(one, listed)) & set(blocking_keys(other, listed))


def test_a_moved_one_is_found_though_its_title_has_other_rare_words() -> None:
    title = "RESCHEDULED: Zebra yaks: rural thefts xenia"
    moved = candidate("b", title=title, start="2027-07-01")
    other = candidate("c", title="Rural thefts")
    assert set(blocking_keys(moved, listed)) & set(search_keys(other, listed))
    assert set(search_keys(moved, listed)) & set(blocking_keys(other, listed))


def test_other_dates_are_not_searched_without_a_mark() -> None:
    one, other = candidate("b"), candidate("c", start="2027-07-01")
    assert not set(search_keys(one, listed)) & set(blocking_keys(other, listed))
    assert set(blocking_keys(one, listed)) & set(blocking_keys(other, listed))


def test_undated_listings_find_each_other() -> None:
    one, other = candidate("b", start=None), candidate("c", start="autumn")
    assert set(search_keys(one, listed)) & set(blocking_keys(other, listed))


def test_keys_are_few_short_and_of_the_rarest_words() -> None:
    one = candidate(title=" ".join(["police", *(f"word{'x' * n}" for n in range(300))]))
    keys = blocking_keys(one, listed)
    assert sum(key.startswith(f"{DAY} ") for key in keys) == KEY_WORDS + 1  # and the address
    assert f"{DAY} police" not in keys
    assert max(map(len, keys)) <= 200
    assert blocking_keys(candidate(title="", url="", start=None), listed) == ()


def test_ticket_and_address_are_keys() -> None:
    keys = blocking_keys(candidate(url="https://www.eventbrite.com/e/farm-123456789"), listed)
    assert f"{DAY} eventbrite 123456789" in keys
    assert f"{DAY} eventbrite.com/e/farm-123456789" in keys


def test_rarity_by_list_and_by_count() -> None:
    assert listed("police") < listed("theft") == listed("zebra")
    assert listed("17") < listed("zebra")
    weigh = counted([("farm", "theft"), ("farm",)])
    assert weigh("farm") == math.log(52 / 3)
    assert weigh("zebra") == math.log(52)
