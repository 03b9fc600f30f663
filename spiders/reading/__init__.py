"""Bytes of any response → Drafts of the events in it, with their evidence; pure, no network, clock or database."""

from __future__ import annotations

from spiders.reading.alternates import richer_twins
from spiders.reading.answer import READERS, Reading, read

__all__ = ["READERS", "Reading", "read", "richer_twins"]
