"""What an operator can set, each by an environment variable PAINOPISTE_<NAME>."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from painopiste.remote import Endpoint, Policy

CHECKOUT = Path(__file__).resolve().parents[2]


def base_without_slash(iri: str) -> str:
    """The base IRI itself, if other IRIs can be made by adding "/…" to it."""
    if not iri.startswith(("http://", "https://")) or iri.endswith("/"):
        raise ValueError("an http(s) IRI without a slash at its end")
    return iri


def web_address(url: str) -> str:
    """An address on the web without a slash at its end."""
    parts = urlsplit(url)
    if not (parts.scheme in ("http", "https") and parts.hostname and not parts.username) or url.endswith("/"):
        raise ValueError("an http(s) address without a slash at its end")
    return url


def endpoint_or_nothing(url: str) -> str:
    """The address of a SPARQL endpoint, or nothing."""
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.hostname and not parts.username):
        raise ValueError("the http(s) address of a SPARQL endpoint; what it asks of users belongs into PAINOPISTE_STORE_AUTHORIZATION")
    return url


def endpoints_or_nothing(urls: str) -> str:
    """Addresses of SPARQL endpoints, separated by spaces, or nothing."""
    return " ".join(endpoint_or_nothing(url) for url in urls.split())


def networks(text: str) -> str:
    """Addresses and networks, parted by commas, without blanks.

    >>> networks("127.0.0.1, 10.0.0.0/8")
    '127.0.0.1,10.0.0.0/8'
    """
    try:
        return ",".join(str(ip_network(item.strip())).removesuffix("/32").removesuffix("/128") for item in text.split(",") if item.strip())
    except ValueError as error:
        raise ValueError(f"addresses or networks parted by commas, as in 127.0.0.1,10.0.0.0/8 ({error})") from error


def parameters_or_nothing(text: str) -> str:
    """Parameters as in a query string, in which only {seconds} and {milliseconds} stand in braces."""
    try:
        text.format(seconds=1, milliseconds=1)
        parse_qsl(text, strict_parsing=bool(text))
    except (ValueError, LookupError) as error:
        raise ValueError("parameters as in timeout={milliseconds}, joined by &") from error
    return text


class Settings(BaseSettings):
    """All settings; a wrong value stops the start and names itself."""

    model_config = SettingsConfigDict(env_prefix="PAINOPISTE_", frozen=True, extra="forbid")

    base: Annotated[str, AfterValidator(base_without_slash)] = Field(
        default="https://w3id.org/painopiste", description="Base IRI of every resource of the graph, without a slash at its end."
    )
    root: Path = Field(default=CHECKOUT, description="The folder that holds ontology/, data/, shapes/ and queries/.")
    build_dir: Path = Field(default=CHECKOUT / "build", description="Where a build is written and served from.")
    imports_dir: Path = Field(default=CHECKOUT / "imports", description="Where imported notices are kept; a build takes them in if there are any.")
    notice_bytes: int = Field(default=64 << 20, ge=1 << 16, description="Longest notice that is imported, in bytes.")
    cellar_sparql: Annotated[str, AfterValidator(web_address)] = Field(
        default="https://publications.europa.eu/webapi/rdf/sparql", description="CELLAR's SPARQL endpoint, which sync asks."
    )
    cellar_rest: Annotated[str, AfterValidator(web_address)] = Field(
        default="http://publications.europa.eu/resource", description="What CELLAR's notices are fetched from, before /procedure/2021_106."
    )
    ep_api: Annotated[str, AfterValidator(web_address)] = Field(
        default="https://data.europarl.europa.eu/api/v2", description="The Parliament's open data API, which sync asks."
    )
    contact: str = Field(
        default="https://w3id.org/painopiste",
        description="Whom services elsewhere may turn to about our requests: an address of the web or of mail, told in User-Agent.",
    )
    fetch_seconds: float = Field(default=60.0, gt=0, description="Longest time of one request to a service elsewhere, in seconds.")
    fetch_attempts: int = Field(default=5, ge=1, le=20, description="How often a busy service elsewhere is asked before it is given up.")
    fetch_wait: float = Field(default=300.0, ge=0, description="Longest wait between two attempts, in seconds; one that asks for longer is given up.")
    fetch_pause: float = Field(default=0.7, ge=0, description="Time between two requests to one host, in seconds.")
    as_of: date = Field(
        default=date(2026, 11, 24), description="The day for which the release computes states; an input of the build, never the clock."
    )
    host: str = Field(default="127.0.0.1", description="Address on which the service listens.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port on which the service listens.")
    max_query_bytes: int = Field(default=200_000, ge=100, description="Longest SPARQL query that is accepted, in bytes.")
    query_seconds: float = Field(default=30.0, gt=0, description="Longest time that an answer may take, in seconds; a client may ask for less.")
    query_rows: int = Field(default=1_000_000, ge=1, description="Most rows or triples of one answer.")
    query_bytes: int = Field(default=256_000_000, ge=1000, description="Most bytes of one answer, before compression.")
    query_memory: int = Field(default=1 << 30, ge=1 << 26, description="Most memory that one query may take, in bytes.")
    memory_triples: int = Field(
        default=2_000_000, ge=0, description="Most triples of a graph that is held in memory; a bigger one is served from disk."
    )
    cache_bytes: int = Field(default=32_000_000, ge=0, description="Memory for remembered answers, in bytes; 0 remembers none.")
    cache_seconds: int = Field(default=60, ge=0, description="How long clients and proxies may keep an answer without asking again, in seconds.")
    slow_seconds: float = Field(default=2.0, ge=0, description="From how many seconds on a query is logged with its text.")
    rate_per_minute: int = Field(default=1200, ge=0, description="Requests a minute of one client, other than of this machine; 0 sets no limit.")
    trusted_proxies: Annotated[str, AfterValidator(networks)] = Field(
        default="", description="Addresses or networks, parted by commas, whose X-Forwarded-For is believed; empty believes nobody's."
    )
    store: Annotated[str, AfterValidator(endpoint_or_nothing)] = Field(
        default="",
        description="A SPARQL endpoint that is asked in place of the built graph, as in https://example.org/sparql; empty: the built graph.",
    )
    store_graphs: str = Field(
        default="",
        description="The graphs of that endpoint that are served, IRIs separated by spaces; empty: all, if its default graph is their union.",
    )
    store_union: str = Field(
        default="",
        description="A further graph of that endpoint that holds each triple of those graphs once; needed if one stands in several of them.",
    )
    store_parameters: Annotated[str, AfterValidator(parameters_or_nothing)] = Field(
        default="",
        description="Parameters for that endpoint, with {seconds} or {milliseconds} for the time limit; for Virtuoso timeout={milliseconds}.",
    )
    store_authorization: SecretStr = Field(default=SecretStr(""), description="The Authorization header for that endpoint, as in Basic dXNlcjpwYXNz.")
    service_endpoints: Annotated[str, AfterValidator(endpoints_or_nothing)] = Field(
        default="", description="The endpoints that a query may ask by SERVICE, separated by spaces; empty: SERVICE is refused."
    )
    service_networks: Annotated[str, AfterValidator(networks)] = Field(
        default="",
        description="Networks whose addresses those endpoints may have though they are not public, as in 10.1.0.0/16, parted by commas.",
    )

    @property
    def shelf(self) -> Path:
        """The file with the notices that were imported from CELLAR."""
        return self.imports_dir / "cellar.sqlite"

    @property
    def parliament_shelf(self) -> Path:
        """The file with what the Parliament answered."""
        return self.imports_dir / "parliament.sqlite"

    @property
    def links(self) -> Path:
        """The file with what the last check of links outward showed."""
        return self.imports_dir / "links.nq"

    @property
    def visits(self) -> Path:
        """The file with what a check of links outward that is not whole has shown so far."""
        return self.imports_dir / "links.visits.jsonl"

    @property
    def imported(self) -> list[Path]:
        """Of the files that a build takes in beside the edited graph, those that are there."""
        return [path for path in (self.shelf, self.parliament_shelf, self.links) if path.exists()]

    @property
    def answers(self) -> Path:
        """The folder with the raw answers of services elsewhere."""
        return self.imports_dir / "answers"

    @property
    def policy(self) -> Policy | None:
        """What may be asked by SERVICE, if anything may."""
        if not self.service_endpoints:
            return None
        return Policy(tuple(self.service_endpoints.split()), tuple(self.service_networks.split(",")) if self.service_networks else ())

    @property
    def endpoint(self) -> Endpoint | None:
        """The endpoint that is asked in place of the built graph, if there is one."""
        if not self.store:
            return None
        secret = self.store_authorization.get_secret_value()
        headers = {"Authorization": secret} if secret else {}
        return Endpoint(self.store, tuple(self.store_graphs.split()), dict(parse_qsl(self.store_parameters)), headers, self.store_union)
