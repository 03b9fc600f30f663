"""Rows of `audiences.tsv` in; the audience groups with the words people see out.

A slug is the public identifier of a group and stands in addresses: it is never renamed. How a group is recognised
stands in `pipelines/data/audiences.toml`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("audiences.tsv")


@cache
def audience_labels() -> dict[str, str]:
    """Slug → label of every audience group, by slug."""
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()[1:])
    return {slug: label for slug, label in rows}  # noqa: C416 (two cells a row, or it is an error)


def audience_label(slug: str) -> str:
    """The label of a group; the words of its slug for one that has been retired."""
    return audience_labels().get(slug) or slug.replace("-", " ").capitalize()
