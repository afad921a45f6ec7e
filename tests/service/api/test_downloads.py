"""The files of the release over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from painopiste.api.downloads import Downloads
from painopiste.errors import RequestError

CONTENT = b'{"@context": {}}'


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """A folder with a context and a table, and a file beside it that is nobody's business."""
    folder = tmp_path / "download"
    (folder / "tables").mkdir(parents=True)
    (folder / "context.jsonld").write_bytes(CONTENT)
    (folder / "tables" / "acts.csv").write_bytes(b"iri\r\n")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    downloads = Downloads(lambda: folder)
    return TestClient(Starlette(routes=[Route("/download/{path:path}", downloads.file), Route("/context.jsonld", downloads.context)]))


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/context.jsonld", "application/ld+json"),
        ("/download/context.jsonld", "application/ld+json"),
        ("/download/tables/acts.csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_file_is_sent_with_its_media_type(client: TestClient, path: str, media_type: str) -> None:
    """Also its part, for those who go on with a broken download."""
    response = client.get(path, headers={"Range": "bytes=0-1"})
    assert (response.status_code, response.headers["content-type"]) == (206, media_type)


@pytest.mark.parametrize(
    "path", ["/download/nothing.nq", "/download/tables", "/download/%2e%2e/secret.txt", "/download//etc/hostname", "/download/a%00"]
)
def test_anything_else_is_not_found(client: TestClient, path: str) -> None:
    """Folders, files outside, names that no file can have."""
    with pytest.raises(RequestError, match="no file") as caught:
        client.get(path)
    assert caught.value.status == 404
