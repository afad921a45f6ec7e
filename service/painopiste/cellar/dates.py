"""Dates as notices write them, and those that are none."""

from __future__ import annotations

import re
from datetime import date

OPEN_ENDED, EMPTY = "9999-12-31", "1099-01-01"
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?(T.*)?")


def day_of(text: str) -> str | None:
    """The day that a date names, without its time zone, or None if the text is no date.

    >>> day_of("2015-12-10+01:00"), day_of("31.1.2020")
    ('2015-12-10', None)
    """
    match = DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(match[1]).isoformat() if match else None
    except ValueError:
        return None


def is_open(day: str) -> bool:
    """Whether a day stands for no day at all: 9999-12-31 for no end, 1099-01-01 for nothing.

    >>> is_open("9999-12-31")
    True
    """
    return day in (OPEN_ENDED, EMPTY)
