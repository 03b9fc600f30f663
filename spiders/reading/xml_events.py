"""XML of some system that is no feed → the values that JSON would have, for `json_events` to read."""

from __future__ import annotations

from lxml import etree

from spiders.reading.values import Json

NAME = "xml"
MAX_DEPTH = 30


def values_of(source: bytes) -> Json:
    """Elements as objects: children and attributes by their local names, those of one name as a list, others as words.

    Words beside attributes or children are the object's "value". Nothing outside the text is read: no entities of
    its own, no definitions.

    Args:
        source: The text in UTF-8, whatever it declares.

    Returns:
        The values; None where nothing of it can be parsed.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _value(root) if root is not None else None


def _value(element: etree._Element, depth: int = 0) -> Json:
    words = (element.text or "").strip()
    out: dict[str, Json] = {_local(str(name)): value for name, value in element.attrib.items()}
    for child in element if depth < MAX_DEPTH else ():
        if isinstance(child.tag, str):  # an entity that is not resolved has none
            _add(out, _local(child.tag), _value(child, depth + 1))
    if words and out:
        out.setdefault("value", words)
    return out or words


def _add(out: dict[str, Json], name: str, value: Json) -> None:
    known = out.get(name)
    if isinstance(known, list):
        known.append(value)
    else:
        out[name] = value if known is None else [known, value]


def _local(name: str) -> str:
    return name.rpartition("}")[2]
