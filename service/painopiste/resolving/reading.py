"""What an identifier may mean: one reading of a text, with the EU's own IRIs for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from painopiste.search import Entry


class Relation(StrEnum):
    """How the thing that is found relates to what was written."""

    ITSELF = "itself"
    CONSOLIDATED = "consolidated text of it"
    CORRIGENDUM = "corrigendum to it"
    PART = "part of it"
    DOSSIER = "dossier of it"


def anything(_: Entry) -> bool:
    """Every entry fits."""
    return True


@dataclass(frozen=True)
class Reading:
    """One thing that a text may mean.

    Args:
        kind: what kind of identifier it is read as.
        text: the identifier as it is officially written.
        keys: the keys of the index under which the thing is filed, if the graph has it.
        eu_iris: the IRIs of the EU that follow from the identifier by rule.
        relation: how the thing relates to the identifier.
        fits: whether an entry filed under a key is what is meant; one key may be that of several.
        split: whether an entry under the key and a further letter is a part of what is meant.
        is_sure: whether the text cannot be meant otherwise, if no other reading is given beside it.
    """

    kind: str
    text: str
    keys: frozenset[str]
    eu_iris: tuple[str, ...] = ()
    relation: Relation = Relation.ITSELF
    fits: Callable[[Entry], bool] = anything
    split: bool = False
    is_sure: bool = True

    def within(self, relation: Relation) -> Reading:
        """The same, of which the text means only a part or another form."""
        return replace(self, relation=relation) if self.relation is Relation.ITSELF else self
