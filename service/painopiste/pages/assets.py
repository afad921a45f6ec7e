"""The files that pages load, under addresses that change with what is in them."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

FOLDER = files("painopiste.pages").joinpath("static")
BUILT = FOLDER.joinpath("built")
"""Where the build of the front end puts its bundles (service/frontend/build.ts)."""
CODINGS = {"br": ".br", "gzip": ".gz"}
"""How bundles may be sent, the best first, and under which ending the build of the front end has put them."""
FOREVER = "public, max-age=31536000, immutable"


@cache
def built() -> dict[str, str]:
    """The bundles by the names of their entries; none if the front end is not built, and pages do without."""
    manifest = BUILT.joinpath("manifest.json")
    found: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else {}
    return found


@cache
def asset(name: str) -> str:
    """The address of a bundle or of a file that is not built; nothing if there is no such file."""
    if name in built():
        return f"/static/built/{built()[name]}"
    file = FOLDER.joinpath(name)
    return f"/static/{name}?v={sha256(file.read_bytes()).hexdigest()[:12]}" if file.is_file() else ""


def coding_of(path: str, accepted: str) -> str:
    """The first coding in which a file is there and that an Accept-Encoding header takes; empty if there is none."""
    taken = {name.lower() for name, quality in parse_accept_header(accepted, Accept) if quality}
    return next((coding for coding, ending in CODINGS.items() if coding in taken and f"{path}{ending}" in compressed()), "")


@cache
def compressed() -> frozenset[str]:
    """The files that the build of the front end has compressed, by their paths."""
    names = (file.name for file in BUILT.iterdir()) if BUILT.is_dir() else ()
    return frozenset(f"built/{name}" for name in names if name.endswith(tuple(CODINGS.values())))


class Assets(StaticFiles):
    """The static files; what has its version in its address may be kept for ever, and what was compressed when it was built is sent so."""

    def __init__(self) -> None:
        super().__init__(packages=[("painopiste.pages", "static")])

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        """The file with how long it may be kept; each coding of it has an entity tag of its own."""
        coding = coding_of(path, Headers(scope=scope).get("accept-encoding", "")) if path.startswith("built/") else ""
        response = await super().get_response(f"{path}{CODINGS.get(coding, '')}", scope)
        has_version = (path.startswith("built/") and not path.endswith((".json", ".txt"))) or scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = FOREVER if has_version and response.status_code in (200, 304) else "no-cache"
        response.headers.add_vary_header("Accept-Encoding")
        if coding:
            response.headers["Content-Encoding"] = coding
        return response
