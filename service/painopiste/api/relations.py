"""What things are tied to, as JSON, Turtle and GraphML."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, StringConstraints, WithJsonSchema
from starlette.responses import JSONResponse, Response

from painopiste.api.context import ApiContext
from painopiste.api.stored import BAD_PARAMETER, PROBLEM
from painopiste.errors import NotFoundError
from painopiste.relations import GRAPHML, Neighbourhood, as_graphml, as_turtle, neighbourhood
from painopiste.store import TURTLE

Language = Literal["fi", "sv", "en"]
Form = Literal["json", "turtle", "graphml"]


class RelatedThing(BaseModel):
    """A thing by IRI, label and class; an event has its date, to the day, month or year that is known."""

    iri: str
    label: str
    kind: str
    date: str


class RelationEvidence(BaseModel):
    """Why the text concerns a thing."""

    link: str
    basis: str
    quote: str
    rationale: str
    language: str


class RelationInfo(BaseModel):
    """A triple with the evidence that carries it and the sources of its record."""

    subject: str
    property: str
    object: str
    evidence: list[RelationEvidence]
    sources: list[str]


class Relations(BaseModel):
    """Things and what ties them; `names` are the labels of classes and properties."""

    opened: list[str]
    things: list[RelatedThing]
    relations: list[RelationInfo]
    names: dict[str, str]

    @classmethod
    def of(cls, found: Neighbourhood) -> Relations:
        """What has been read of a neighbourhood, with the names that are needed for it."""
        used = {thing.kind for thing in found.things.values()} | {relation.property for relation in found.relations}
        return cls(
            opened=list(found.opened),
            things=[RelatedThing(**asdict(thing)) for thing in found.things.values()],
            relations=[RelationInfo.model_validate(asdict(relation)) for relation in found.relations],
            names={iri: name for iri, name in found.names.items() if iri in used},
        )


Thing = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": "string", "format": "iri-reference", "minLength": 1})]


def relations_routes(context: ApiContext) -> APIRouter:
    """The route of the relations."""
    router = APIRouter()
    whole = {"model": Relations, "content": {TURTLE: {"schema": {"type": "string"}}, GRAPHML: {"schema": {"type": "string"}}}}
    answers: dict[int | str, dict[str, Any]] = {
        200: whole,
        400: BAD_PARAMETER,
        404: {"description": "Nothing in the graph has any of these IRIs.", **PROBLEM},
    }

    @router.get("/api/relations", summary="What things are tied to", response_class=Response, responses=answers)
    async def relations(
        start: Annotated[list[Thing], Query(description="IRI of a thing whose relations are wanted; may be given again.")],
        hide: Annotated[list[str], Query(default_factory=list, description="IRI of a property that is left out; may be given again.")],
        lang: Annotated[Language, Query(description="Language of the labels.")] = "en",
        format: Annotated[Form, Query(description="Format of the answer.")] = "json",
    ) -> Response:
        """The relations of things in both directions, with labels, evidence and sources."""
        absolute = [context.questions.iris.absolute(iri) for iri in start]
        found = await neighbourhood(context.questions, absolute, lang, set(hide))
        if not found.opened:
            raise NotFoundError(absolute[0])
        return answer_in(found, lang, format, context)

    return router


def answer_in(found: Neighbourhood, language: str, form: Form, context: ApiContext) -> Response:
    """A neighbourhood in a format."""
    headers = {"Cache-Control": context.cache_control}
    if form == "turtle":
        return Response(as_turtle(found, language, context.questions.prefixes), media_type=TURTLE, headers=headers)
    if form == "graphml":
        return Response(as_graphml(found), media_type=GRAPHML, headers=headers)
    return JSONResponse(Relations.of(found).model_dump(), headers=headers)
