"""An HTTP server of this machine that answers each path with one response after the other, as services of the EU do."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """A response. `cut` sends half of the body and breaks off; `silent` sends nothing until the server ends."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    silent: bool = False


@dataclass
class StandIn:
    """What is sent under each path (the last reply again and again; 404 elsewhere), and what was asked: method, path with query, headers."""

    url: str = ""
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def on(self, path: str, *replies: Reply) -> str:
        """Set the replies of a path; its address."""
        self.replies[path] = list(replies)
        return self.url + path

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for _, path, _ in self.asked]

    def next(self, path: str) -> Reply:
        """The reply whose turn it is."""
        waiting = self.replies.get(path, [Reply(404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@contextmanager
def standin() -> Iterator[StandIn]:
    """A server for as long as the block lasts."""
    told = StandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.asked.append((self.command, self.path, dict(self.headers)))
            reply = told.next(self.path.partition("?")[0])
            if reply.silent:
                told.over.wait(20)
                self.close_connection = True
                return
            tag = reply.headers.get("ETag")
            known = tag is not None and self.headers.get("If-None-Match") == tag
            self.send(Reply(304, headers=reply.headers) if known else reply)

        do_GET = do_HEAD = do_POST = respond  # noqa: N815 -- the names of the library

        def send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value.replace("{url}", told.url))
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body[: len(reply.body) // 2] if reply.cut else reply.body)
            self.close_connection = self.close_connection or reply.cut

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        told.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
