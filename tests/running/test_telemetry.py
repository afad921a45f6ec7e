"""Traces go to a collector of OpenTelemetry, if the operator names one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from painopiste.api.query_log import fingerprint
from painopiste.settings import Settings
from running.service import running, until

QUERY = "SELECT ?s { VALUES ?s { 1 2 3 } }"


class Collector(ThreadingHTTPServer):
    """Takes what is sent by OTLP over HTTP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.spans: list[Span] = []


class Taking(BaseHTTPRequestHandler):
    """One delivery."""

    server: Collector

    def do_POST(self) -> None:
        """Keep the spans, answer nothing."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v1/traces":
            sent = ExportTraceServiceRequest.FromString(content)
            self.server.spans.extend(span for resource in sent.resource_spans for scope in resource.scope_spans for span in scope.spans)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    """A collector that listens."""
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_span_tells_query_rows_and_outcome(collector: Collector, built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the facts of HTTP, and as a child of the caller's span."""
    for name, value in {"EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}", "BSP_SCHEDULE_DELAY": "100"}.items():
        monkeypatch.setenv(f"OTEL_{name}", value)
    with running(built.build_dir, tmp_path / "log") as service:
        caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        httpx2.get(f"{service.url}/sparql", params={"query": QUERY}, headers={"traceparent": caller})
        until(lambda: any(span.parent_span_id.hex() == "b7ad6b7169203331" for span in collector.spans), "the span of the request arrives")
    span = next(span for span in collector.spans if span.parent_span_id.hex() == "b7ad6b7169203331")
    told = {item.key: item.value.string_value or item.value.int_value for item in span.attributes}
    assert told["painopiste.fingerprint"] == fingerprint(QUERY)
    assert (told["painopiste.rows"], told["painopiste.outcome"]) == (3, "answered")
    assert told["http.response.status_code"] == 200
