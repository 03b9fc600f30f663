"""`muster curate` and `muster explain` on a catalogue: the file is written, the rules hold, everything is told."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue import events
from catalogue.curation_file import load_curation
from catalogue.draft import Evidence
from catalogue.listing import Listing
from catalogue.store import Store
from cli import main
from tests.settle.test_settle import NOW, START, all_events, at, seen, take


class Desk:
    """A folder with a catalogue of two events, one of them listed by two sources."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.patch, self.capsys = patch, capsys
        self.file = folder / "curation.toml"
        self.url = f"sqlite:///{folder / 'muster.db'}"
        for name, value in (
            ("COLUMNS", "200"),
            ("MUSTER_DATABASE_URL", self.url),
            ("MUSTER_CURATION", str(self.file)),
            ("MUSTER_EDITOR", "Jo Fenn"),
        ):
            patch.setenv(name, value)
        store = Store.open(self.url)
        listings = [
            seen(evidence=(("date", Evidence(reader="jsonld", where="script 1", text="16 June")),)),
            seen("insight", times=at(START.date()), cpd="2 hours"),
            seen(key="b", title="Rural crime forum", times=at(START + timedelta(days=60))),
        ]
        take(store, listings)
        store.close()

    def muster(self, *arguments: str, answer: str = "") -> tuple[int, str, str]:
        """Status, output and errors of one command, in this process."""
        self.patch.setattr("sys.stdin", io.StringIO(answer))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = self.capsys.readouterr()
        return int(ended.value.code or 0), out, " ".join(err.split())

    def shown(self, *arguments: str, answer: str = "") -> str:
        status, out, err = self.muster(*arguments, answer=answer)
        assert status == 0, err
        return out

    def curate(self, *arguments: str) -> str:
        return self.shown("curate", "--yes", *arguments, "--why", "The organiser rang.")

    def refused(self, *arguments: str) -> str:
        status, _, err = self.muster(*arguments)
        assert status == 1
        return err

    def events(self) -> list[Listing]:
        store = Store.open(self.url)
        found = all_events(store)
        store.close()
        return found


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    return Desk(tmp_path, monkeypatch, capsys)


def test_hide_and_take_back(desk: Desk) -> None:
    assert "hidden" in desk.curate("hide", "https://harrowgate.example/b")
    assert [one.title for one in desk.events()] == [seen().title]
    assert "# Rural crime forum\n[[hide]]\n" in desk.file.read_text()
    desk.file.write_text("")
    assert "shown" in desk.shown("curate")
    assert len(desk.events()) == 1
    desk.shown("curate", "--yes", "apply")
    assert len(desk.events()) == 2


def test_check_shows_and_changes_nothing(desk: Desk) -> None:
    shown = desk.shown(
        "curate", "--check", "lock", "harrowgate b", "title", "Farm theft", "--why", "New title."
    )
    assert "title: Rural crime forum → Farm theft" in shown
    assert not desk.file.exists()
    assert "Rural crime forum" in [one.title for one in desk.events()]


def test_a_person_is_asked_first(desk: Desk) -> None:
    words = ("curate", "pin", "harrowgate b", "--until", "2027-05-01", "--why", "Our own.")
    assert "pinned until 2027-05-01" in desk.muster(*words, answer="n\n")[1]
    assert not desk.file.exists()
    desk.shown(*words, answer="y\n")
    assert [str(one.pinned) for one in desk.events()] == ["None", "2027-05-01"]


def test_every_kind_of_rule_is_written_and_read_back(desk: Desk) -> None:
    desk.curate("topic", "harrowgate a", "--add", "cybercrime", "--primary", "drugs")
    desk.curate("lock", "harrowgate a", "audience", "Analysts", "Detectives")
    desk.curate("lock", "harrowgate a", "start")
    desk.curate("lock", "harrowgate a", "cpd", "")
    desk.curate("block", "--words", "puppy training", "--source", "tickets")
    desk.curate("split", "harrowgate a", "insight a")
    desk.curate("merge", "harrowgate a", "harrowgate b")
    rules = load_curation(desk.file).rules
    assert [one.kind for one in rules] == [
        *("topic", "lock", "lock", "lock", "block", "split", "merge"),
    ]
    split, merge = rules[-2:]
    assert (split.listings, split.others) == (("insight a",), ("harrowgate a",))  # type: ignore[attr-defined]  # a SplitRule
    assert merge.listings == ("harrowgate a", "harrowgate b")  # type: ignore[attr-defined]  # a MergeRule
    event = next(one for one in desk.events() if one.title == seen().title)
    assert event.topics[0].slug == "drugs"
    assert (event.audience, event.cpd) == (("Analysts", "Detectives"), None)
    assert event.times.start == START


