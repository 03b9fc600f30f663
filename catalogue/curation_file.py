"""The text of `curation.toml` in; the editors' rules, checked, out.

A rule is a table of its kind. All say `who` (the editor), `when` (a date) and `why` (a sentence):

    [[topic]]                                   # `add`, `remove`, `primary`: slugs of the taxonomy
    event = "6f9c1f0e-5b0c-5d3a-9d52-0c4f5a7f1d11"
    add = ["drugs"]
    who = "Jo Fenn"
    when = 2026-11-25
    why = "Half of the programme is about drug markets."

| kind | keys | effect |
|---|---|---|
| topic | event, add, remove, primary | topics beside or instead of those that the words give |
| lock | event, field, value | the field has this value, whatever a source says |
| hide | event | not published |
| pin | event, until | shown first, up to a day (inclusive) where one is given |
| merge | listings | these listings are one event |
| split | listings, others | none of `listings` is of one event with any of `others` |
| block | source, words | what a source lists, or what these words of a title name, is not published |

`event` is a public id (absorbed ones too), the address of a page that lists it, or a listing. A
listing, in `listings` and `others`, is "SOURCE KEY" or the address of a page that lists one event.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from catalogue.curation import (
    KINDS,
    Curation,
    EventRule,
    LockRule,
    MergeRule,
    Rule,
    SplitRule,
    rule_adapter,
    rule_to_data,
)
from catalogue.errors import SettingError

_HEAD: Final = re.compile(r"^[^\S\n]*\[\[[^\S\n]*([a-z]+)[^\S\n]*\]\]", re.MULTILINE)


def parse_curation(text: str, name: str) -> Curation:
    """The rules of a curation file.

    Args:
        text: The file; "" holds no rule.
        name: Its name, for the errors.

    Raises:
        SettingError: It is no TOML, or a rule is malformed, stands twice or contradicts another one;
            names file, rule and line.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{name} is not TOML: {error}. Correct the file.") from error
    lines = _lines(text)
    rules: list[Rule] = []
    for kind, entries in tables.items():
        rules += _rules_of(kind, entries, lines[kind], name)
    rules.sort(key=lambda rule: rule.line)
    _refuse_quarrels(rules, name)
    return Curation(rules=tuple(rules))


def load_curation(path: Path) -> Curation:
    """The rules of a file; none where there is no file.

    Raises:
        SettingError: It cannot be read, or a rule is wrong.
    """
    return parse_curation(_text(path), path.name)


def with_rule(path: Path, rule: Rule, remark: str) -> tuple[str, Curation]:
    """The text that the file has with one more rule, and the rules of that text.

    Args:
        path: The file as it is.
        rule: What to add at its end.
        remark: Words for people beside the rule, such as the event's title.

    Raises:
        SettingError: The file cannot be read, or the rule quarrels with another one.
    """
    before = _text(path)
    parts = [before.rstrip("\n"), f"# {' '.join(remark.split())}\n{rule_text(rule)}"]
    text = "\n\n".join(part for part in parts if part)
    return text, parse_curation(text, path.name)


def write_curation(path: Path, text: str) -> None:
    """Replace the file whole, so that nobody reads half of it.

    Raises:
        SettingError: The folder cannot be written.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise SettingError(
            f"{path} cannot be written: {error.strerror}. Mend the permissions or set MUSTER_CURATION."
        ) from error


def rule_text(rule: Rule) -> str:
    """A rule as its table in the file."""
    data = rule_to_data(rule)
    signed = {key: data.pop(key) for key in ("who", "when", "why")}
    lines = [f"{key} = {_toml(value)}" for key, value in data.items()]
    lines += [f"who = {_toml(signed['who'])}", f"when = {signed['when']}"]
    return "\n".join([f"[[{rule.kind}]]", *lines, f"why = {_toml(signed['why'])}", ""])


def _toml(value: object) -> str:
    """A string or a list of strings; JSON's form is TOML's, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"{path} cannot be read: {error}. Mend it or set MUSTER_CURATION."
        ) from error


def _lines(text: str) -> dict[str, list[int]]:
    """Kind → the lines at which its tables begin; TOML's own parser does not tell them."""
    found: dict[str, list[int]] = defaultdict(list)
    for head in _HEAD.finditer(text):
        found[head[1]].append(text.count("\n", 0, head.start(1)) + 1)
    return found


def _rules_of(kind: str, entries: object, lines: Sequence[int], name: str) -> Iterator[Rule]:
    if kind not in KINDS or not isinstance(entries, list):
        raise SettingError(
            f"{name}: a rule begins with one of {', '.join(f'[[{one}]]' for one in KINDS)}.",
            text=kind,
        )
    if len(lines) != len(entries):  # a head within a text of several lines, or one written inline
        lines = [0] * len(entries)
    for entry, line in zip(entries, lines, strict=True):
        yield _rule(kind, entry, line, name)


def _rule(kind: str, entry: object, line: int, name: str) -> Rule:
    try:
        rule = rule_adapter(kind).validate_python({**entry, "line": line})  # type: ignore[dict-item]  # pydantic refuses the rest
    except (ValidationError, TypeError) as error:
        raise _error(_advice(kind, error), kind, line, name) from error
    fault = rule.fault()
    if fault:
        raise _error(fault, kind, line, name)
    return rule


def _advice(kind: str, error: ValidationError | TypeError) -> str:
    if isinstance(error, TypeError):
        return "a rule is a table of keys and values"
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    keys = ", ".join(one.name for one in fields(KINDS[kind]) if one.name != "line")
    if first["type"] == "unexpected_keyword_argument":
        return f"unknown key `{key}`; write one of {keys}"
    if first["type"] in ("missing", "missing_argument"):
        return f"`{key}` is missing; a {kind} rule takes {keys}"
    return f"`{key}` cannot be used: {first['msg'].lower()}"


def _error(fault: str, kind: str, line: int, name: str) -> SettingError:
    where = f", line {line}" if line else ""
    return SettingError(f"{name}{where}, [[{kind}]]: {fault}.")


def _refuse_quarrels(rules: Sequence[Rule], name: str) -> None:
    """No two rules may decide one thing, and what is merged cannot be split."""
    decided: dict[object, Rule] = {}
    for rule in rules:
        other = decided.setdefault(_matter(rule), rule)
        if other is not rule:
            fault = f"line {other.line} decides the same; delete one of the two"
            raise _error(fault, rule.kind, rule.line, name)
    merged = _groups(rule.listings for rule in rules if isinstance(rule, MergeRule))
    for rule in rules:
        if isinstance(rule, SplitRule):
            both = {merged.get(one, one) for one in rule.listings} & {
                merged.get(one, one) for one in rule.others
            }
            if both:
                fault = f"{min(both)} is held together with the other side by a merge; delete one"
                raise _error(fault, rule.kind, rule.line, name)


def _matter(rule: Rule) -> object:
    """What a rule decides."""
    if isinstance(rule, LockRule):
        return rule.kind, rule.event, rule.field
    if isinstance(rule, EventRule):
        return rule.kind, rule.event
    signed = {"who", "when", "why"}
    return rule.kind, repr({k: v for k, v in rule_to_data(rule).items() if k not in signed})


def _groups(merges: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Listing → the one that stands for all that merges hold together with it, by way of others too."""
    head: dict[str, str] = {}
    for listings in merges:
        heads = {head.get(one, one) for one in listings}
        together = {*listings, *(one for one, its in head.items() if its in heads)}
        head |= dict.fromkeys(together, min(heads))
    return head
