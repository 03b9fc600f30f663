"""Places, attendance modes and what is never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.draft import Draft
from catalogue.listing import Mode, Place
from pipelines.gazetteer import force_of, forces, names, towns
from pipelines.locate import locate
from pipelines.place import read_place

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def read(place: str = "", **words: Any) -> tuple[Place, Mode, str | None]:  # noqa: ANN401 -- fields of Draft
    return read_place(Draft(title=words.pop("title", "Rural crime"), place=place, **words))


@pytest.mark.parametrize(
    "words",
    [
        "Webinar",
        "Online",
        "Zoom",
        "via MS Teams",
        "Online via Microsoft Teams",
        "Virtual event, GMT",
        "Livestream only, YouTube",
        "Live webinar hosted from London",
        "Online (joining details go to Merseyside Police staff)",
        "Reading group, online",
        "Virtually via harrow.example.org",
        "Online, Virtual, Australia",
    ],
)
def test_online_words_give_no_place(words: str) -> None:
    assert read(words) == (Place(), Mode.ONLINE, None)


@pytest.mark.parametrize(
    "words",
    [
        "Hybrid: Church House, Westminster, London SW1P 3NZ and online",
        "Hybrid event - Leeds and Zoom",
        "In person at Cardiff City Hall or join us on Teams",
        "York Racecourse / virtual attendance available",
    ],
)
def test_place_and_online_words_are_hybrid(words: str) -> None:
    place, mode, _ = read(words)
    assert mode is Mode.HYBRID
    assert place.town in {"London", "Leeds", "Cardiff", "York"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "TBC",
        "To be confirmed",
        "Venue to be announced",
        "#_LOCATIONNAME",
        "{{venue}}",
        "UK",
        "n/a",
    ],
)
def test_residue_and_nations_leave_the_mode_open(words: str) -> None:
    assert read(words)[1] is Mode.UNKNOWN


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("https://schema.org/OnlineEventAttendanceMode", Mode.ONLINE),
        ("MixedEventAttendanceMode", Mode.HYBRID),
        ("OfflineEventAttendanceMode", Mode.IN_PERSON),
        ("Online", Mode.ONLINE),
        ("In person and online", Mode.HYBRID),
        ("Face to face", Mode.IN_PERSON),
        ("Sector: police", Mode.UNKNOWN),
    ],
)
def test_identifiers_and_labels(mode: str, expected: Mode) -> None:
    assert read("", mode=mode)[1] is expected


def test_visible_words_beat_mark_up() -> None:
    assert read("Webinar", mode="OfflineEventAttendanceMode")[1] is Mode.ONLINE


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("Webinar: rural crime", "", Mode.ONLINE),
        ("Rural crime [ONLINE]", "", Mode.ONLINE),
        ("Tackling online abuse", "", Mode.UNKNOWN),
        ("Online harms and the law", "", Mode.UNKNOWN),
        ("Rural crime", "The seminar will be held online via Zoom.", Mode.ONLINE),
        ("Rural crime", "This free webinar looks at farms.", Mode.ONLINE),
        (
            "Rural crime",
            "The event will take place on 3 May 2027, from 9.30am to 1pm, online.",
            Mode.ONLINE,
        ),
        ("Rural crime", "Join us in the room or online.", Mode.HYBRID),
        ("Rural crime", "The event will take place in May. Book your place online.", Mode.UNKNOWN),
        ("Rural crime", "You can take part both in person and online.", Mode.HYBRID),
        ("Rural crime", "Fraud is committed online. Hybrid threats grow.", Mode.UNKNOWN),
        ("Rural crime", "", Mode.UNKNOWN),
    ],
)
def test_title_and_sentences(title: str, description: str, expected: Mode) -> None:
    assert read("", title=title, description=description)[1] is expected


def test_a_venue_with_its_address() -> None:
    place, mode, _ = read("Town Hall", address="1 High Street, Gillingham, Kent, ME7 1AA")
    assert mode is Mode.IN_PERSON
    assert place == Place(
        name="Town Hall",
        address="1 High Street, Gillingham, Kent, ME7 1AA",
        town="Gillingham",
        postcode="ME7 1AA",
        region="South East",
        force="Kent Police",
    )


def test_one_line_is_parted_into_name_and_address() -> None:
    place = read("York Racecourse, Knavesmire Road, York")[0]
    assert (place.name, place.address, place.town) == (
        "York Racecourse",
        "Knavesmire Road, York",
        "York",
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Corner of Weir and Mill Street (rear door)",
            "Corner of Weir and Mill Street (rear door)",
        ),
        ("(Alder Hall)", "Alder Hall"),
        ("Alder Hall (", "Alder Hall"),
    ],
)
def test_brackets_are_kept_in_pairs(words: str, name: str) -> None:
    assert read(words)[0].name == name


def test_a_zone_overseas_keeps_our_towns_away() -> None:
    draft = Draft(title="Hearing", place="Washington Library, 1 Elm Street")
    assert read_place(draft)[0].force == "Northumbria Police"
    assert read_place(draft, "America/Detroit")[0].force is None


@pytest.mark.parametrize("words", ["Administrative Board Virtual Hearing", "Virtual Town Meeting"])
def test_online_words_beside_a_name_are_no_place(words: str) -> None:
    assert read(words)[1] is Mode.ONLINE
    assert read("Board Room, Elm Library and online")[1] is Mode.HYBRID


def test_mark_up_may_know_a_town_that_the_tables_do_not() -> None:
    place = read("Village Hall", town="Little Harrowgate")[0]
    assert (place.town, place.force, place.region) == ("Little Harrowgate", None, None)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://meet.example/j/1", "https://meet.example/j/1"),
        ("javascript:x", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_online_addresses(url: str, expected: str | None) -> None:
    assert read("Online", online_url=url)[2] == expected


def test_a_conference_link_for_a_place_is_the_online_address() -> None:
    assert read("https://us02web.zoom.us/j/123") == (
        Place(),
        Mode.ONLINE,
        "https://us02web.zoom.us/j/123",
    )


@pytest.mark.parametrize(
    ("text", "town", "force"),
    [
        ("Newport", None, None),
        ("Newport, Gwent", "Newport", "gwent"),
        ("Newport, Isle of Wight", "Newport", "hampshire"),
        ("Richmond, North Yorkshire DL10 4QL", "Richmond", "north-yorkshire"),
        ("Newcastle", None, None),
        ("Newcastle-under-Lyme", "Newcastle-under-Lyme", "staffordshire"),
        ("Newcastle, Co. Down", "Newcastle", "psni"),
        ("Birmingham, Alabama", None, None),
        ("Boston, MA", None, None),
        ("Boston, Lincolnshire", "Boston", "lincolnshire"),
        ("Guildhall, Gresham Street, London EC2V 7HH", "London", "city-of-london"),
        ("Oxford Street, Manchester", "Manchester", "greater-manchester"),
        ("Bath Road, Bristol", "Bristol", "avon-and-somerset"),
        ("Manchester, Leeds and Bristol", None, None),
        ("Guildhall", None, None),
        ("Town Hall, High Street", None, None),
        ("Off the M25", None, None),
        ("G5 - 1:00pm", None, None),
        ("12 Elm Street Manchester NH 03101", None, None),
        ("Room B12, the main building", None, None),
        ("Cumbria", None, "cumbria"),
        ("Reading", "Reading", "thames-valley"),
        ("Wharf Centre, 70 London Street, Reading RG1 4SQ", "Reading", "thames-valley"),
        ("A day of reading and sale", None, None),
    ],
)
def test_locating(text: str, town: str | None, force: str | None) -> None:
    spot = locate(text)
    assert (spot.town.name if spot.town else None, spot.force) == (town, force)


def test_the_organiser_settles_rivals_and_places_nothing() -> None:
    assert locate("Newport", "Gwent Police").force == "gwent"
    assert locate("Police Headquarters", "Cleveland Police").force == "cleveland"
    assert read("Online", organiser="Cleveland Police")[0] == Place()
    assert read("", organiser="Cleveland Police")[0] == Place()


def test_national_forces_have_no_area() -> None:
    assert force_of("British Transport Police") is None


def test_tables_hang_together() -> None:
    assert {town.force for town in towns()} <= set(forces())
    for named in names().values():
        assert all(area.forces <= set(forces()) for area in named.areas)
        assert all(venue.force in forces() for venue in named.venues)


@given(st.text(max_size=120), st.text(max_size=60), st.text(max_size=60))
def test_never_raises(place: str, mode: str, title: str) -> None:
    found, kind, _ = read(place, mode=mode, title=title)
    assert kind in Mode
    assert not (kind is Mode.ONLINE and found.force)


@given(
    st.sampled_from(["(", "and online ", "London, ", "via Zoom ", "hosted from ", "#_A", "{{"]),
    st.integers(1, 200),
)
def test_repetition_is_bounded(piece: str, times: int) -> None:
    assert read(piece * times, title=piece * times, description=piece * times)[1] in Mode


@pytest.mark.skipif(
    not (SHARED / "data/places/examples.jsonl").exists(), reason="the shared examples are not here"
)
def test_floors_on_the_shared_examples() -> None:
    rows = [
        json.loads(line)
        for line in (SHARED / "data/places/examples.jsonl").read_text("utf-8").splitlines()
    ]
    modes = towns_right = 0
    for row in rows:
        place, mode, _ = read(row["text"], organiser=row["organiser"] or "")
        want = row["expect"]
        modes += mode.value == want["mode"]
        force = forces()[want["force"]].name if want["force"] else None
        towns_right += place.force == force
    assert modes / len(rows) >= 0.98
    assert towns_right / len(rows) >= 0.95


@pytest.mark.parametrize(
    ("printed", "address", "name"),
    [
        ("Guild Hall, Derby", "4 Church Row, Derby, DE1 3AH", "Guild Hall"),
        (
            "Lace Forum, 33 Stoney Street, York YO1 9QL",
            "33 Stoney Street, York, YO1 9QL",
            "Lace Forum",
        ),
        ("Room 4, Guild Hall, Derby", "Church Row, Derby", "Room 4, Guild Hall"),
        ("Derby", "Church Row, Derby", "Derby"),
        ("Guild Hall, North Wing", "Church Row, Derby", "Guild Hall, North Wing"),
    ],
)
def test_a_name_does_not_say_again_what_the_address_says(
    printed: str, address: str, name: str
) -> None:
    place = read(printed, address=address)[0]
    assert (place.name, place.address) == (name, address)
