"""Reading RDF tells file and line of a fault, and the file of a subject."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from painopiste.errors import BuildError, RdfError
from painopiste.graph import GraphFiles, Iris, SourcedGraph, read_rdf
from painopiste.settings import Settings

IRIS = Iris("https://w3id.org/painopiste")


def test_malformed_turtle_names_file_line_and_what_was_expected(tmp_path: Path) -> None:
    """The line is the one on which the parser stopped."""
    path = tmp_path / "bad.ttl"
    path.write_text("<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> <http://e/b> ;; ] .\n")
    with pytest.raises(RdfError, match=r"bad\.ttl, line 2: .+"):
        read_rdf(path)


def test_an_ill_typed_literal_is_kept_as_it_is(tmp_path: Path) -> None:
    """rdflib would mend it and so hide it from validation."""
    path = tmp_path / "a.ttl"
    path.write_text('<http://e/a> <http://e/b> "none"^^<http://www.w3.org/2001/XMLSchema#boolean> .')
    assert [str(value) for value in read_rdf(path).objects()] == ["none"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nq", "<http://e/a> <http://e/b> <http://e/c> <http://e/g> ."),
        ("a.trig", "<http://e/g> { <http://e/a> <http://e/b> <http://e/c> }"),
        ("a.nt", "<http://e/a> <http://e/b> <http://e/c> ."),
        ("a.jsonld", '{"@id": "http://e/a", "http://e/b": {"@id": "http://e/c"}}'),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/a"><e:b rdf:resource="http://e/c"/></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_every_serialisation_is_read(tmp_path: Path, name: str, text: str) -> None:
    """The ending of the name tells which; the graphs of a dataset are joined."""
    path = tmp_path / name
    path.write_text(text)
    assert [str(value) for value in read_rdf(path).objects()] == ["http://e/c"]


def test_a_triple_term_is_refused(tmp_path: Path) -> None:
    """SHACL Core knows only RDF 1.1."""
    path = tmp_path / "a.ttl"
    path.write_text("<http://e/a> <http://e/b> <<( <http://e/a> <http://e/b> <http://e/c> )>> .")
    with pytest.raises(RdfError, match="triple terms"):
        read_rdf(path)


@pytest.mark.parametrize("value", ['"x"', '"x"@fi', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "<http://e/x>", "_:x"])
def test_a_value_is_read_as_by_rdflibs_own_parser(tmp_path: Path, value: str) -> None:
    """Plain strings without datatype, languages and datatypes kept, nothing made canonical."""
    path = tmp_path / "a.nt"
    path.write_text(f"<http://e/a> <http://e/b> {value} .\n")
    assert isomorphic(read_rdf(path), Graph().parse(path, format="nt"))


def test_a_second_description_is_refused_naming_both_files(tmp_path: Path) -> None:
    """A second record for the same act, which bears its ELI, would be merged in silence."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text("<http://data.europa.eu/eli/reg/2024/1689/oj> a <http://e/LegalAct> .")
    whole = SourcedGraph.read([tmp_path / "a.ttl", tmp_path / "b.ttl"])
    with pytest.raises(BuildError, match=r"b\.ttl: describes <http://data\.europa\.eu/eli/reg/2024/1689/oj>, which .+a\.ttl"):
        whole.refuse_second_descriptions()


def test_a_subject_knows_its_file(tmp_path: Path) -> None:
    """So that a violation can name the file to mend."""
    path = tmp_path / "a.ttl"
    path.write_text("<http://e/a> <http://e/b> <http://e/c> .")
    assert SourcedGraph.read([path]).file_of("http://e/a") == path


def test_each_folder_of_data_is_a_named_graph(settings: Settings) -> None:
    """The graphs by subject matter come from the layout of the checkout."""
    names = {name for name, _ in GraphFiles(settings.root)}
    assert {"editions", "dossiers", "acts", "partnerships", "organisations", "reference", "ontology", "shapes"} <= names


@given(st.from_regex(r"[a-z]+(/[a-z0-9-]+)+", fullmatch=True))
def test_a_thing_and_its_path_are_inverse(path: str) -> None:
    """The path of an IRI leads back to the IRI."""
    assert IRIS.path(IRIS.thing(path)) == path


def test_an_iri_elsewhere_has_no_path() -> None:
    """Only things of ours have pages by path."""
    assert IRIS.path("http://eurovoc.europa.eu/3030") is None


def test_a_relative_iri_is_made_absolute_and_an_absolute_one_kept() -> None:
    """Parameters may be given short."""
    assert IRIS.absolute("id/dossier/ai-act") == "https://w3id.org/painopiste/id/dossier/ai-act"
    assert IRIS.absolute("http://eurovoc.europa.eu/3030") == "http://eurovoc.europa.eu/3030"
