"""HTML for people: a page for everything in the graph, whole without JavaScript."""

from painopiste.pages.context import PageContext
from painopiste.pages.language import preferred_language
from painopiste.pages.problem import problem_page
from painopiste.pages.routes import page_routes

__all__ = ["PageContext", "page_routes", "preferred_language", "problem_page"]
