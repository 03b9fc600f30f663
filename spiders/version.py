"""The code that reads pages, and one source's file, in; a short version out that changes whenever they do.

Pages are remembered under it, so that an unchanged page is read again once the reader has changed.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from spiders.source import Source

_ROOT = Path(__file__).parents[1]

# A sighting holds what the pipelines understood, so a page is also read again when they have changed.
_FOLDERS = (_ROOT / "spiders" / "reading", _ROOT / "pipelines")
_SUFFIXES = (".py", ".toml", ".tsv", ".csv", ".json")


@cache
def _code_version() -> bytes:
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.digest()


def reader_version(source: Source) -> str:
    """The version under which the pages of a source are remembered; 40 characters."""
    described = source.model_dump_json(exclude={"every", "pages", "delay", "verified", "enabled"})
    return hashlib.sha256(_code_version() + described.encode()).hexdigest()[:40]
