"""The diagram: whatever is linked, every box has a place of its own and every line leads from box to box."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from painopiste.pages.diagram import Box, drawn

NAMES = "abcdefghij"
LINKS = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=25)


def labels(links: set[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """A label of some length for each end of a link."""
    return {name: (name * (1 + NAMES.index(name)), f"/{name}") for pair in links for name in pair}


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share a pixel."""
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@given(LINKS)
@settings(deadline=None, max_examples=50)
def test_every_box_has_a_place_of_its_own_on_the_canvas(links: set[tuple[str, str]]) -> None:
    """Cycles and parts that hang together with nothing else included."""
    diagram = drawn(labels(links), dict.fromkeys(sorted(links), "links to"))
    assert {box.name for box in diagram.boxes} == {name for pair in links for name in pair}
    assert not [pair for pair in combinations(diagram.boxes, 2) if overlap(*pair)]
    assert all(box.x >= 0 and box.y >= 0 and box.x + box.width <= diagram.width and box.y + box.height <= diagram.height for box in diagram.boxes)


@given(LINKS)
@settings(deadline=None, max_examples=25)
def test_every_link_is_a_line(links: set[tuple[str, str]]) -> None:
    """With what it means, and two corners at least."""
    titles = {pair: f"{pair[0]} to {pair[1]}" for pair in sorted(links)}
    diagram = drawn(labels(links), titles)
    assert sorted(line.title for line in diagram.lines) == sorted(titles.values())
    assert all(len(line.points.split()) >= 2 for line in diagram.lines)


@given(LINKS)
@settings(deadline=None, max_examples=25)
def test_the_same_is_drawn_alike_each_time(links: set[tuple[str, str]]) -> None:
    """Whatever lies where in memory."""
    assert drawn(labels(links), dict.fromkeys(sorted(links), "")) == drawn(labels(links), dict.fromkeys(sorted(links), ""))


def test_nothing_is_drawn_of_nothing() -> None:
    """An ontology without links has an empty diagram."""
    assert drawn({}, {}).boxes == ()
