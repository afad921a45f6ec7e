"""The whole description, for the graph that is named for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from painopiste.description.catalogue import catalogue
from painopiste.description.counting import Counter
from painopiste.description.linksets import linksets
from painopiste.description.quality import quality
from painopiste.description.release import Release
from painopiste.description.statistics import statistics
from painopiste.description.vocabulary import names
from painopiste.store import Statement, Store

NONE: Mapping[str, int] = MappingProxyType({})


def describe_dataset(store: Store, release: Release, warnings: Mapping[str, int] = NONE) -> list[Statement]:
    """What the description says of a store that does not hold it yet: nothing in it counts itself.

    Args:
        store: The filled store; only asked.
        release: What the store is a release of.
        warnings: How often validation warned by each shape, by the IRI of the shape.
    """
    counter = Counter(store, release)
    said = [*catalogue(counter), *statistics(counter), *linksets(counter), *quality(counter, warnings)]
    return [*said, *names(counter, said)]
