"""Files that are loaded in parts hold what they hold as a whole, and a fault is told with its place in the file."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from painopiste.errors import RdfError
from painopiste.graph import parse
from painopiste.store import loading
from painopiste.store.loading import load

NODES = st.sampled_from(["<http://e/a>", "<http://e/b>", "_:a", "_:b"])
TERMS = NODES | st.sampled_from(['"_: no node"', '"\\n"@en', '<<( _:a <http://e/p> "x" )>>'])
GRAPHS = st.sampled_from(["", " <http://e/g>", " _:a", " _:g"])
LINES = st.builds(lambda node, term, graph: f"{node} <http://e/p> {term}{graph} .", NODES, TERMS, GRAPHS) | st.sampled_from(["", "# _:a", "  "])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
FAULT = "<http://e/a> <http://e/b> .\n"


def canonical(quads: list[ox.Quad]) -> set[str]:
    """Quads by what they say, whatever their blank nodes are called."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def found(paths: list[Path]) -> list[ox.Quad]:
    """The quads of files by way of an engine on disk, beside which nothing is left."""
    room = Path(mkdtemp(dir=paths[0].parent))
    engine = ox.Store(str(room / "store"))
    load(engine, paths, room)
    assert [path.name for path in room.iterdir()] == ["store"]
    return list(engine)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a line or two."""
    monkeypatch.setattr(loading, "PART", 50)


@pytest.mark.usefixtures("small_parts")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(LINES, ENDS), max_size=12), st.sampled_from(["", FAULT[:-2] + "_:a ."]))
def test_parts_hold_what_the_file_holds(tmp_path: Path, lines: list[tuple[str, str]], last: str) -> None:
    """Also if its last line has no end: a blank node is one wherever its name stands."""
    path = tmp_path / "a.nq"
    path.write_text("".join(line + end for line, end in lines) + last, newline="")
    assert canonical(found([path])) == canonical(list(parse(path)))


@pytest.mark.usefixtures("small_parts")
def test_a_blank_node_is_one_in_all_parts_of_a_file_and_another_in_the_next(tmp_path: Path) -> None:
    """Whatever the files are."""
    paths = [tmp_path / "a.nt", tmp_path / "b.nq", tmp_path / "c.ttl"]
    for path in paths:
        path.write_text("".join(f"_:x <http://e/p> <http://e/{number}> .\n<http://e/a> <http://e/p> <http://e/{number}> .\n" for number in range(9)))
    quads = found(paths)
    assert len(quads) == 9 + 3 * 9
    assert sorted(len([quad for quad in quads if quad.subject == subject]) for subject in {quad.subject for quad in quads}) == [9, 9, 9, 9]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("fault", [FAULT, "_:x _:y _:z .\n"])
def test_a_fault_is_told_with_its_line_in_the_file(tmp_path: Path, fault: str) -> None:
    """Whichever part it is in."""
    path, good = tmp_path / "a.nt", "_:x <http://e/p> <http://e/o> .\n<http://e/a> <http://e/p> <http://e/o> .\n"
    path.write_text(9 * good + fault + 9 * good)
    with pytest.raises(RdfError) as caught:
        found([path])
    assert (caught.value.path, caught.value.line) == (path, 19)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(RdfError, match=r"no\.nq: cannot be read"):
        found([tmp_path / "no.nq"])
