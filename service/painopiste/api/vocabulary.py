"""The prefixes, classes and properties of the graph as JSON, for editors that complete what people write."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel

from painopiste.api.context import ApiContext


class VocabularyTerm(BaseModel):
    """A class or property, how often it is used, and what it is called in each language."""

    iri: str
    kind: str
    count: int
    labels: dict[str, str] = {}
    definitions: dict[str, str] = {}


class Vocabulary(BaseModel):
    """What a query can be made of."""

    prefixes: dict[str, str]
    terms: list[VocabularyTerm]


async def vocabulary_of(context: ApiContext) -> Vocabulary:
    """The terms of the graph, those most used first."""
    found: dict[str, VocabularyTerm] = {}
    for row in await context.questions.rows("pages/vocabulary"):
        term = found.setdefault(row["term"], VocabularyTerm(iri=row["term"], kind=row["kind"], count=int(row["count"])))
        for name, texts in (("label", term.labels), ("definition", term.definitions)):
            if name in row:
                texts[row[f"{name}@"]] = row[name]
    return Vocabulary(prefixes=context.questions.prefixes, terms=list(found.values()))


def vocabulary_routes(context: ApiContext) -> APIRouter:
    """The route of the vocabulary."""
    router = APIRouter()

    @router.get("/api/vocabulary", summary="Prefixes, classes and properties")
    async def vocabulary(response: Response) -> Vocabulary:
        """The prefixes under which the graph is written, and every class and property with its uses, labels and definitions."""
        response.headers["Cache-Control"] = context.cache_control
        return await context.served.once("vocabulary", lambda: vocabulary_of(context))

    return router
