"""An event in; its schema.org Event, safe inside a script element, out."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from feeds.schema_org import event_data

__all__ = ["event_data", "script_text"]


def script_text(data: dict[str, Any]) -> Markup:
    """The JSON for a script element: no "<", ">", "&" or line separator of the data survives as such."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (escaped above, for the script element it stands in)
