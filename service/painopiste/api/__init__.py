"""JSON, RDF and SPARQL over HTTP. Knows nothing of HTML."""

from painopiste.api.draining import Drained
from painopiste.api.front import Front
from painopiste.api.holding import Held
from painopiste.api.metrics import Metrics, State
from painopiste.api.negotiation import choose
from painopiste.api.observing import Observing
from painopiste.api.opening import Opened
from painopiste.api.problems import Problem, headers_of, problem_of, problem_response
from painopiste.api.query_log import QueryLog
from painopiste.api.rate import Rate, RateLimited
from painopiste.api.routes import ENDPOINT, ApiContext, api_routes

__all__ = [
    "ENDPOINT",
    "ApiContext",
    "Drained",
    "Front",
    "Held",
    "Metrics",
    "Observing",
    "Opened",
    "Problem",
    "QueryLog",
    "Rate",
    "RateLimited",
    "State",
    "api_routes",
    "choose",
    "headers_of",
    "problem_of",
    "problem_response",
]
