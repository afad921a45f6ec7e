"""painopiste sync: asked of a real Virtuoso with real notices, which a stand-in serves as CELLAR does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engines.held import held
from engines.presence import require
from engines.processes import Engine
from engines.standin import Reply, StandIn, standin
from engines.virtuoso import is_installed, virtuoso
from notices import notice
from painopiste.checking import load_files
from painopiste.cli import main
from painopiste.errors import IdentifierError
from painopiste.imports import Shelf
from painopiste.model import ProcedureReference
from painopiste.settings import Settings
from painopiste.store import Store
from painopiste.syncing import Procedure, covered, read_reference
from parliament import answer

Run = Callable[..., Result]
NAMES = ("2010_312", "2013_91", "2018_330A")
FRONTEX, EUROPOL, EVALUATION = "2018/0330A(COD)", "2013/0091(COD)", "2010/0312(NLE)"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engine that CELLAR runs on, with three notices as CELLAR holds them."""
    require(is_installed(), "Virtuoso is not installed: run tests/engines/install.sh as root. SYNC IS NOT TESTED.")
    quads = held(map(notice, NAMES), tmp_path_factory.mktemp("held"))
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), quads) as engine:
        yield engine


@pytest.fixture
def cellar() -> Iterator[StandIn]:
    """The stand-in, which serves each notice with a tag after it has said 303."""
    with standin() as told:
        for name in NAMES:
            told.on(f"/resource/procedure/{name}", Reply(303, headers={"Location": f"{{url}}/rdf/{name}"}))
            told.on(f"/rdf/{name}", Reply(200, notice(name), {"ETag": f'"{name}"', "Content-Type": "application/rdf+xml"}))
        told.on("/api/procedures/2016-0132", Reply(200, answer("2016-0132"), {"ETag": '"ep"'}))
        yield told


