"""Whether the service lives and is ready, for those who look after it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from painopiste.api.context import ApiContext
from painopiste.errors import HouseError


class Health(BaseModel):
    """That the service lives, in which version, and with which data, served for how many seconds; why a newer build is refused, if one is."""

    status: str
    version: str
    data_version: str
    data_age: float
    triples: int
    refused: str = ""


class Readiness(Health):
    """The same, and why queries are not answered if they are not."""

    reason: str = ""


def health_routes(context: ApiContext) -> APIRouter:
    """The routes /health and /ready."""
    router = APIRouter()

    def facts() -> dict[str, Any]:
        served = context.served
        data = {"data_version": served.version, "data_age": round(served.age, 1), "triples": served.triples, "refused": served.refused}
        return {"version": context.version, **data}

    @router.get("/health", summary="Does the service live?")
    def health() -> Health:
        """Answers as long as the server does, whatever the store does."""
        return Health(status="ok", **facts())

    @router.get("/ready", summary="Are queries answered?", responses={503: {"model": Readiness}})
    async def ready(response: Response) -> Readiness:
        """Asks the store a question; 503 if it does not answer."""
        reason = ""
        try:
            await context.questions.holds("pages/alive")
        except HouseError as error:
            reason, response.status_code = str(error), 503
        return Readiness(status="unavailable" if reason else "ready", reason=reason, **facts())

    return router
