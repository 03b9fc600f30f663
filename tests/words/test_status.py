"""The status by context, and titles without marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.listing import Status
from pipelines.status import cut_place, read_status

MARKS = [
    ("CANCELLED: Rural Crime Forum", Status.CANCELLED),
    ("Canceled – Rural Crime Forum", Status.CANCELLED),
    ("Rural Crime Forum (cancelled)", Status.CANCELLED),
    ("Rural Crime Forum [CANCELLED]", Status.CANCELLED),
    ("*** CANCELLED *** Rural Crime Forum", Status.CANCELLED),
    ("CANCELLED Rural Crime Forum", Status.CANCELLED),
    ("Called off: Rural Crime Forum", Status.CANCELLED),
    ("Rural Crime Forum has been cancelled", Status.CANCELLED),
    ("This event has been cancelled: Rural Crime Forum", Status.CANCELLED),
    ("POSTPONED - Rural Crime Forum", Status.POSTPONED),
    ("Postponed until further notice: Rural Crime Forum", Status.POSTPONED),
    ("Rural Crime Forum (postponed to 12 June)", Status.POSTPONED),
    ("RESCHEDULED: Rural Crime Forum", Status.RESCHEDULED),
    ("Rural Crime Forum – moved to 12 June", Status.RESCHEDULED),
    ("Rural Crime Forum moved to 12 June", Status.RESCHEDULED),
    ("New date: Rural Crime Forum", Status.RESCHEDULED),
    ("Rural Crime Forum (sold out)", Status.SOLD_OUT),
    ("Rural Crime Forum - fully booked", Status.SOLD_OUT),
    ("SOLD OUT! Rural Crime Forum", Status.SOLD_OUT),
    ("Rural Crime Forum (FULL)", Status.SOLD_OUT),
    ("Rural Crime Forum (now online)", Status.MOVED_ONLINE),
    ("NOW ONLINE: Rural Crime Forum", Status.MOVED_ONLINE),
    ("Rural Crime Forum (Ended 21st Nov 2023)", Status.ENDED),
    ("Rural Crime Forum (provisional)", Status.TENTATIVE),
    ("FREE WEBINAR: Rural Crime Forum", Status.SCHEDULED),
    ("[ONLINE] Rural Crime Forum | Tickets", Status.SCHEDULED),
    ("CANCELLED: FREE WEBINAR: Rural Crime Forum (sold out)", Status.CANCELLED),
]


@pytest.mark.parametrize(("title", "status"), MARKS)
def test_marks_of_the_title(title: str, status: Status) -> None:
    assert read_status(title, "") == (status, "Rural Crime Forum")


@pytest.mark.parametrize(("title", "status"), MARKS)
def test_marks_beat_scheduled_mark_up(title: str, status: Status) -> None:
    assert read_status(title, "https://schema.org/EventScheduled")[0] is status


@pytest.mark.parametrize(
    "title",
    [
        "Understanding cancellation rights",
        "Noise-cancelling technology in custody",
        "Rural Crime Forum (NOT cancelled)",
        "Cancellation policy: a seminar",
        "Cancelled culture and policing",
        "Full court: life after the backlog",
        "Hate crime: cancelled voices",
        "Postponed justice and its victims",
        "Is the prison estate full?",
        "How courts moved to Zoom",
        "Policing the last mile",
    ],
)
def test_words_of_the_subject_say_nothing(title: str) -> None:
    assert read_status(title, "") == (Status.SCHEDULED, title)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("https://schema.org/EventCancelled", Status.CANCELLED),
        ("http://schema.org/EventPostponed", Status.POSTPONED),
        ("EventRescheduled", Status.RESCHEDULED),
        ("schema:EventMovedOnline", Status.MOVED_ONLINE),
        ("TENTATIVE", Status.TENTATIVE),
        ("CANCELLED", Status.CANCELLED),
        ("CONFIRMED", Status.SCHEDULED),
        ("Ended 21st Nov 2023", Status.ENDED),
        ("(Ended 21st Nov 2023)", Status.ENDED),
        ("This event has passed.", Status.ENDED),
        ("Ended; EventCancelled", Status.CANCELLED),
        ("Sold out", Status.SOLD_OUT),
        ("Not cancelled", Status.SCHEDULED),
        ("", Status.SCHEDULED),
    ],
)
def test_status_words(words: str, status: Status) -> None:
    assert read_status("Rural Crime Forum", words) == (status, "Rural Crime Forum")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("We regret that this event has been cancelled owing to illness.", Status.CANCELLED),
        ("Unfortunately the conference has now been postponed.", Status.POSTPONED),
        ("Our autumn seminar has been rescheduled for 3 May.", Status.RESCHEDULED),
        ("Owing to illness we have had to cancel this event.", Status.CANCELLED),
        ("We have taken the decision to postpone this conference.", Status.POSTPONED),
        ("You may have to cancel this event in your diary if trains fail.", Status.SCHEDULED),
        ("The workshop is now fully booked.", Status.SOLD_OUT),
        ("About the day.\nSOLD OUT\nSpeakers follow.", Status.SOLD_OUT),
        ("If the event is cancelled, we refund fees in full.", Status.SCHEDULED),
        ("Cancellation policy: bookings cancelled within 14 days are charged.", Status.SCHEDULED),
        ("The event has not been cancelled.", Status.SCHEDULED),
        ("Trains were cancelled that day. The force was at capacity.", Status.SCHEDULED),
        ("We reserve the right to say the event is cancelled or postponed.", Status.SCHEDULED),
        ("Line-up:\nTBC\nDoors open at nine.", Status.SCHEDULED),
        ("We discuss why trials are postponed.", Status.SCHEDULED),
    ],
)
def test_sentences(text: str, status: Status) -> None:
    assert read_status("Rural Crime Forum", "", text)[0] is status


def test_an_ended_event_may_have_been_cancelled() -> None:
    assert read_status("Forum (Ended 3 May 2024)", "EventCancelled") == (Status.CANCELLED, "Forum")


def test_a_title_that_is_only_a_mark_stays() -> None:
    assert read_status("Cancelled", "") == (Status.CANCELLED, "Cancelled")


@given(st.text(max_size=200), st.text(max_size=100), st.text(max_size=300))
def test_never_raises(title: str, words: str, text: str) -> None:
    status, rest = read_status(title, words, text)
    assert status in Status
    assert bool(rest) == bool(title.split()) or not title.strip(" -–—|:,*\t\n\r")


@given(
    st.sampled_from(["((((", "cancelled ", "this event has been ", "[ ", "- ", "moved to 1"]),
    st.integers(1, 400),
)
@settings(
    deadline=2000
)  # quadratic work on 4,000 characters would take far longer, on a busy machine too
def test_repeated_words_are_read_in_bounded_time(piece: str, times: int) -> None:
    assert read_status(piece * times, piece * times, piece * times)[0] in Status


@pytest.mark.parametrize(
    "words",
    [
        "no meeting",
        "No meetings this month",
        "(Holiday – no meeting)",
        "Cancellation Notice",
        "Not held",
        "will not meet",
    ],
)
def test_a_meeting_that_is_not_held_is_cancelled(words: str) -> None:
    told = words.strip("()").removeprefix("Holiday – ")
    assert read_status("Planning Board", told)[0] is Status.CANCELLED


@pytest.mark.parametrize(
    "text",
    [
        "The meeting will not be held at the town hall but online.",
        "This event will not take place if fewer than ten people book.",
        "The session will not be recorded.",
        "There are no meetings of this size elsewhere.",
    ],
)
def test_a_not_elsewhere_cancels_nothing(text: str) -> None:
    assert read_status("Planning Board", "", text)[0] is Status.SCHEDULED


@pytest.mark.parametrize(
    ("place", "rest", "mark"),
    [
        ("Council Chambers, City Hall CANCELLED", "Council Chambers, City Hall", "CANCELLED"),
        ("Board Room, Quay House\n--em--CANCELED--em--", "Board Room, Quay House", "CANCELED"),
        ("Mariners Hall *POSTPONED*", "Mariners Hall", "POSTPONED"),
        ("CANCELLED", "", "CANCELLED"),
        ("CANCELED - Room 5, Quay House", "Room 5, Quay House", "CANCELED"),
        ("CANCELLED\n--em--Mill Lane Boat House", "Mill Lane Boat House", "CANCELLED"),
        ("RESCHEDULEDALE", "RESCHEDULEDALE", ""),
        ("The Cancelled Stamp, York", "The Cancelled Stamp, York", ""),
        ("Uncancelled", "Uncancelled", ""),
    ],
)
def test_a_mark_behind_a_place(place: str, rest: str, mark: str) -> None:
    assert cut_place(place) == (rest, mark)