@pytest.fixture
def run(endpoint: Engine, cellar: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command with a folder of imports of its own, two quick attempts and no pause."""
    given = {
        "CELLAR_SPARQL": endpoint.url,
        "CELLAR_REST": f"{cellar.url}/resource",
        "EP_API": f"{cellar.url}/api",
        "IMPORTS_DIR": str(tmp_path / "imports"),
    }
    for name, value in {**given, "FETCH_PAUSE": "0", "FETCH_ATTEMPTS": "2", "FETCH_WAIT": "0.01", "FETCH_SECONDS": "20"}.items():
        monkeypatch.setenv(f"PAINOPISTE_{name}", value)
    return lambda *words: CliRunner().invoke(main, ["sync", *words])


def test_notices_are_fetched_and_imported_and_a_second_run_asks_for_none(run: Run, cellar: StandIn, tmp_path: Path) -> None:
    """What CELLAR has not changed since is not fetched."""
    first = run("--procedure", FRONTEX, "--procedure", EUROPOL)
    assert (first.exit_code, first.stdout.splitlines()[-2].partition(";")[0]) == (0, "notices: 2 new")
    assert "application/rdf+xml;notice=tree" in {headers["Accept"] for _, _, headers in cellar.asked}
    asked = len(cellar.asked)
    second = run("--procedure", FRONTEX, "--procedure", EUROPOL)
    assert (second.exit_code, second.stdout.splitlines()[0]) == (0, "procedures: 2 asked for; 0 to fetch, 2 current, 0 older, 0 unknown")
    assert [path.partition("?")[0] for path in cellar.paths()[asked:]] == ["/api/procedures/2018-0330A", "/api/procedures/2013-0091"]
    with Shelf.open(tmp_path / "imports" / "cellar.sqlite") as shelf:
        assert set(shelf.marks()) == {"2018-0330a", "2013-0091"}
        assert any("retrieved" in predicate.value for statements in shelf.statements() for _, predicate, _ in statements)


def test_a_dry_run_fetches_nothing(run: Run, cellar: StandIn, tmp_path: Path) -> None:
    """It tells what would be fetched and since when that is there."""
    result = run("--procedure", FRONTEX, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("fetch 2018_330A, changed 2025-11-13T")
    assert cellar.asked == []
    with Shelf.open(tmp_path / "imports" / "cellar.sqlite") as shelf:
        assert len(shelf) == 0


def test_every_covered_procedure_is_asked_for(run: Run) -> None:
    """In batches: the three that this CELLAR has are found, the others told as unknown, with exit code 1."""
    result = run("--all", "--dry-run")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert [line.split(",")[0] for line in lines if line.startswith("fetch")] == [f"fetch {name}" for name in NAMES]
    assert len([line for line in lines if line.startswith("unknown to CELLAR")]) > 40


def test_only_what_changed_since_is_fetched(run: Run) -> None:
    """By the day on which CELLAR changed its record."""
    result = run("--since", "2099-01-01", "--dry-run")
    assert "0 to fetch, 0 current, 3 older" in result.stdout
    assert "3 to fetch" in run("--since", "1999-01-01", "--dry-run").stdout


@pytest.mark.parametrize(
    ("reply", "reason"), [(Reply(404), "404 Not Found"), (Reply(406), "406 Not Acceptable"), (Reply(202), "nothing to give yet")]
)
def test_what_cannot_be_had_is_told_and_the_rest_imported(run: Run, cellar: StandIn, reply: Reply, reason: str) -> None:
    """Exit code 1, and the reason on standard error."""
    cellar.on("/rdf/2013_91", reply)
    result = run("--procedure", FRONTEX, "--procedure", EUROPOL)
    assert (result.exit_code, "notices: 1 new, 1 refused" in result.stdout) == (1, True)
    assert reason in result.stderr


def test_a_notice_that_is_broken_off_is_fetched_again(run: Run, cellar: StandIn) -> None:
    """By the connection, or without a sign, in the middle of the XML."""
    whole = Reply(200, notice("2010_312"))
    for broken in (Reply(200, notice("2010_312"), cut=True), Reply(200, notice("2010_312")[:5000])):
        cellar.on("/rdf/2010_312", broken, whole)
        assert run("--procedure", EVALUATION).exit_code == 0


def test_of_several_choices_the_one_that_cellar_itself_names_is_taken(run: Run, cellar: StandIn) -> None:
    """The IRI of CELLAR's own is unambiguous."""
    cellar.on("/resource/procedure/2018_330A", Reply(300, b"<ul></ul>"))
    cellar.on("/resource/cellar/77b5b2a8-6fde-11e9-9f05-01aa75ed71a1", Reply(200, notice("2018_330A")))
    assert run("--procedure", FRONTEX).exit_code == 0
    assert cellar.paths()[1] == "/resource/cellar/77b5b2a8-6fde-11e9-9f05-01aa75ed71a1"


@pytest.mark.parametrize("words", [[], ["--all", "--procedure", FRONTEX], ["--since", "yesterday"], ["--procedure", "COM(2021) 206"]])
def test_wrong_use_has_the_code_2(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of anybody."""
    monkeypatch.setenv("PAINOPISTE_IMPORTS_DIR", str(tmp_path))
    assert CliRunner().invoke(main, ["sync", *words]).exit_code == 2


def test_a_cellar_that_is_away_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, with its address."""
    monkeypatch.setenv("PAINOPISTE_CELLAR_SPARQL", "http://127.0.0.1:1/sparql")
    result = run("--procedure", FRONTEX)
    assert (result.exit_code, "http://127.0.0.1:1/sparql: gives no whole answer" in result.stderr) == (2, True)


def test_names_of_procedures_agree_with_the_model(settings: Settings) -> None:
    """In CELLAR, in the Parliament's data, and on the shelf."""
    reference = ProcedureReference.parse(FRONTEX)
    found = read_reference(FRONTEX)
    assert (found.iri, reference.parliament_iri.endswith(f"/{found.process_id}")) == (reference.cellar_iri, True)
    assert read_reference("2018/330A/COD") == Procedure.of_key(found.key) == Procedure.of_iri(found.iri) == found
    assert found in covered(load_files(settings), ["1999-0001"])
    with pytest.raises(IdentifierError):
        read_reference("Frontex")


def test_the_parliament_is_asked_and_its_answer_stands_beside_the_edited_dossier(run: Run, tmp_path: Path) -> None:
    """In a graph of its own, with its source; a second run changes nothing. CELLAR here does not know this procedure, hence the code 1."""
    first = run("--procedure", "2016/0132(COD)", "--export", str(tmp_path / "ep.nq"))
    assert (first.exit_code, first.stdout.splitlines()[-1]) == (1, "the Parliament's answers: 1 new, 0 unchanged, 0 unknown to it, 0 refused")
    found = Store.of(tmp_path / "ep.nq")
    assert found.graphs() == ["https://w3id.org/painopiste/graph/imported/ep"]
    (row,) = found.rows("SELECT ?of { ?it a <https://w3id.org/painopiste/def#Counterpart> ; <https://w3id.org/painopiste/def#counterpartOf> ?of }")
    assert row["of"].value == "https://w3id.org/painopiste/id/dossier/eurodac-2024"
    assert "0 new, 1 unchanged" in run("--procedure", "2016/0132(COD)").stdout


@pytest.mark.parametrize(("reply", "line"), [(Reply(204), "1 unknown to it"), (Reply(404), "1 unknown to it"), (Reply(200, b"{"), "1 refused")])
def test_what_the_parliament_does_not_have_is_told(run: Run, cellar: StandIn, reply: Reply, line: str) -> None:
    """It has no data on old procedures, so that is no error; half an answer is one."""
    cellar.on("/api/procedures/2013-0091", reply)
    result = run("--procedure", EUROPOL)
    assert (result.exit_code, line in result.stdout) == (1 if "refused" in line else 0, True)
