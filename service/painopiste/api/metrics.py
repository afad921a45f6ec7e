"""What the service counts of itself, in the format of Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from painopiste.answers import Answers
from painopiste.store import Served

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Metrics:
    """Counters and histograms of requests, in a registry of their own."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        labels = ("route", "status")
        object.__setattr__(self, "requests", Counter("painopiste_requests", "Requests answered.", labels, registry=self.registry))
        object.__setattr__(
            self, "sent", Counter("painopiste_sent_bytes", "Bytes of bodies sent, before compression.", labels[:1], registry=self.registry)
        )
        seconds = Histogram("painopiste_request_seconds", "Time from request to last byte.", labels[:1], buckets=BUCKETS, registry=self.registry)
        object.__setattr__(self, "seconds", seconds)

    requests: Counter = field(init=False)
    sent: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    _found: dict[tuple[str, int], tuple[Counter, Counter, Histogram]] = field(default_factory=dict, init=False)

    def observe(self, route: str, status: int, seconds: float, size: int) -> None:
        """Count one request."""
        requests, sent, taken = self._counters(route, status)
        requests.inc()
        sent.inc(size)
        taken.observe(seconds)

    def _counters(self, route: str, status: int) -> tuple[Counter, Counter, Histogram]:
        """The counters of one kind of request, kept since finding them by their labels takes longer than counting."""
        if found := self._found.get((route, status)):
            return found
        found = self.requests.labels(route, str(status)), self.sent.labels(route), self.seconds.labels(route)
        self._found[route, status] = found
        return found

    async def page(self, _: Request) -> Response:
        """/metrics."""
        return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE})


class State(Collector):
    """What is true at the moment of asking: data, remembered answers, and whatever the backend tells of itself."""

    def __init__(self, served: Served, answers: Answers, backend: Callable[[], Figures]) -> None:
        self._served = served
        self._answers = answers
        self._backend = backend

    def collect(self) -> Iterator[Metric]:
        """All figures."""
        version = GaugeMetricFamily("painopiste_data_triples", "Triples served, by version of the data.", labels=("version",))
        version.add_metric((self._served.version,), self._served.triples)
        yield version
        yield GaugeMetricFamily("painopiste_data_age_seconds", "How long this data has been served.", self._served.age)
        yield GaugeMetricFamily("painopiste_build_refused", "Whether a newer build is refused.", bool(self._served.refused))
        yield GaugeMetricFamily("painopiste_remembered_bytes", "Bytes of remembered answers.", self._answers.memory.size)
        asked = CounterMetricFamily("painopiste_answers", "Questions by where their answers came from.", labels=("source",))
        for source, count in {"memory": self._answers.hits, "backend": self._answers.misses, "shared": self._answers.shared}.items():
            asked.add_metric((source,), count)
        yield asked
        yield from self._of_backend()

    def _of_backend(self) -> Iterator[Metric]:
        for name, figures in self._backend().items():
            kind = CounterMetricFamily if name == "totals" else GaugeMetricFamily
            family = kind(f"painopiste_queries_{name}", f"Queries of the backend: {name}.", labels=("kind",))
            for label, value in figures.items():
                family.add_metric((label,), value)
            yield family
