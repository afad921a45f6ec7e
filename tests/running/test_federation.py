"""The documented federated queries, each between two endpoints of this machine: ours, and one with what the other side would hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from engines.held import held
from engines.oxigraph import oxigraph
from engines.processes import Engine
from notices import notice
from painopiste.app import create_app
from painopiste.settings import Settings
from painopiste.store import LocalBackend, Served, Store
from running.service import Running

FOLDER = Path(__file__).parents[2] / "queries/federation"
CELLAR, WIKIDATA, OURS = "https://publications.europa.eu/webapi/rdf/sparql", "https://query.wikidata.org/sparql", "http://127.0.0.1:8000/sparql"
TUNISIA = """<http://e/tunisia> <http://www.wikidata.org/prop/direct/P298> "TUN" <http://e/g> .
<http://e/tunisia> <http://www.wikidata.org/prop/direct/P1082> "1"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://e/g> .
"""
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with two notices as CELLAR holds them, and a country as Wikidata tells of one."""
    folder = tmp_path_factory.mktemp("other")
    quads = held([notice("2018_330A"), notice("2013_91")], folder)
    with quads.open("a") as file:
        file.write(TUNISIA)
    with oxigraph(tmp_path_factory.mktemp("engine"), quads, "--union-default-graph") as engine:
        yield engine


@pytest.fixture(scope="module")
def ours(settings: Settings, store: Store, other: Engine) -> Iterator[TestClient]:
    """Our endpoint, whose operator lists the other."""
    listed = settings.model_copy(update={"service_endpoints": other.url, "service_networks": "127.0.0.0/8"})
    with TestClient(create_app(listed, LocalBackend(store), Served("x", 0))) as client:
        yield client


def query(name: str, there: str, here: str) -> str:
    """A documented query that asks a local endpoint in place of the real one."""
    text = (FOLDER / f"{name}.sparql").read_text(encoding="utf-8")
    assert f"SERVICE <{there}>" in text
    return text.replace(there, here)


def rows_of(response: httpx2.Response) -> Rows:
    """The rows of an answer."""
    assert response.status_code == 200, response.text
    return [{name: value["value"] for name, value in row.items()} for row in response.json()["results"]["bindings"]]


def test_ours_asks_cellar_for_the_events_of_a_dossier(ours: TestClient, other: Engine) -> None:
    """Those that the real notice of the Frontex regulation tells: the last is its signature."""
    rows = rows_of(ours.get("/sparql", params={"query": query("ours-asks-cellar", CELLAR, other.url)}))
    assert len(rows) > 5
    assert {row["procedure"] for row in rows} == {"http://publications.europa.eu/resource/procedure/2018_330A"}
    assert (rows[-1]["day"], rows[-1]["kind"].rpartition("/")[2]) == ("2019-11-13", "SIGN_byEP_CONSIL")


def test_ours_asks_wikidata_for_partner_countries(ours: TestClient, other: Engine) -> None:
    """Joined by the code of the country; in form only, since the other side is made up here."""
    rows = rows_of(ours.get("/sparql", params={"query": query("ours-asks-wikidata", WIKIDATA, other.url)}))
    assert [(row["code"], row["population"]) for row in rows] == [("TUN", "1")]


def test_cellar_asks_ours_which_procedures_serve_a_priority(service: Running, other: Engine) -> None:
    """By an engine that follows SERVICE itself, to the running service; the procedure of Europol, which serves no priority, is left out."""
    text = query("cellar-asks-ours", OURS, f"{service.url}/sparql")
    response = httpx2.post(other.url, data={"query": text}, headers={"Accept": "application/sparql-results+json"}, timeout=20)
    rows = rows_of(response)
    assert {row["procedure"].rpartition("/")[2] for row in rows} == {"2018_330A"}
    assert all(row["priority"].startswith("https://w3id.org/painopiste/id/priority/") for row in rows)


@pytest.mark.parametrize("name", ["ours-asks-cellar", "ours-asks-wikidata"])
def test_without_a_list_nobody_is_asked(client: TestClient, name: str) -> None:
    """SERVICE is off by default."""
    assert client.get("/sparql", params={"query": (FOLDER / f"{name}.sparql").read_text()}).status_code == 403


def test_every_documented_query_is_tested() -> None:
    """None lies there untried."""
    assert {path.stem for path in FOLDER.iterdir()} == {"ours-asks-cellar", "ours-asks-wikidata", "cellar-asks-ours"}
