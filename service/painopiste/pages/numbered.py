"""The priorities of the edition known whole, by the number of their point: where there is no room for names, the number stands for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from painopiste.pages.names import short
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, text_of


@dataclass(frozen=True)
class Numbered:
    """A priority with its number; `value` is how forms write it."""

    value: str
    number: str
    link: Link


async def numbered_priorities(reader: Reader) -> Sequence[Numbered]:
    """The priorities in the order of the text; asked once for each version of the data and language."""
    return await reader.context.served.once(f"numbered/{reader.language}", lambda: ask_priorities(reader))


async def ask_priorities(reader: Reader) -> Sequence[Numbered]:
    """The priorities in the order of the text."""
    rows = await reader.rows("pages/priorities", lang=reader.language)
    return [
        Numbered(short(reader.iris, row["priority"]), row["number"], Link(text_of(row, "label", reader.language), reader.href(row["priority"])))
        for row in rows
    ]
