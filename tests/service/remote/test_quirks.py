"""What Virtuoso writes differently is mended, however its bytes are cut into parts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from painopiste.remote.quirks import mended

VIRTUOSO = {"server": "Virtuoso/07.20.3229"}
BOOLEAN = b"http://www.w3.org/2001/XMLSchema#boolean"
LINE = b'{ "a": { "datatype": "%s", "value": "1" }, "b": { "type": "bnode", "value": "nodeID://b1" } }' % BOOLEAN
RIGHT = b'{ "a": { "datatype": "%s", "value": "true" }, "b": { "type": "bnode", "value": "b1" } }' % BOOLEAN


def parts_of(body: bytes, cuts: list[int]) -> list[bytes]:
    """A body as non-empty parts."""
    places = sorted({0, len(body), *(cut % (len(body) + 1) for cut in cuts)})
    return [body[start:end] for start, end in pairwise(places)]


def read(parts: list[bytes], headers: dict[str, str]) -> list[bytes]:
    """The mended parts."""

    async def given_parts() -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    async def collected() -> list[bytes]:
        return [part async for part in mended(given_parts(), headers)]

    return asyncio.run(collected())


@given(st.integers(0, 4), st.booleans(), st.lists(st.integers(0, 2000), max_size=12))
def test_however_a_body_is_cut_it_is_mended_whole_and_no_part_is_empty(lines: int, ends_in_a_line: bool, cuts: list[int]) -> None:
    """An empty part would be the end to whoever reads, and the rest of the answer lost."""
    end = b"\n" if ends_in_a_line and lines else b""
    parts = read(parts_of(b"\n".join([LINE] * lines) + end, cuts), VIRTUOSO)
    assert b"".join(parts) == b"\n".join([RIGHT] * lines) + end
    assert all(parts)


def test_the_body_of_another_engine_is_left_as_it_is() -> None:
    """Whatever it holds."""
    assert read([LINE], {"server": "Other"}) == [LINE]
