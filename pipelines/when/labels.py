"""Zone labels beside times → the printed zone; of two labelled times the one in the source's own zone."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.when import zones
from pipelines.when.clocks import Span
from pipelines.when.reading import Ground, Notes
from pipelines.when.tokens import Token


class Printed(NamedTuple):
    """The zone a phrase prints: IANA name or offset, and the label as printed ("bst")."""

    zone: str | None = None
    label: str = ""


def printed_zone(
    tokens: list[Token], spans: list[Span], ground: Ground, notes: Notes
) -> tuple[Printed, list[Span]]:
    """The printed zone and the spans that stand in it."""
    labels = [k for k, token in enumerate(tokens) if token.kind == "Z"]
    if not labels or not spans:
        return Printed(), spans
    chosen = _own(tokens, labels, ground) if len(labels) > 1 else labels[0]
    if len({tokens[k].word for k in labels}) > 1:
        spans = _span_of(spans, labels, chosen)
    word = tokens[chosen].word
    zone = zones.label_zone(word, ground.zone)
    if zone is None:
        notes.add("ambiguous-zone")
    elif word in zones.LABELS and zones.LABELS[word].region:
        notes.add("zone-region")
    return Printed(zone=zone, label=word), spans


def _own(tokens: list[Token], labels: list[int], ground: Ground) -> int:
    """The label of the source's own zone, else the first."""
    for k in labels:
        if ground.zone and zones.label_zone(tokens[k].word, ground.zone) == ground.zone:
            return k
    return labels[0]


def _span_of(spans: list[Span], labels: list[int], chosen: int) -> list[Span]:
    """The span before the chosen label: "9am EST / 2pm GMT" for a London source is 2pm."""
    cut = [
        Span(start=span.end, a=span.b - 1, b=span.b)
        for span in spans
        if span.end and chosen == span.b and any(span.a < k < chosen for k in labels)
    ]
    before = [span for span in spans if span.b <= chosen]
    inner = [span for span in spans if span.a < chosen < span.b]
    if inner:
        return [Span(start=inner[0].start, a=inner[0].a, b=chosen)]
    return cut or before[-1:] or spans[:1]
