"""JSON, RDF and SPARQL over HTTP. Knows nothing of HTML."""

from painopiste.api.draining import Drained
from painopiste.api.front import Front
from painopiste.api.holding import Held
from painopiste.api.metrics import Metrics, State
from painopiste.api.negotiation import choose
from painopiste.api.observing import Observing
from painopiste.api.problems import Problem, headers_of, problem_of, problem_response
from painopiste.api.rate import Rate, RateLimited
from painopiste.api.routes import ApiContext, api_routes

__all__ = [
    "ApiContext",
    "Drained",
    "Front",
    "Held",
    "Metrics",
    "Observing",
    "Problem",
    "Rate",
    "RateLimited",
    "State",
    "api_routes",
    "choose",
    "headers_of",
    "problem_of",
    "problem_response",
]
