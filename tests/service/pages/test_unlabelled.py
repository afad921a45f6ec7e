"""Pages of a graph in which nothing is called by the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from painopiste.app import create_app
from painopiste.settings import Settings
from painopiste.store import LocalBackend, Served, Store

LABEL = re.compile(rb'^\S+ <http://www\.w3\.org/2004/02/skos/core#prefLabel> .*"@sv \S+ \.\n', re.M)


@pytest.fixture(scope="module")
def unlabelled(settings: Settings, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The shipped graph without any Swedish label."""
    whole = store.dump("application/n-quads")
    path = tmp_path_factory.mktemp("unlabelled") / "graph.nq"
    path.write_bytes(LABEL.sub(b"", whole))
    assert len(LABEL.findall(whole)) > 1000
    with TestClient(create_app(settings, LocalBackend(Store.of(path)), Served("unlabelled", 0))) as client:
        yield client


@pytest.mark.parametrize("path", ["/dossier/ai-act", "/commitment/2023-p5-c2", "/dossiers"])
def test_nothing_is_left_out_for_want_of_a_label(client: TestClient, unlabelled: TestClient, path: str) -> None:
    """The same events, remarks, evidence and links stand on the page, by another name."""
    anchors, links = re.compile(r' id="[^"]+"'), re.compile(r'href="(/sv/[^"#?]+)')
    full, poor = client.get(f"/sv{path}"), unlabelled.get(f"/sv{path}")
    assert (full.status_code, poor.status_code) == (200, 200)
    assert set(anchors.findall(full.text)) - set(anchors.findall(poor.text)) == set()
    assert set(links.findall(full.text)) <= set(links.findall(poor.text))
