"""People of speaker lines: names, honours, posts, organisations and parts at the event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import ReadError
from catalogue.listing import Person
from pipelines.people import answer, read_people

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def one(*lines: str) -> Person:
    people = read_people(lines)
    assert len(people) == 1, people
    return people[0]


@pytest.mark.parametrize(
    ("line", "part", "is_chair"),
    [
        ("Chair: Ada Bell, Harrow Trust", "chair", True),
        ("Ada Bell, Director, Harrow Trust (Event Chair)", "chair", True),
        ("Ada Bell (Chair), Director, Harrow Trust", "chair", True),
        ("Ada Bell, Harrow Trust – Chair", "chair", True),
        ("Ada Bell, Vice-Chair of the Police and Crime Panel (Chair)", "chair", True),
        ("The day will be chaired by Ada Bell, Harrow Trust.", "chair", True),
        ("Moderated by Ada Bell, Harrow Trust", "moderator", True),
        ("Co-Chair: Ada Bell, Harrow Trust", "co-chair", True),
        ("Keynote: Ada Bell, Harrow Trust", "keynote", False),
        ("Session 2 discussant: Ada Bell, Harrow Trust", "discussant", False),
        ("Ada Bell, Harrow Trust, will moderate the second session", "moderator", True),
        ("Opened by Ada Bell, Harrow Trust", "opening", False),
        ("Welcome from Ada Bell, Harrow Trust", "opening", False),
        ("The keynote address will be given by Ada Bell, Harrow Trust", "keynote", False),
        ("Ada Bell, Chair of the Harrow Trust", None, False),
        ("Ada Bell, Chair, Harrow Trust", None, False),
        ("Ada Bell – Moderator, Harrow Trust", "moderator", True),
        ("Trainer: Ada Bell, Harrow Trust", "speaker", False),
        ("Ada Bell, Trainer", None, False),
    ],
)
def test_parts_at_the_event(line: str, part: str | None, is_chair: bool) -> None:
    person = one(line)
    assert (person.name, person.event_role, person.is_chair) == ("Ada Bell", part, is_chair)


@pytest.mark.parametrize(
    "line",
    [
        "Lunch",
        "10:45 Coffee",
        "Speakers to be announced",
        "Chair: TBC",
        "Chair's opening remarks",
        "Meet our speakers",
        "More information",
        "Hosted by the University of Harrowgate",
        "Chaired by a member of the Harrow Trust team",
        "Expert speakers from policing, academia and government",
        "More than 40 expert speakers",
        "Minister (invited)",
        "Circuit Judge",
        "Detective Superintendent",
        "Police Weekly",
        "Breakout A: Stalking",
        "Hate Crime",
        "The Lord Bishop of Harrow",
        "Harrow Endowment for International Peace",
        "St Anne's Hall, Harrow Road",
        "Join us online",
        "Victim Support",
        "Best Practice",
        "Fireside Chat",
        "Greater Harrow",
        "Live Facial Recognition",
        "Kings Place, Bell Street, Harrow",
        "Safer streets with young people",
        "https://harrow.example/speakers",
        "",
        "12",
    ],
)
def test_nobody(line: str) -> None:
    assert read_people([line]) == ()


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            [
                "Panel: Ada Bell, Head of Policy; Tom Okafor, CEO, Harrow Trust; Prof Lena Blyth, LSE"
            ],
            ["Ada Bell", "Tom Okafor", "Lena Blyth"],
        ),
        (
            ["Ada Bell (Victim Support), Tom Okafor (NACRO) & Cllr Lena Blyth (LGA)"],
            ["Ada Bell", "Tom Okafor", "Lena Blyth"],
        ),
        (
            [
                "Speakers include Sir Tom Okafor, Chief Executive of Clinks, and Ada Bell, Director of Policy at NACRO"
            ],
            ["Tom Okafor", "Ada Bell"],
        ),
        (
            ["Ada Bell, Head of Policy and Research, Centre for Crime and Justice Studies"],
            ["Ada Bell"],
        ),
        (
            [
                "Ada Bell, Director, Harrow Trust",
                "Chair: Tom Okafor, Independent Chair, Westmarch Board",
            ],
            ["Ada Bell", "Tom Okafor"],
        ),
        (["Ada Bell, Tom Okafor and Lena Blyth"], ["Ada Bell", "Tom Okafor", "Lena Blyth"]),
        (
            ["Panellists: Ada Bell, Tom Okafor and Lena Blyth"],
            ["Ada Bell", "Tom Okafor", "Lena Blyth"],
        ),
        (["Presenters: Ada Bell, MSW, and Tom Okafor, J.D."], ["Ada Bell", "Tom Okafor"]),
        (
            ["Trust and confidence with Ada Bell (LSE) and Tom Okafor (UCL)"],
            ["Ada Bell", "Tom Okafor"],
        ),
        (
            ["Join Ch Supt Ada Bell and PCC Tom Okafor for an evening talk"],
            ["Ada Bell", "Tom Okafor"],
        ),
        (["Speakers", "Ada Bell, Harrow Trust", "Chair", "Tom Okafor"], ["Ada Bell", "Tom Okafor"]),
        (["Ada Bell", "Tom Okafor", "Dr Lena Blyth"], ["Ada Bell", "Tom Okafor", "Lena Blyth"]),
        (
            ["Ada Bell", "Director", "Harrow Futures", "Tom Okafor", "Editor", "Westmarch Weekly"],
            ["Ada Bell", "Tom Okafor"],
        ),
        (
            ["Ada Bell", "Director, Harrow Futures", "Tom Okafor", "Editor, Westmarch Weekly"],
            ["Ada Bell", "Tom Okafor"],
        ),
        (
            ["Tom Okafor", "former prison governor", "Lena Blyth", "Magistrates Association"],
            ["Tom Okafor", "Lena Blyth"],
        ),
        (["Ada Bell", "Ada Bell, Director, Harrow Trust"], ["Ada Bell"]),
    ],
)
def test_several_people(lines: list[str], names: list[str]) -> None:
    assert [person.name for person in read_people(lines)] == names


def test_three_lines_are_one_person() -> None:
    person = one(
        "DI Ada Bell",
        "Fraud Prevention Officer, Economic Crime Unit",
        "West Yorkshire Police",
    )
    assert (person.role, person.organisation) == (
        "Fraud Prevention Officer, Economic Crime Unit",
        "West Yorkshire Police",
    )
    assert person.text.count("\n") == 2


def test_an_unknown_body_behind_a_post_is_no_person() -> None:
    people = read_people(
        [
            "Ada Bell",
            "Director",
            "Harrow Futures",
            "Tom Okafor",
            "Editor",
            "Westmarch Weekly",
        ]
    )
    assert [person.organisation for person in people] == ["Harrow Futures", "Westmarch Weekly"]


def test_a_bare_chair_line_belongs_to_the_person_above_it() -> None:
    people = read_people(["Ada Bell", "Chair", "Tom Okafor"])
    assert [(person.name, person.is_chair) for person in people] == [
        ("Ada Bell", True),
        ("Tom Okafor", False),
    ]


def test_a_chair_of_a_body_below_a_name_is_a_post() -> None:
    person = one("Ada Bell", "Chair, Howard League")
    assert (person.role, person.organisation, person.is_chair) == ("Chair", "Howard League", False)


def test_headings_give_the_part_to_what_follows() -> None:
    people = read_people(
        ["Chair:", "Ada Bell, Harrow Trust", "Speakers:", "Tom Okafor, Harrow Trust"]
    )
    assert [(person.name, person.is_chair) for person in people] == [
        ("Ada Bell", True),
        ("Tom Okafor", False),
    ]


def test_two_people_share_the_part_of_their_line() -> None:
    people = read_people(["Joint chair: Sir Tom Okafor and Ada Bell, Harrow Trust"])
    assert [(person.name, person.event_role) for person in people] == [
        ("Tom Okafor", "co-chair"),
        ("Ada Bell", "co-chair"),
    ]


def test_verbs_share_a_sentence() -> None:
    people = read_people(
        [
            "The debate is moderated by Ada Bell, Senior Fellow at RUSI, and opened by Lord Amblewick."
        ]
    )
    assert [(person.name, person.event_role) for person in people] == [
        ("Ada Bell", "moderator"),
        ("Lord Amblewick", "opening"),
    ]


def test_chairs_lead_and_are_not_doubled() -> None:
    people = read_people(
        ["Tom Okafor, Harrow Trust", "Ada Bell, Harrow Trust"],
        ["Ada Bell", "Lena Blyth, LSE"],
    )
    assert [(person.name, person.is_chair) for person in people] == [
        ("Lena Blyth", True),
        ("Tom Okafor", False),
        ("Ada Bell", True),
    ]
    assert people[2].organisation == "Harrow Trust"


def test_a_bare_chair_in_the_list_is_a_post_where_a_label_names_the_chair() -> None:
    listed, labelled = ["Sir Tom Okafor KBE, Chair"], ["Ada Bell"]
    assert [
        (person.name, person.role, person.is_chair) for person in read_people(listed, labelled)
    ] == [
        ("Ada Bell", None, True),
        ("Tom Okafor", "Chair", False),
    ]
    assert read_people(listed)[0].is_chair


def test_a_host_under_the_chairs_label_does_not_chair() -> None:
    assert [person.is_chair for person in read_people([], ["Host: Ada Bell"])] == [False]


def test_the_filter_passes_other_keys_on() -> None:
    row = answer(
        {
            "id": "a1",
            "note": 7,
            "lines": ["Dr Ada Bell MBE, Director, Harrow Trust (Chair)"],
        }
    )
    assert row == {
        "id": "a1",
        "note": 7,
        "people": [
            {
                "name": "Ada Bell",
                "honours": ["MBE"],
                "rank_or_title": "Dr",
                "role": "Director",
                "organisation": "Harrow Trust",
                "event_role": "chair",
                "is_chair": True,
            }
        ],
    }


@pytest.mark.parametrize("lines", [None, [], [None, 3]])
def test_the_filter_takes_any_list(lines: object) -> None:
    assert answer({"id": 1, "lines": lines}) == {"id": 1, "people": []}


@pytest.mark.parametrize("lines", ["text", {}, 7])
def test_the_filter_refuses_what_is_no_list(lines: object) -> None:
    with pytest.raises(ReadError, match="lines must be a list"):
        answer({"id": 1, "lines": lines})


PIECES = [
    "Dr ",
    "Ada ",
    "Chair",
    ": ",
    ", ",
    "(",
    ")",
    " and ",
    " of ",
    "the ",
    "Police",
    " – ",
    "T/",
    "OBE",
    ";",
    "at ",
    "\n",
    "chaired by ",
]


@given(
    st.lists(
        st.one_of(
            st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
        ),
        max_size=8,
    )
)
def test_never_raises_and_never_makes_up_words(lines: list[str]) -> None:
    printed = "".join(
        character for line in lines for character in line if character.isalnum()
    ).casefold()
    for person in read_people(lines, lines[:1]):
        assert person.name
        assert all(
            part.isalnum() is False or part.casefold() in printed for part in person.name.split()
        )


@given(
    st.sampled_from(["(", "Dr ", "and ", "Ada Bell, ", "Chair: ", "of the ", "- ", "chaired by "]),
    st.integers(1, 300),
)
def test_repetition_is_bounded(piece: str, times: int) -> None:
    assert len(read_people([piece * times])) <= 200


@pytest.mark.skipif(
    not (SHARED / "data/people/examples.jsonl").exists(), reason="the shared examples are not here"
)
def test_floors_on_the_shared_examples() -> None:
    rows = [
        json.loads(line)
        for line in (SHARED / "data/people/examples.jsonl").read_text("utf-8").splitlines()
    ]
    wanted = [(row["lines"], person["name"]) for row in rows for person in row["people"]]
    found = [name in {person.name for person in read_people(lines)} for lines, name in wanted]
    assert sum(found) / len(found) >= 0.9
    assert all(read_people(row["lines"]) == () for row in rows if not row["people"])


@pytest.mark.parametrize(
    "line",
    [
        "Ada Bell, Director, Harrow Trust",
        "Director of the Harrow Trust, Ada Bell",
        "Name: Ada Bell | Role: Director | Organisation: Harrow Trust",
        "Ada Bell (Ret.), Director, Harrow Trust",
        "Harrow Trust – Ada Bell, Director",
        'Ada Bell, "Why trust matters", Director, Harrow Trust',
        "Ada Bell, Director, Harrow Trust, and others to be confirmed",
    ],
)
def test_post_before_the_name_and_cells_of_a_table(line: str) -> None:
    person = one(line)
    assert (person.name, person.role, person.organisation) == (
        "Ada Bell",
        "Director",
        "Harrow Trust",
    )


def test_titled_names_behind_a_subject() -> None:
    for line in (
        "11:00 Policing online harm – DI Ada Bell, Kent Police",
        "Online harm, DI Ada Bell, Kent Police",
    ):
        person = one(line)
        assert (person.name, person.rank_or_title, person.organisation) == (
            "Ada Bell",
            "DI",
            "Kent Police",
        )


def test_what_follows_name_and_colon_is_a_subject() -> None:
    person = one("10.15 Professor Ada Bell: What reduces harm")
    assert (person.name, person.role, person.organisation) == ("Ada Bell", None, None)


def test_a_title_makes_a_name_of_the_words_of_headings() -> None:
    assert [one(line).name for line in ("Mr Best", "Dr Watch")] == ["Best", "Watch"]


def test_a_past_move_is_no_post() -> None:
    assert one("Ada Bell joined the Harrow Trust in 2019 as an analyst").role is None


def test_letters_on_the_next_line() -> None:
    assert one("Dr Ada Bell", "PhD, University of Leeds").honours == ("PhD",)


def test_titles_of_bishops_with_and_without_the_article() -> None:
    assert [one(f"{the}Rt Revd Ada Bell, Harrow Trust").name for the in ("", "The ")] == [
        "Ada Bell"
    ] * 2
