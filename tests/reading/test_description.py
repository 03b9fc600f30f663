"""The description of a page: what belongs to the event, and what stands around it."""

from __future__ import annotations

import pytest

from tests.reading.given import one

FIRST = (
    "Officers and councillors look at what has been learned from three years of work on the quays."
)
SECOND = (
    "The morning is about theft from small boats, the afternoon about the people who live on them."
)
HEAD = "<h1>Safer Quays</h1><p>9 June 2027, 6pm</p>"
BOTH = f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("body", "description"),
    [
        (f"{HEAD}<p>{FIRST}</p><p>{SECOND}</p>", BOTH),
        (f"{HEAD}<div>{FIRST}<br><br>{SECOND}</div>", BOTH),
        (f"{HEAD}<h2>About this event</h2><p>{FIRST}</p><p>{SECOND}</p>", BOTH),
        (
            f"{HEAD}<p>{FIRST}</p><p>Thefts doubled within a year.</p><p>{SECOND}</p>",
            f"{FIRST}\n\nThefts doubled within a year.\n\n{SECOND}",
        ),
        (f"{HEAD}<p>Book now.</p><p>{FIRST}</p><p>All are welcome to come.</p>", FIRST),
        (
            f"<div><p>This site uses cookies so that you get the best of it, here and elsewhere.</p></div>{HEAD}"
            f"<p>{FIRST}</p>",
            FIRST,
        ),
        (
            f"{HEAD}<p>{FIRST}</p><p>Sign up to our newsletter to hear about talks like this before all others do so."
            "</p><p>By submitting this form you agree to what is said in the notice that is linked from here.</p>",
            FIRST,
        ),
        (
            f"{HEAD}<p>{FIRST}</p><h3>You may also be interested in</h3><p>Quay walk: a walk along the quays with the "
            "harbour master, who tells what happened there.</p>",
            FIRST,
        ),
        (
            f"{HEAD}<p>{FIRST}</p><h3>About the speaker</h3><p>Dr Mina Vale is a Reader in Criminology at the "
            "University of Kelby and has written two books.</p>",
            FIRST,
        ),
        (
            f"{HEAD}<p>{FIRST}</p><h3>About Harbour Law Forum</h3><p>Harbour Law Forum is a charity that has brought "
            f"people of the coast together.</p><h3>Programme</h3><p>{SECOND}</p>",
            BOTH,
        ),
        (
            f"{HEAD}<p>{FIRST}</p><h3>About Safer Quays</h3><p>{SECOND}</p>",
            BOTH,
        ),
        (
            f"{HEAD}<p>{FIRST}</p><h3>Accessibility</h3><p>The hall is step-free, and a hearing loop and interpreters "
            "are there for those who ask.</p>",
            FIRST,
        ),
    ],
)
def test_description(body: str, description: str) -> None:
    assert one(body).description == description
