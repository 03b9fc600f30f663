"""The review of the lexicon: events without a topic, by a hair, and the phrases that do the work."""

from __future__ import annotations

from dataclasses import replace

from catalogue.listing import Listing
from catalogue.taxonomy import Topic
from pipelines.lexicon_file import read_lexicon
from pipelines.reviewing import review
from pipelines.topics import topics_of

SEA = Topic(slug="sea", label="Sea", definition="Boats.", group="public-policy")
LEXICON = read_lexicon('[sea]\n3 = ["sea wall", "tide"]\n2 = ["salt"]', "t.toml", [SEA])


def event(title: str, text: str = "", **more: object) -> Listing:
    bare = Listing(title=title, url="https://a.example/", id=title, description=text)
    return replace(bare, topics=topics_of(bare, lexicon=LEXICON), **more)  # type: ignore[arg-type]  # fields of Listing


def test_what_an_editor_should_look_at() -> None:
    found = review(
        [
            event("Sea wall"),
            event("Bread", "Tide."),
            event("Sausages", "Salt."),
            event("Bread again"),
            event("Curated", "Tide.", curated=("topics",)),
        ],
        LEXICON,
    )
    assert found.events == 5
    assert [one.title for one in found.without] == ["Bread again"]
    assert [one.title for one in found.unsure] == ["Sausages"]
    assert [(one.event.title, one.topic.score, one.topic.is_given) for one in found.near] == [
        ("Bread", 2.85, True)
    ]
    assert [(one.phrase, one.events) for one in found.uses] == [
        ("tide", 2),
        ("salt", 1),
        ("sea wall", 1),
    ]
    assert [one.phrase for one in found.common] == ["tide"]


def test_nothing_to_look_at() -> None:
    found = review([], LEXICON)
    assert (found.events, found.without, found.near, found.common) == (0, (), (), ())
