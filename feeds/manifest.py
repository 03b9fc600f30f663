"""What was published, in a file beside the feeds: written last by `publish`, read by it and by whoever serves.

A server takes the ETag from `sha256` and Last-Modified from `modified`: both change only with the bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

NAME = "feeds.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published file.

    Attributes:
        slug: Address of the feed below /feeds/; "feeds" for the list of feeds.
        ext: Extension: rss, atom, ics, json, opml.
        title: Name of the feed, for the day on which it is no longer configured.
        sha256: Of the bytes, in hexadecimal.
        size: Octets.
        modified: When the bytes last changed, UTC.
        items: Listings in it.
        key: Digest of everything that the document depends on.
    """

    slug: str
    ext: str
    title: str
    sha256: str
    size: int
    modified: datetime
    items: int
    key: str

    @property
    def name(self) -> str:
        """Path below the folder of the feeds."""
        return f"{self.slug}.{self.ext}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All published files, by path, and the `state` of the catalogue they show ("" when in doubt)."""

    state: str = ""
    files: Mapping[str, Published] = field(default_factory=dict)


_FILES = TypeAdapter(list[Published])


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder of feeds; an empty one where it is missing or damaged: all is built anew then."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        files = _FILES.validate_python(data["feeds"])
        return Manifest(state=str(data["state"]), files={one.name: one for one in files})
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return Manifest()


def manifest_bytes(manifest: Manifest) -> bytes:
    """The file's content, sorted by path."""
    files = [manifest.files[name] for name in sorted(manifest.files)]
    data = {"state": manifest.state, "feeds": _FILES.dump_python(files, mode="json")}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
