"""The taxonomy: whole, well formed, and errors that name file and row."""

import pytest

from catalogue.errors import SettingError
from catalogue.taxonomy import GROUPS, read_topics, topic, topics

HEAD = "group\tslug\tlabel\tdefinition\n"


def test_the_shipped_taxonomy_has_28_topics_a_group() -> None:
    groups = [one.group for one in topics()]
    assert {group: groups.count(group) for group in GROUPS} == dict.fromkeys(GROUPS, 28)


def test_slugs_labels_and_definitions_are_all_different() -> None:
    for field in ("slug", "label", "definition"):
        values = [getattr(one, field) for one in topics()]
        assert len(set(values)) == len(values), field


def test_a_topic_is_found_by_its_slug() -> None:
    found = topic("organised-crime")
    assert found is not None
    assert (found.group, found.label) == ("policing-criminal-justice", "Serious & organised crime")


def test_an_unknown_slug_is_no_topic() -> None:
    assert topic("astrology") is None


def test_a_row_becomes_a_topic() -> None:
    (one,) = read_topics(HEAD + "public-policy\tspace\tSpace\tRockets and orbits.", "t.tsv")
    assert (one.slug, one.label, one.definition, one.group) == (
        "space",
        "Space",
        "Rockets and orbits.",
        "public-policy",
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("slug\tgroup\n", "must begin with"),
        ("", "must begin with"),
        (HEAD + "public-policy\tspace\tSpace", "4 filled cells"),
        (HEAD + "public-policy\tspace\t\tRockets.", "4 filled cells"),
        (HEAD + "sports\tspace\tSpace\tRockets.", "unknown group"),
        (HEAD + "public-policy\tOuter Space\tSpace\tRockets.", "Outer Space"),
        (HEAD + "public-policy\tspace\tSpace\tA.\npublic-policy\tspace\tSpace\tB.", "twice"),
    ],
)
def test_a_damaged_table_is_told_with_file_and_row(table: str, said: str) -> None:
    with pytest.raises(SettingError, match=r"t\.tsv") as error:
        read_topics(table, "t.tsv")
    assert said in str(error.value)
