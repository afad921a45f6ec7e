"""Asking services elsewhere with good manners: paced, tried again as they ask, and every answer kept as it came."""

from painopiste.fetching.answers import Answer, AnswerCache, put
from painopiste.fetching.endpoint import SparqlEndpoint
from painopiste.fetching.fetcher import Fetcher
from painopiste.fetching.manners import Manners, batches

__all__ = ["Answer", "AnswerCache", "Fetcher", "Manners", "SparqlEndpoint", "batches", "put"]
