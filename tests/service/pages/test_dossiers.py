"""All dossiers on one axis: the state that a list tells is that of the stored query, and a form narrows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import anyio
import pytest
from fastapi.testclient import TestClient

from painopiste.pages.days import last_day
from painopiste.pages.dossiers import all_dossiers, dossiers_view
from painopiste.pages.life import step_on
from painopiste.pages.resource import Reader
from painopiste.queries import Row

ReaderOf = Callable[[str], Reader]


async def told_states(reader: Reader, day: str) -> dict[str, str]:
    """The stage of each dossier on a day as the stored query tells it."""
    rows: list[Row] = await reader.rows("dossiers/states-on-day", day=day, lang=reader.language)
    return {row["dossier"]: row["stageLabel"] for row in rows}


@pytest.mark.parametrize("day", ["2018-12-31", "2023-01-01", "2026-11-24", "2030-06-30"])
def test_the_list_and_the_stored_query_agree_on_every_state(reader_of: ReaderOf, day: str) -> None:
    """They compute it by the same rule in two places."""
    reader = reader_of("en")
    steps = {each.iri: step_on(each.steps, date.fromisoformat(day)) for each in anyio.run(all_dossiers, reader)}
    assert {iri: step.stage for iri, step in steps.items() if step} == anyio.run(told_states, reader, day)


def test_every_dossier_is_on_the_axis(reader_of: ReaderOf) -> None:
    """Each stretch and mark between 0 and 100 percent, pages of a hundred."""
    view = anyio.run(dossiers_view, reader_of("fi"), {})
    rest = anyio.run(dossiers_view, reader_of("fi"), {"page": "2"})
    lines = [*view.page.shown, *rest.page.shown]
    assert len(lines) == view.page.total > 100
    assert all(0 <= each.place <= each.place + each.width <= 100 for line in lines for each in line.life.stretches)


def test_the_form_narrows_by_priority_and_by_the_status_of_the_day(reader_of: ReaderOf) -> None:
    """On the day the AI Act was proposed it is in progress, later it is adopted."""
    asked = {"priority": "priority/2023/law-enforcement", "status": "status/in-progress", "as_of": "2022-01-01"}
    then = anyio.run(dossiers_view, reader_of("en"), asked)
    now = anyio.run(dossiers_view, reader_of("en"), {**asked, "as_of": "2026-11-24"})
    names = [[line.link.text.text for line in view.page.shown] for view in (then, now)]
    assert "Artificial Intelligence Act" in names[0]
    assert "Artificial Intelligence Act" not in names[1]


def test_the_newest_stage_can_stand_first(reader_of: ReaderOf) -> None:
    """By the day of the last step up to the day that is looked at."""
    view = anyio.run(dossiers_view, reader_of("en"), {"order": "latest"})
    days = [last_day(line.since) or date.min for line in view.page.shown if line.since]
    assert days == sorted(days, reverse=True)
    assert len(days) > 50


@pytest.mark.parametrize("query", ["as_of=2023-02-30", "as_of=soon", "as_of=%00", "as_of=99999-01-01"])
def test_a_day_that_is_none_is_told(client: TestClient, query: str) -> None:
    """With the form whole, to try again."""
    response = client.get(f"/sv/dossiers?{query}")
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert "<select" in response.text
