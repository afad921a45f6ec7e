"""JSON, RDF and SPARQL over HTTP. Knows nothing of HTML."""

from painopiste.api.negotiation import choose
from painopiste.api.problems import Problem, headers_of, problem_of, problem_response
from painopiste.api.routes import ApiContext, api_routes

__all__ = ["ApiContext", "Problem", "api_routes", "choose", "headers_of", "problem_of", "problem_response"]
