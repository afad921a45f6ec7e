"""Any SPARQL 1.1 endpoint as the store behind the service, and the asking of other endpoints on behalf of a query. Speaks HTTP, knows no pages."""

from painopiste.remote.backend import RemoteBackend
from painopiste.remote.bindings import bound
from painopiste.remote.endpoint import Endpoint
from painopiste.remote.federation import Federation, Policy

__all__ = ["Endpoint", "Federation", "Policy", "RemoteBackend", "bound"]
