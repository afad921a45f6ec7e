"""A life in time: steps from stage to stage as bars, events as dots, on an axis of years; places are percents, so that no text is scaled."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from painopiste.pages.days import last_day
from painopiste.pages.values import local_name, name_of
from painopiste.queries import Row

EDGE = 1.5
"""Percent left free at both ends, so that dots are drawn whole."""
MOST_TICKS = 12


@dataclass(frozen=True)
class Tick:
    """A year on an axis; one that is not told in words is a line only."""

    year: int
    place: float
    is_told: bool


@dataclass(frozen=True)
class Axis:
    """Whole years from one to another, both included."""

    first: int
    last: int

    @classmethod
    def over(cls, days: Iterable[date]) -> Axis:
        """The axis on which all days have a place."""
        years = [day.year for day in days]
        return cls(min(years), max(years))

    def place(self, day: date) -> float:
        """Where a day stands, in percent from the left; a day outside stands at the edge.

        >>> Axis(2021, 2022).place(date(2022, 1, 1))
        50.0
        """
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal() + 1
        share = min(max((day.toordinal() - start) / (end - start), 0), 1)
        return round(EDGE + share * (100 - 2 * EDGE), 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The years, of which at most a dozen are told in words."""
        step = -(-(self.last - self.first + 1) // MOST_TICKS)
        return tuple(Tick(year, self.place(date(year, 1, 1)), (year - self.first) % step == 0) for year in range(self.first, self.last + 1))


@dataclass(frozen=True)
class Mark:
    """Something on one day: an event, or the year of an edition."""

    place: float
    date: str
    title: str
    href: str
    is_step: bool = False


@dataclass(frozen=True)
class Stretch:
    """A time at one stage."""

    place: float
    width: float
    status: str
    title: str


@dataclass(frozen=True)
class Life:
    """What is drawn: the stretches of stages, the events, the years of editions, and the day up to which things are known."""

    axis: Axis
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    editions: tuple[Mark, ...]
    now: float


@dataclass(frozen=True, order=True)
class Step:
    """An event that leads to a stage; the greatest of those up to a day decides the state on that day."""

    day: date
    order: int
    event: str
    date: str
    stage: str
    status: str

    @classmethod
    def of(cls, row: Row) -> Step | None:
        """The step that an event's row tells, if it leads to a stage."""
        day = last_day(row["date"])
        if day is None or "stage" not in row:
            return None
        return cls(day, int(row["order"]), row["event"], row["date"], name_of(row, "stage"), local_name(row["status"]))


def steps_of(rows: Iterable[Row]) -> list[Step]:
    """The steps among events, in the order in which they decide."""
    return sorted(step for step in map(Step.of, rows) if step)


def step_on(steps: Sequence[Step], day: date) -> Step | None:
    """The step on which the state on a day rests; None if none had been made."""
    return next((step for step in reversed(steps) if step.day <= day), None)


def stretches(axis: Axis, steps: Sequence[Step], until: date) -> Iterable[Stretch]:
    """The time from each step to the next, and from the last one to a day."""
    for step, after in itertools.zip_longest(steps, steps[1:]):
        place, end = axis.place(step.day), axis.place(after.day if after else max(until, step.day))
        if end > place or not after:
            yield Stretch(place, round(max(end - place, 0.6), 2), step.status, step.stage)


def life_of(axis: Axis, steps: Sequence[Step], until: date, marks: Iterable[Mark] = (), editions: Iterable[Mark] = ()) -> Life:
    """The life that steps tell, up to a day."""
    return Life(axis, tuple(stretches(axis, steps, until)), tuple(marks), tuple(editions), axis.place(until))


def days_of(rows: Iterable[Row]) -> list[date]:
    """The days of events."""
    return [day for row in rows if (day := last_day(row["date"]))]
