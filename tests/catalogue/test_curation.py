"""The editors' rules: the file, its errors, what a field takes, and the rules kept in the store."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.curation import (
    BlockRule,
    Curation,
    HideRule,
    LockRule,
    MergeRule,
    PinRule,
    SplitRule,
    TopicRule,
    names_of,
    rule_from_data,
    rule_to_data,
)
from catalogue.curation_file import parse_curation
from catalogue.errors import SettingError
from catalogue.locks import FIELDS, read_moment, value_fault
from catalogue.rules import mark_rules_settled, put_rules, rules_in_force, unsettled_rules
from catalogue.store import Store

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
PAGE = "https://harrowgate.example/a"
SIGNED = 'who = "Jo Fenn"\nwhen = 2027-03-01\nwhy = "The organiser rang."\n'


def rules(text: str) -> Curation:
    return parse_curation(text, "curation.toml")


def rule(kind: str, body: str) -> str:
    return f"[[{kind}]]\n{body}\n{SIGNED}"


ALL = "\n".join(
    (
        "# Decisions of the desk.",
        rule("topic", f'event = "{PAGE}"\nadd = ["drugs"]\nremove = ["transport"]'),
        rule("lock", f'event = "{PAGE}"\nfield = "start"\nvalue = 2027-06-16T09:30:00'),
        rule("hide", 'event = "6f9c1f0e-5b0c-5d3a-9d52-0c4f5a7f1d11"'),
        rule("pin", 'event = "harrowgate evt 7"\nuntil = 2027-05-01'),
        rule("merge", f'listings = ["harrowgate a", "tickets 9", "{PAGE}"]'),
        rule("split", 'listings = ["harrowgate b"]\nothers = ["tickets 1"]'),
        rule("block", 'words = ["dog grooming"]'),
    )
)


def test_a_file_of_every_kind_is_read_in_its_order_with_its_lines() -> None:
    found = rules(ALL).rules
    assert [(one.kind, one.line) for one in found] == [
        ("topic", 2),
        ("lock", 10),
        ("hide", 18),
        ("pin", 24),
        ("merge", 31),
        ("split", 37),
        ("block", 44),
    ]
    assert {one.who for one in found} == {"Jo Fenn"}
    assert {one.when for one in found} == {date(2027, 3, 1)}
    assert rules("") == Curation()


def test_rules_are_found_by_every_name_of_an_event_and_by_kind() -> None:
    found = rules(ALL)
    assert [one.kind for one in found.about(names_of("harrowgate", "a", PAGE))] == ["topic", "lock"]
    assert [one.kind for one in found.about(names_of("harrowgate", "evt 7", "x"))] == ["pin"]
    assert (len(found.merges), len(found.splits), len(found.blocks)) == (1, 1, 1)


def test_a_rule_goes_to_data_and_back() -> None:
    for one in rules(ALL).rules:
        assert rule_from_data(one.kind, rule_to_data(one)) == one


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[hide", "curation.toml is not TOML"),
        ("[[praise]]\nx = 1", r"begins with one of \[\[topic\]\], \[\[lock\]\]"),
        ("[hide]\nx = 1", "begins with one of"),
        ("hide = [1]", r"\[\[hide\]\]: a rule is a table"),
        ("\n[[hide]]\n" + SIGNED, r"line 2, \[\[hide\]\]: `event` is missing"),
        (rule("hide", 'event = "harrowgate"'), "a public id, the address of a page, or 'SOURCE"),
        (rule("hide", f'event = "{PAGE}"\nwhere = 1'), "unknown key `where`; write one of who"),
        (rule("pin", f'event = "{PAGE}"\nuntil = "soon"'), "`until` cannot be used"),
        (rule("topic", f'event = "{PAGE}"'), "say which topics"),
        (rule("topic", f'event = "{PAGE}"\nadd = ["crime"]'), "no such topic: crime"),
        (rule("topic", f'event = "{PAGE}"\nprimary = "drugs"\nremove = ["drugs"]'), "both added"),
        (
            rule("lock", f'event = "{PAGE}"\nfield = "colour"\nvalue = 1'),
            "`colour` cannot be locked",
        ),
        (rule("lock", f'event = "{PAGE}"\nfield = "mode"\nvalue = "tv"'), "mode takes one of in-p"),
        (rule("merge", 'listings = ["a 1", "a 1"]'), "two `listings` or more"),
        (rule("merge", 'listings = ["a 1", "a"]'), "'a' names no listing"),
        (rule("split", 'listings = ["a 1"]\nothers = ["a 1"]'), "none in both"),
        (rule("block", ""), "say which `source`, or which `words`"),
        (rule("block", 'words = ["!"]'), "would block everything"),
        (rule("hide", f'event = "{PAGE}"').replace("Jo Fenn", " "), "`who` and `why`"),
        (rule("hide", f'event = "{PAGE}"') * 2, "line 6, .*: line 1 decides the same"),
        (rule("block", 'words = ["x"]') * 2, "line 1 decides the same"),
        (rule("lock", f'event = "{PAGE}"\nfield = "cpd"\nvalue = "1"') * 2, "decides the same"),
        (
            rule("merge", 'listings = ["a 1", "b 1"]')
            + rule("merge", 'listings = ["c 1", "b 1"]')
            + rule("split", 'listings = ["a 1"]\nothers = ["c 1"]'),
            "line 11, .* held together with the other side by a merge",
        ),
    ],
)
def test_an_error_names_file_line_rule_and_what_to_do(text: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        rules(text)


def test_a_head_within_a_text_makes_lines_unknown_and_nothing_wrong() -> None:
    text = rule("hide", f'event = "{PAGE}"').replace('"The organiser rang."', '"""\n[[hide]]\n"""')
    assert [one.line for one in rules(text).rules] == [0]


@given(st.text(max_size=200))
def test_any_text_is_rules_or_one_error(text: str) -> None:
    with suppress(SettingError):
        assert isinstance(rules(text), Curation)


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("title", "A day on county lines", ""),
        ("organiser", "", "two\nlines"),
        ("audience", ["Analysts"], "Analysts"),
        ("audience_groups", ["police-forces"], ["painters"]),
        ("booking_url", "https://harrowgate.example/book", "harrowgate.example"),
        ("status", "cancelled", "gone"),
        ("start", "2027-06-16", ""),
        ("start", "2027-06-16T09:30:00", "soon"),
        ("end", "", 7),
        ("description", "<p>What works.</p>", None),
        ("url", "https://harrowgate.example/a", "javascript:alert(1)"),
        ("place.town", "York", ["York"]),
    ],
)
def test_what_a_locked_field_takes(field: str, right: object, wrong: object) -> None:
    assert value_fault(field, right) == ""
    assert field in value_fault(field, wrong)
    assert field in FIELDS


def test_a_wall_time_is_in_the_zone_of_the_event() -> None:
    london = ZoneInfo("Europe/London")
    assert read_moment("2027-06-16T09:30:00", "Europe/London") == datetime(
        2027, 6, 16, 9, 30, tzinfo=london
    )
    assert read_moment("2027-06-16T09:30:00+00:00", "Europe/London") == datetime(
        2027, 6, 16, 10, 30, tzinfo=london
    )
    assert read_moment("2027-06-16", "Europe/London") == date(2027, 6, 16)
    assert read_moment("2027-06-16T09:30:00", None) == datetime(2027, 6, 16, 9, 30)  # noqa: DTZ001 (floating)


SIGNS = {"who": "Jo Fenn", "when": date(2027, 3, 1), "why": "It is over."}
HIDE = HideRule(event=PAGE, **SIGNS)  # type: ignore[arg-type]  # who, when, why
PIN = PinRule(event=PAGE, **SIGNS)  # type: ignore[arg-type]  # the same
LOCK = LockRule(event=PAGE, field="cpd", value="2 hours", **SIGNS)  # type: ignore[arg-type]  # the same


def test_rules_hold_from_when_they_are_put_and_wait_to_be_settled(any_store: Store) -> None:
    with any_store.begin() as tx:
        changes = put_rules(tx, Curation(rules=(HIDE, LOCK)), NOW)
        assert [(one.rule, one.stands) for one in changes] == [(HIDE, True), (LOCK, True)]
        assert rules_in_force(tx) == Curation(rules=(HIDE, LOCK))
        assert unsettled_rules(tx) == changes
        mark_rules_settled(tx, NOW)
        assert unsettled_rules(tx) == []
        assert put_rules(tx, Curation(rules=(HIDE, LOCK)), NOW) == []


def test_a_rule_taken_away_waits_to_be_undone_unless_it_never_held(any_store: Store) -> None:
    later = NOW + timedelta(days=1)
    with any_store.begin() as tx:
        put_rules(tx, Curation(rules=(HIDE,)), NOW)
        mark_rules_settled(tx, NOW)
        put_rules(tx, Curation(rules=(PIN,)), later)
        put_rules(tx, Curation(), later)
        assert rules_in_force(tx) == Curation()
        assert [(one.rule, one.stands) for one in unsettled_rules(tx)] == [(HIDE, False)]
        mark_rules_settled(tx, later)
        assert unsettled_rules(tx) == []


def test_kinds_know_their_names() -> None:
    made = (
        TopicRule(event=PAGE, add=("drugs",), **SIGNS),  # type: ignore[arg-type]  # who, when, why
        MergeRule(listings=("a 1", "b 2"), **SIGNS),  # type: ignore[arg-type]  # the same
        SplitRule(listings=("a 1",), others=("b 2",), **SIGNS),  # type: ignore[arg-type]  # the same
        BlockRule(source="tickets", **SIGNS),  # type: ignore[arg-type]  # the same
    )
    assert [one.kind for one in made] == ["topic", "merge", "split", "block"]
    assert {one.fault() for one in made} == {""}
