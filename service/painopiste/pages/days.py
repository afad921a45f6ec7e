"""Days that may be known only to the month or year, and how they are read and told."""

from __future__ import annotations

import calendar
import re
from datetime import date

PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def last_day(text: str) -> date | None:
    """The last day that a date may mean, by which events are ordered; None for what is no date.

    >>> last_day("2024-02"), last_day("2023"), last_day("soon")
    (datetime.date(2024, 2, 29), datetime.date(2023, 12, 31), None)
    """
    match = PARTIAL.match(text)
    if not match:
        return None
    year, month = int(match["year"]), int(match["month"] or 12)
    try:
        return date(year, month, int(match["day"] or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        return None


def given_day(text: str) -> date | None:
    """The day that somebody wrote, as in 2023-06-30; None for anything else."""
    return last_day(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None


def told(text: str, language: str) -> str:
    """A date as people write it in a language; what is no date stays as it is.

    >>> told("2024-05-21", "fi"), told("2024-05-21", "en"), told("2024-05", "sv"), told("2024", "en")
    ('21.5.2024', '21 May 2024', '5/2024', '2024')
    """
    match = PARTIAL.fullmatch(text)
    if not match or not match["month"] or not 1 <= int(match["month"]) <= 12:
        return text
    year, month, day = match["year"], int(match["month"]), int(match["day"] or 0)
    if language == "en":
        return f"{day or ''} {MONTHS[month - 1]} {year}".strip()
    return f"{day}.{month}.{year}" if day else f"{month}/{year}"
