"""Dates, signs and times put together in six languages, with a known truth: every combination is read right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.when import answer


class Tongue(NamedTuple):
    """How one locale prints: weekdays, months, forms of a day, signs before times, forms of a span of times."""

    locale: str
    weekdays: str
    months: str
    days: list[str]
    signs: list[str]
    spans: list[str]


ENGLISH = Tongue(
    "en-GB",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "January February March April May June July August September October November December",
    [
        "{W} {d} {M} {Y}",
        "{W}, {d} {M} {Y}",
        "{d}th of {M} {Y}",
        "{d}-{M:.3}-{Y}",
        "{W:.3}. {d} {M:.3}. {Y}",
        "{M} {d}, {Y}",
        "{d}/{m:02}/{Y}",
        "{Y}-{m:02}-{d}",
        "{W} {d} {M}, {Y}",
        "{d} {M} '{y}",
    ],
    [" ", ", ", " at ", " from ", " - ", " – ", " | ", "; ", "\n", " @ ", ": ", " ("],
    [
        "{h:02}:{n:02}-{H:02}:{N:02}",
        "{h:02}{n:02} - {H:02}{N:02}hrs",
        "{h:02}{n:02}-{H:02}{N:02}",
        "{h:02}.{n:02} – {H:02}.{N:02}",
        "{p} to {P}",
        "{p}–{P}",
        "between {p} and {P}",
        "{p} until {P}",
        "{h:02}:{n:02}hrs - {H:02}:{N:02}hrs",
    ],
)
AMERICAN = ENGLISH._replace(
    locale="en-US",
    days=[
        "{W}, {M} {d}, {Y}",
        "{M} {d}th, {Y}",
        "{m}/{d}/{Y}",
        "{W:.3}, {M:.3} {d}, {Y}",
        "{M} {d} {Y}",
    ],
)
WELSH = Tongue(
    "cy-GB",
    "Llun Mawrth Mercher Iau Gwener Sadwrn Sul",
    "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
    ["Dydd {W} {d} {M} {Y}", "Dydd {W}, {d} {M} {Y}", "{d} {M} {Y}", "{d}/{m:02}/{Y}"],
    [" ", ", ", " o ", " - ", "\n"],
    [
        "{h:02}:{n:02} - {H:02}:{N:02}",
        "{x}.{n:02}{b} tan {X}.{N:02}{B}",
        "{x}.{n:02}{b} hyd {X}.{N:02}{B}",
        "{x}.{n:02}{b}-{X}.{N:02}{B}",
    ],
)
FRENCH = Tongue(
    "fr-FR",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ["{W} {d} {M} {Y}", "Le {W} {d} {M} {Y}", "{d} {M} {Y}", "{d}/{m:02}/{Y}"],
    [" ", ", ", " - ", " – ", " | ", "\n"],
    [
        "{h}h{n:02} - {H}h{N:02}",
        "de {h}h{n:02} à {H}h{N:02}",
        "de {h} h {n:02} à {H} h {N:02}",
        "{h} heures {n:02} à {H} heures {N:02}",
    ],
)
GERMAN = Tongue(
    "de-DE",
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    [
        "{W}, {d}. {M} {Y}",
        "{W}, den {d}. {M} {Y}",
        "{d}.{m:02}.{Y}",
        "{W:.2}, {d}.{m:02}.{Y}",
        "{W:.2}. {d}.{m}.{y}",
    ],
    [" ", ", ", " - ", " – ", " | ", "\n", " von "],
    [
        "{h:02}:{n:02} - {H:02}:{N:02} Uhr",
        "{h}.{n:02} bis {H}.{N:02} Uhr",
        "{h:02}.{n:02}–{H:02}.{N:02} Uhr",
        "{h:02}:{n:02} Uhr bis {H:02}:{N:02} Uhr",
    ],
)
SPANISH = Tongue(
    "es-ES",
    "lunes martes miércoles jueves viernes sábado domingo",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ["{W} {d} de {M} de {Y}", "{W}, {d} de {M} de {Y}", "{d} de {M} del {Y}", "{d}/{m:02}/{Y}"],
    [" ", ", ", " - ", "\n"],
    ["{h}:{n:02} - {H}:{N:02} h", "de {h}:{n:02} a {H}:{N:02} h", "{h}:{n:02} a {H}:{N:02} horas"],
)
DUTCH = Tongue(
    "nl-NL",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "januari februari maart april mei juni juli augustus september oktober november december",
    ["{W} {d} {M} {Y}", "op {W} {d} {M} {Y}", "{W:.2} {d} {M} {Y}", "{d}-{m:02}-{Y}"],
    [" ", ", ", " - ", " – ", " | ", "\n"],
    [
        "{h}.{n:02} - {H}.{N:02} uur",
        "van {h}.{n:02} tot {H}.{N:02} uur",
        "{h:02}:{n:02} tot {H:02}:{N:02} uur",
        "{h}u{n:02} - {H}u{N:02}",
    ],
)
TONGUES = (ENGLISH, AMERICAN, WELSH, FRENCH, GERMAN, SPANISH, DUTCH)


def twelve(hour: int) -> int:
    return (hour - 1) % 12 + 1


def clock(hour: int, minute: int) -> str:
    return f"{twelve(hour)}.{minute:02}{'am' if hour < 12 else 'pm'}"


def printed(form: str, tongue: Tongue, day: date, times: tuple[int, int, int, int]) -> str:
    hour, minute, last, closing = times
    return form.format(
        W=tongue.weekdays.split()[day.weekday()],
        M=tongue.months.split()[day.month - 1],
        d=day.day,
        m=day.month,
        Y=day.year,
        y=f"{day:%y}",
        h=hour,
        n=minute,
        H=last,
        N=closing,
        p=clock(hour, minute),
        P=clock(last, closing),
        x=twelve(hour),
        X=twelve(last),
        b="yb" if hour < 12 else "yp",
        B="yb" if last < 12 else "yp",
    )


DAYS = st.dates(date(2026, 4, 1), date(2029, 12, 31)).map(
    lambda day: day.replace(day=13 + day.day % 7)
)
TIMES = st.tuples(
    st.integers(8, 19),
    st.sampled_from((0, 15, 30, 45)),
    st.integers(1, 3),
    st.sampled_from((0, 30)),
).map(lambda t: (t[0], t[1], t[0] + t[2], t[3]))


@settings(deadline=None, max_examples=1500)
@given(
    st.sampled_from(TONGUES).flatmap(
        lambda tongue: st.tuples(
            st.just(tongue),
            st.sampled_from(tongue.days),
            st.sampled_from(tongue.signs),
            st.sampled_from(tongue.spans),
        )
    ),
    DAYS,
    TIMES,
    st.booleans(),
)
def test_a_day_with_its_times(
    made: tuple[Tongue, str, str, str], day: date, times: tuple[int, int, int, int], last: bool
) -> None:
    tongue, form, sign, span = made
    date_words, time_words = (printed(one, tongue, day, times) for one in (form, span))
    text = date_words + sign + time_words + (")" if sign == " (" else "")
    if last:
        text = f"{time_words}, {date_words}"
    got = answer(
        {"text": text, "reference": "2027-03-01", "zone": "Europe/London", "locale": tongue.locale}
    )
    hour, minute, closing, end = times
    expected = (f"{day}T{hour:02}:{minute:02}", f"{day}T{closing:02}:{end:02}")
    assert (got["start"], got["end"]) == expected, text
    assert got["grade"] in ("sure", "noted"), text


@settings(deadline=None, max_examples=600)
@given(st.sampled_from(TONGUES), DAYS, st.integers(1, 20), st.sampled_from((" - ", " – ", "-")))
def test_a_range_of_days(tongue: Tongue, first: date, length: int, sign: str) -> None:
    last = first + timedelta(length)
    form = tongue.days[0]
    text = sign.join(printed(form, tongue, day, (0, 0, 0, 0)) for day in (first, last))
    got = answer(
        {"text": text, "reference": "2027-03-01", "zone": "Europe/London", "locale": tongue.locale}
    )
    assert (got["start"], got["end"], got["why"]) == (str(first), str(last), []), text
