"""What the rooms tell in; tables for a person on a terminal out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.markup import escape

from catalogue.events import Revision
from catalogue.listing import Listing, TopicMatch
from catalogue.merges import Joined
from catalogue.taxonomy import label_of
from pipelines.explaining import Explanation, Field, rule_words
from pipelines.reviewing import PhraseUse, Review
from pipelines.settle import SettleReport
from web import terminal

_SHOWN = 300  # characters of a value: a description is known by its beginning


def sheet(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> RenderableType:
    """A table whose cells are shown as they are, whatever brackets they hold."""
    return terminal.table(title, columns, ([escape(str(cell)) for cell in row] for row in rows))


def explanation_sheets(told: Explanation) -> Iterator[RenderableType]:
    """The explanation of an event, sheet by sheet; empty ones are left out."""
    yield _heading(told)
    yield sheet("Topics", ("topic", "score", "because of"), _topics(told))
    if told.facets:
        facets = ((one.name, one.value, f"“{one.words}” ({one.zone})") for one in told.facets)
        yield sheet("Facets", ("facet", "value", "because of"), facets)
    yield sheet(
        "Fields", ("field", "value", "from", "others say"), (_field(one) for one in told.fields)
    )
    yield sheet("Listings", ("source", "key", "address", "last seen"), _listings(told))
    if told.merges:
        yield sheet("Merged because of", _MERGE, (_merge(one) for one in told.merges))
    if told.questions:
        asked = ((one.id, f"{one.points:.0f}", one.why) for one in told.questions)
        yield sheet("Open questions: muster review", ("#number", "#points", "why"), asked)
    if told.rules:
        rules = (
            (one.kind, rule_words(one), one.who, one.when.isoformat(), one.why)
            for one in told.rules
        )
        yield sheet("Editors' rules", ("rule", "what", "who", "when", "why"), rules)
    yield sheet(
        "History", ("when", "what", "changes", "seen at"), (_revision(one) for one in told.history)
    )


def _heading(told: Explanation) -> str:
    event = told.listing
    lines = [f"[bold]{escape(event.title)}[/]", f"{event.id}  {escape(event.url)}"]
    if told.aliases:
        lines.append(f"also answers for {', '.join(told.aliases)}")
    if event.series:
        lines.append(f"one of the series {escape(event.series)}")
    if told.hidden:
        lines.append("[yellow]hidden: not published[/]")
    if event.pinned:
        lines.append("[yellow]pinned[/]")
    return "\n".join(lines)


def _topics(told: Explanation) -> Iterator[tuple[str, str, str]]:
    for match in told.listing.topics:
        name = label_of(match.slug) + (" (not sure)" if match.low_confidence else "")
        yield name, f"{match.score:g}", _reasons(match)
    for one in told.near:
        yield f"not {label_of(one.slug)}", f"{one.score:g}", f"needed {one.needed:g}"


def _reasons(match: TopicMatch) -> str:
    return ", ".join(f"“{one.phrase}” ({one.zone} {one.weight:+g})" for one in match.why)


_MERGE = ("what", "with", "#points", "made up of", "why", "overruled", "who")


def _merge(one: Joined) -> tuple[str, ...]:
    parts = ", ".join(f"{name} {points:+g}" for name, points in one.parts)
    points = f"{one.points:.0f}" if one.points else ""
    why = "" if parts else one.why
    return one.kind, one.other, points, parts, why, ", ".join(one.vetoes), one.who


def _field(one: Field) -> tuple[str, str, str, str]:
    source = f"{one.source} ({one.evidence})" if one.evidence else one.source
    others = "; ".join(f"{source}: {_short(value)}" for source, value in one.others)
    return one.name, _short(one.value), _short(source), others


def _listings(told: Explanation) -> Iterator[tuple[str, str, str, str]]:
    for one in told.members:
        seen = f"{one.last_seen:%d %b %Y %H:%M}" + (", withdrawn" if one.withdrawn else "")
        yield one.sighting.source, one.sighting.source_key, one.sighting.url, seen


def _revision(one: Revision) -> tuple[str, str, str, str]:
    changes = (
        f"{name}: {_short(old) or 'nothing'} → {_short(new) or 'nothing'}"
        for name, (old, new) in one.changes.items()
    )
    return f"{one.at:%d %b %Y %H:%M}", one.kind, "\n".join(changes), one.source


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + " …"


def effect_sheets(effect: SettleReport, remarks: Sequence[str]) -> Iterator[RenderableType]:
    """What rules change, and what an editor should know before they hold."""
    rows = [
        (one.kind, title, terminal.change_words(one), event_id)
        for event_id, title, one in effect.changed
    ]
    rows += [("quietly", title, words, event_id) for event_id, title, words in effect.quiet]
    rows += [
        ("new", title, f"of a listing of {source}", each) for source, each, title in effect.new
    ]
    if rows:
        yield sheet("What the rules change", ("change", "event", "from → to", "=id"), rows)
    else:
        yield "The rules change no event that is known now."
    for remark in remarks:
        yield f"[yellow]remark:[/] {escape(remark)}"


def review_sheets(found: Review, limit: int) -> Iterator[RenderableType]:
    """Where the lexicon leaves a doubt, `limit` lines of each kind; empty kinds are left out."""
    yield (
        f"{found.events} events: {len(found.without)} without a topic, {len(found.unsure)} not sure, "
        f"{len(found.near)} topics near the threshold."
    )
    for title, events in (("Without a topic", found.without), ("Not sure", found.unsure)):
        if events:
            rows = ((one.title, _first_topic(one), one.id) for one in events[:limit])
            yield sheet(title, ("event", "topic", "=id"), rows)
    if found.near:
        near = (
            (
                one.event.title,
                label_of(one.topic.slug)
                if one.topic.is_given
                else f"not {label_of(one.topic.slug)}",
                f"{one.topic.score:g} of {one.topic.needed:g}",
                one.event.id,
            )
            for one in found.near[:limit]
        )
        yield sheet("Near the threshold", ("event", "topic", "=score", "=id"), near)
    used = [one for one in found.uses if one.events]
    yield sheet("Phrases that fire most", _USE, (_use(one) for one in used[:limit]))
    yield sheet("Phrases that fire least", _USE, (_use(one) for one in used[-limit:]))
    yield f"{len(found.uses) - len(used)} of {len(found.uses)} phrases fire in no event that is published now."
    if found.common:
        named = ", ".join(f"{one.phrase} ({one.slug})" for one in found.common[:limit])
        yield f"In more than one event of twenty, so perhaps too common: {escape(named)}"


_USE = ("phrase", "topic", "#weight", "#events")


def _use(one: PhraseUse) -> tuple[str, str, str, str]:
    return one.phrase, one.slug, f"{one.weight:g}", str(one.events)


def _first_topic(event: Listing) -> str:
    return label_of(event.topics[0].slug) if event.topics else ""
