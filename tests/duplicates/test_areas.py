"""Places in titles, organisers and venues, and whether they clash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.areas import areas_clash, find_areas, find_towns


def clash(one: str, other: str) -> bool:
    return areas_clash(find_areas(one.split()), find_areas(other.split()))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("leeds", "leeds", False),
        ("leeds", "birmingham", True),
        ("calderdale", "kirklees", True),
        ("winchester city council", "hampshire", False),
        ("hampshire", "sussex", True),
        ("hackney", "london", False),
        ("hackney", "camden", True),
        ("leeds", "west yorkshire", False),
        ("leeds and bradford", "bradford", False),
        ("leeds", "nowhere in particular", False),
        ("westminster forum", "leeds", False),
        ("policing in england and wales", "leeds", False),
        ("avon and somerset", "bristol", False),
    ],
)
def test_places_clash_unless_one_lies_in_the_other(one: str, other: str, expected: bool) -> None:
    assert clash(one, other) is expected
    assert clash(other, one) is expected


@pytest.mark.parametrize(
    ("venue", "names"),
    [
        ("civic hall leeds", ["leeds"]),
        ("york hall london", ["york", "london"]),
        ("lancaster house london", ["london"]),
        ("12 birmingham road leeds", ["leeds"]),
        ("broadway house westminster", ["westminster"]),
        ("the guildhall", []),
        ("stratford upon avon town hall", ["stratford upon avon"]),
        ("", []),
    ],
)
def test_towns_of_a_venue(venue: str, names: list[str]) -> None:
    assert [name for name, _ in find_towns(venue.split())] == names


@settings(deadline=None)  # the first call reads the word lists
@given(st.lists(st.text(min_size=1, max_size=9), max_size=12))
def test_any_words_will_do(words: list[str]) -> None:
    assert not areas_clash(find_areas(words), find_areas(words))
