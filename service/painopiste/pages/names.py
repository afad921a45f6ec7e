"""Values of forms: written short in addresses, told by their labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from painopiste.graph import Iris
from painopiste.pages.resource import Reader
from painopiste.pages.values import Text, best, labels_of


def short(iris: Iris, iri: str) -> str:
    """A value as it stands in addresses: what follows /id/ in an IRI of ours, any other IRI whole.

    >>> short(Iris("https://w3id.org/painopiste"), "https://w3id.org/painopiste/id/topic/schengen")
    'topic/schengen'
    """
    return iris.path(iri) or iri


async def value_names(reader: Reader) -> Callable[[str], Text]:
    """A function that tells the name of a value; one that nobody knows is told as it was written."""
    names = await reader.context.served.once(f"values/{reader.language}", lambda: ask_names(reader))
    return lambda value: names.get(value, Text(value))


async def ask_names(reader: Reader) -> Mapping[str, Text]:
    """The names of all values that can be chosen."""
    labels = labels_of(await reader.rows("pages/value-labels"), "value", "label")
    return {short(reader.iris, value): best(texts, reader.language, value) for value, texts in labels.items()}