def test_mistakes_are_told_with_what_to_do(desk: Desk) -> None:
    why = ("--why", "So it is.")
    assert "No event goes by that name" in desk.refused("curate", "hide", "nowhere", *why)
    assert "Say why" in desk.refused("curate", "hide", "harrowgate a")
    assert "Say who" in desk.refused("curate", "--who", "", "hide", "harrowgate a", *why)
    assert "`colour` cannot be locked" in desk.refused(
        "curate", "lock", "harrowgate a", "colour", "red", *why
    )
    assert "`colour` cannot be locked" in desk.refused(
        "curate", "lock", "harrowgate a", "colour", *why
    )
    assert "two `listings`" in desk.refused("curate", "merge", "harrowgate a", "insight a", *why)
    assert "No listing goes by" in desk.refused("curate", "split", "harrowgate a", "x y", *why)
    desk.file.write_text("[[hide]]\n")
    assert "curation.toml, line 1, [[hide]]: `who` is missing" in desk.refused("curate")
    desk.file.write_bytes(b"\xff")
    assert "cannot be read" in desk.refused("curate", "validate")


def test_what_a_rule_does_not_find_is_remarked(desk: Desk) -> None:
    signed = 'who = "Jo"\nwhen = 2027-03-01\nwhy = "x"\n'
    desk.file.write_text(
        f'[[hide]]\nevent = "https://nowhere.example/"\n{signed}'
        f'[[block]]\nsource = "puppies"\n{signed}'
        f'[[merge]]\nlistings = ["harrowgate a", "harrowgate z"]\n{signed}'
    )
    shown = desk.shown("curate", "validate")
    assert "The rules change no event" in shown
    assert "line 1, [[hide]]: no event goes by 'https://nowhere.example/' yet" in shown
    assert "line 6, [[block]]: no source is called 'puppies' yet" in shown
    assert "line 11, [[merge]]: no listing goes by 'harrowgate z' yet" in shown


def told(desk: Desk, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(desk.shown("explain", name, "--json"))
    return answer


def test_an_event_is_explained_under_each_of_its_names(desk: Desk) -> None:
    [event, _] = desk.events()
    names = (
        event.id,
        f"https://muster.example/events/{event.id}",
        event.url,
        "insight a",
        "https://insight.example/a",
    )
    assert {told(desk, name)["id"] for name in names} == {event.id}
    assert "No event goes by that name" in desk.refused("explain", "https://nowhere.example/")


def test_an_explanation_tells_topics_fields_merge_rules_and_history(desk: Desk) -> None:
    desk.curate("lock", "harrowgate a", "organiser", "York [Forum]")
    answer = told(desk, "harrowgate a")
    assert all(match["why"] for match in answer["topics"])
    assert all(one["score"] < one["needed"] for one in answer["near"])
    fields = {one["name"]: one for one in answer["fields"]}
    assert fields["start"]["source"] == "harrowgate"
    assert fields["start"]["evidence"] == "jsonld, script 1: 16 June"
    assert fields["start"]["others"] == [["insight", "Wed 16 Jun 2027"]]
    assert fields["cpd"]["source"] == "insight"
    assert fields["organiser"]["source"] == "editors"
    assert ["harrowgate", "Harrowgate Policy Forum"] in fields["organiser"]["others"]
    assert len(answer["listings"]) == 2
    assert answer["merges"][0]["why"]
    assert [one["kind"] for one in answer["rules"]] == ["lock"]
    assert answer["history"][0]["kind"] == "new"
    assert answer["history"][-1]["source"] == "editors"
    shown = desk.shown("explain", "harrowgate a")
    for words in ("Topics", "Fields", "Merged because of", "Editors' rules", "York [Forum]"):
        assert words in shown


def test_an_address_of_several_events_is_refused(desk: Desk) -> None:
    store = Store.open(desk.url)
    page = "https://tickets.example/list"
    far = at(START + timedelta(days=300))
    take(store, [seen("tickets", "1", url=page, title="Bread", times=far)], NOW)
    take(store, [seen("tickets", "2", url=page, title="Housing law", times=at(START.date()))], NOW)
    with store.read() as tx:
        assert len(events.events(tx)) == 4
    store.close()
    assert "2 events are listed there" in desk.refused("explain", page)


def test_a_review_of_the_topics_shows_where_to_look(desk: Desk) -> None:
    store = Store.open(desk.url)
    take(store, [seen(key="c", title="Bread", description="", times=at(START.date()))])
    store.close()
    answer: dict[str, Any] = json.loads(desk.shown("topics", "review", "--json"))
    assert answer["events"] == 3
    assert [one["title"] for one in answer["without"]] == ["Bread"]
    most = answer["phrases"][0]
    assert most["events"] >= answer["phrases"][1]["events"] >= 1
    assert answer["phrases"][-1]["events"] == 0
    shown = desk.shown("topics", "review", "--limit", "3")
    assert "3 events: 1 without a topic" in shown
    assert "Phrases that fire most" in shown
