"""The commands: what they print and the code they exit with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from painopiste.cli import main
from painopiste.settings import Settings

BROKEN = "<https://w3id.org/painopiste/id/dossier/x> a <https://w3id.org/painopiste/def#Dossier> ."
Run = Callable[..., Result]


@pytest.fixture
def run(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over that build."""
    monkeypatch.setenv("PAINOPISTE_BUILD_DIR", str(built.build_dir))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file whose one dossier lacks everything."""
    path = tmp_path / "broken.ttl"
    path.write_text(BROKEN)
    return path


def test_validate_without_files_checks_the_shipped_graph(run: Run) -> None:
    """It conforms, and the last line says so."""
    result = run("validate")
    assert (result.exit_code, result.output.splitlines()[-1].split(":")[0]) == (0, "Conforms")


def test_validate_tells_violations_and_exits_with_1(run: Run, broken: Path) -> None:
    """File, subject and shape stand on the line."""
    result = run("validate", broken)
    assert result.exit_code == 1
    assert f"{broken}: <https://w3id.org/painopiste/id/dossier/x> breaks <https://w3id.org/painopiste/shape#Dossier" in result.output


def test_validate_reports_as_json(run: Run, broken: Path) -> None:
    """For programs."""
    report = json.loads(run("validate", broken, "--format", "json").output)
    assert report["conforms"] is False
    assert {result["file"] for result in report["results"]} == {str(broken)}


def test_validate_reports_as_turtle_and_html_files(run: Run, broken: Path, tmp_path: Path) -> None:
    """--report chooses by the ending of the name."""
    run("validate", broken, "--report", tmp_path / "r.ttl")
    run("validate", broken, "--report", tmp_path / "r.html")
    assert "sh:ValidationReport" in (tmp_path / "r.ttl").read_text()
    assert "Does not conform" in (tmp_path / "r.html").read_text()


def test_validate_with_shapes_of_ones_own(run: Run, tmp_path: Path) -> None:
    """Any data, any shapes."""
    (tmp_path / "data.nt").write_text("<http://e/a> <http://e/p> <http://e/b> .")
    node = "<http://e/s> a sh:NodeShape ; sh:targetNode <http://e/a> ; sh:property <http://e/s-q> ."
    shape = f"{node} <http://e/s-q> sh:path <http://e/q> ; sh:minCount 1 ."
    (tmp_path / "shapes.ttl").write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . " + shape)
    result = run("validate", tmp_path / "data.nt", "--shapes", tmp_path / "shapes.ttl")
    assert result.exit_code == 1
    assert "<http://e/s-q>" in result.output


def test_validate_checks_what_was_changed(run: Run, built: Settings) -> None:
    """One file of the checkout with all that its things touch."""
    result = run("validate", "--changed", built.root / "data" / "dossiers" / "ai-act.ttl")
    assert (result.exit_code, result.output.splitlines()[-1].split(":")[0]) == (0, "Conforms")


@pytest.mark.parametrize("words", [(), ("broken.ttl",), ("broken.ttl", "--shapes", "broken.ttl")])
def test_a_change_is_told_by_files_of_the_checkout(run: Run, broken: Path, words: tuple[str, ...]) -> None:
    """None, a strange one, or one with other shapes is refused in a sentence."""
    result = run("validate", "--changed", *(broken if word == "broken.ttl" else word for word in words))
    assert result.exit_code == 2
    assert "--changed" in result.output


def test_a_second_record_for_a_celex_is_refused_naming_both(run: Run, tmp_path: Path) -> None:
    """The files are told as well as the two subjects."""
    act = '<https://w3id.org/painopiste/id/act/{0}> <http://data.europa.eu/eli/ontology#id_local> "32024R1689" .'
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text(act.format(name))
    result = run("validate", tmp_path / "a.ttl", tmp_path / "b.ttl")
    line = next(line for line in result.output.splitlines() if "LegalAct-celex-claimed-once" in line)
    assert result.exit_code == 1
    assert all(text in line for text in ("a.ttl", "/id/act/a>", "/id/act/b)"))


def test_malformed_data_exits_with_2_and_names_the_line(run: Run, tmp_path: Path) -> None:
    """Wrong use, not a violation."""
    (tmp_path / "bad.ttl").write_text("<http://e/a> <http://e/b> .")
    result = run("validate", tmp_path / "bad.ttl")
    assert result.exit_code == 2
    assert "bad.ttl, line 1" in result.output


def test_a_wrong_setting_stops_the_start_and_names_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read."""
    monkeypatch.setenv("PAINOPISTE_PORT", "many")
    result = run("query", "dossiers/timeline")
    assert result.exit_code == 2
    assert "PAINOPISTE_PORT" in result.output


def test_a_query_answers_as_csv(run: Run) -> None:
    """The head of the table is that of the projection."""
    result = run("query", "dossiers/timeline", "--param", "dossier=id/dossier/ai-act")
    assert result.exit_code == 0
    assert "2024-06-13" in result.output


def test_a_missing_parameter_is_named(run: Run) -> None:
    """With an example."""
    result = run("query", "dossiers/timeline")
    assert result.exit_code == 2
    assert "needs dossier" in result.output


def test_queries_are_listed(run: Run) -> None:
    """A line each."""
    assert "dossiers/timeline: " in run("query", "--list").output


def test_export_into_a_folder_writes_every_file(run: Run, tmp_path: Path) -> None:
    """With the digests by which each can be checked."""
    result = run("export", tmp_path / "release")
    lines = (tmp_path / "release" / "SHA256SUMS").read_text().splitlines()
    assert result.output == f"{len(lines) + 1} files in {tmp_path / 'release'}\n"
    assert {"painopiste.jsonld", "context.jsonld", "tables/dossiers.parquet"} <= {line.split("  ")[1] for line in lines}


@pytest.mark.parametrize(("form", "start"), [("nquads", b"<"), ("turtle", b"@prefix"), ("jsonld", b'{"@context"')])
def test_export_writes_the_whole_graph(run: Run, tmp_path: Path, form: str, start: bytes) -> None:
    """In the serialisation asked for."""
    path = tmp_path / "graph"
    assert run("export", "--format", form, "--output", path).exit_code == 0
    content = path.read_bytes()
    assert content.startswith(start)
    assert b"52021PC0206" in content
