"""The files of the release, as the build wrote them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse

from painopiste.errors import RequestError

CONTEXT = "context.jsonld"
MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
}


class Downloads:
    """The routes of the files below the folder that is told at the time of each request."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder

    async def file(self, request: Request) -> FileResponse:
        """/download/…: one file."""
        return self._sent(request.path_params["path"])

    async def context(self, _: Request) -> FileResponse:
        """/context.jsonld: the context of our JSON-LD, at an address of its own."""
        return self._sent(CONTEXT)

    async def graph(self, request: Request) -> FileResponse:
        """/data.nq, /data.trig: the whole graph with its named graphs."""
        return self._sent(f"painopiste{request.url.path.removeprefix('/data')}")

    def _sent(self, name: str) -> FileResponse:
        folder = self._folder().resolve()
        path = (folder / name).resolve() if "\0" not in name else folder
        if not path.is_relative_to(folder) or not path.is_file():
            raise RequestError(f"The release has no file “{name}”. /download/SHA256SUMS lists all of them.", 404)
        return FileResponse(path, media_type=MEDIA_TYPES.get(path.suffix, "text/plain"))
