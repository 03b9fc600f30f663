"""JSON-LD scripts of a page → one Draft for every event node, wherever it is nested."""

from __future__ import annotations

from catalogue.draft import Draft
from spiders.reading.json_values import Json, Node
from spiders.reading.markup_signs import EVENT_SIGNS
from spiders.reading.page import Page
from spiders.reading.schema import MAX_DEPTH, draft_of, events_in

NAME = "jsonld"


def read(page: Page) -> list[Draft]:
    """The events of all scripts; a broken script does not cost its siblings."""
    named = any('"@id"' in script.text for script in page.linked_data)
    values = [value for script in page.linked_data for value in script.values]
    known = _by_id(values) if named else {}
    drafts: list[Draft] = []
    for script in page.linked_data:
        if not any(sign in script.text for sign in EVENT_SIGNS):
            continue
        where = f"script {script.number}"
        where += "" if script.rung == "strict" else f" ({script.rung})"
        drafts.extend(
            draft_of(_resolved(node, known), page, NAME, where)
            for value in script.values
            for node in events_in(value)
        )
    return drafts


def refused(page: Page) -> bool:
    """Whether no rung could read a script, on a page where one has a sign of an event."""
    return any(script.rung == "refused" for script in page.linked_data)


def _by_id(values: list[Json]) -> dict[str, Node]:
    """Nodes by their @id; the fullest one where several share it."""
    known: dict[str, Node] = {}
    stack: list[tuple[Json, int]] = [(values, 0)]
    while stack:
        item, depth = stack.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(item, list):
            stack.extend([(part, depth + 1) for part in item])
        elif isinstance(item, dict):
            name = item.get("@id")
            if isinstance(name, str) and len(item) > len(known.get(name, {})):
                known[name] = item
            inner = [part for part in item.values() if isinstance(part, (dict, list))]
            stack.extend([(part, depth + 1) for part in inner])
    return known


def _resolved(node: Node, known: dict[str, Node]) -> Node:
    """The node with its references ({"@id": …} alone) replaced by what they refer to."""
    if not known:
        return node

    def look(value: Json) -> Json:
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return known.get(str(value.get("@id")), value)
        return value

    return {
        key: [look(part) for part in value] if isinstance(value, list) else look(value)
        for key, value in node.items()
    }
