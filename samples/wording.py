"""Dates and clock times as British and American sites print them: a moment goes in, words come out."""

from __future__ import annotations

from datetime import date, datetime

from samples.occasion import Occasion


def ordinal(number: int) -> str:
    """As "1st", "2nd", "3rd", "4th", "11th"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def day_british(day: date) -> str:
    """As "Tuesday 16 June 2027"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def day_month_first(day: date) -> str:
    """As "Tuesday, June 16th 2027"."""
    return f"{day:%A, %B} {ordinal(day.day)} {day:%Y}"


def day_short(day: date) -> str:
    """As "16th Jun 2027"."""
    return f"{ordinal(day.day)} {day:%b %Y}"


def day_plain(day: date) -> str:
    """As "16 June 2027"."""
    return f"{day.day} {day:%B %Y}"


def days_british(first: date, last: date) -> str:
    """One day in full, several as "16–18 June 2027" or "30 June – 2 July 2027"."""
    if first == last:
        return day_british(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} – {last.day} {last:%B %Y}"


def clock_capitals(moment: datetime) -> str:
    """As "9:30 AM"."""
    return f"{moment.hour % 12 or 12}:{moment:%M %p}"


def clock_dotted(moment: datetime) -> str:
    """As "9.30am", "6pm", "12 noon"."""
    if (moment.hour, moment.minute) == (12, 0):
        return "12 noon"
    minutes = f".{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{moment:%p}".lower()


def clock_colon(moment: datetime) -> str:
    """As "4:00pm"."""
    return f"{moment.hour % 12 or 12}:{moment:%M}{moment:%p}".lower()


def clock_24(moment: datetime) -> str:
    """As "16:00"."""
    return f"{moment:%H:%M}"


def span_dotted(one: Occasion) -> str:
    """As "9.30am – 1.20pm", the zone after it when it is not London's; "" for days."""
    if not isinstance(one.start, datetime):
        return ""
    words = clock_dotted(one.start)
    if isinstance(one.end, datetime):
        words += f" – {clock_dotted(one.end)}"
    return words + zone_words(one)


def zone_words(one: Occasion) -> str:
    """The zone, " EDT (New York)", for events that keep another city's time; "" for London's."""
    if one.zone == "Europe/London" or not isinstance(one.start, datetime):
        return ""
    city = one.zone.rpartition("/")[2].replace("_", " ")
    return f" {one.start.tzname()} ({city})" if city == "New York" else f" {city} time"


def money(price: str) -> str:
    """The first amount of a price in digits: "245" of "£245 + VAT; …"; "0" when it is free."""
    digits = price.partition("£")[2]
    stop = next((n for n, sign in enumerate(digits) if not sign.isdigit()), len(digits))
    return digits[:stop] or "0"
