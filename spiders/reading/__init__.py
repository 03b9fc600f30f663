"""Bytes of any response → Drafts of the events in it, with their evidence; pure, no network, clock or database."""

from __future__ import annotations

from spiders.reading.alternates import richer_twins
from spiders.reading.answer import READERS, Reading, read

READER_VERSION = "1"
"""Rises whenever the same bytes may give other Drafts; pages are then read again."""

__all__ = ["READERS", "READER_VERSION", "Reading", "read", "richer_twins"]
