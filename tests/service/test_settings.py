"""What an operator sets is checked at the start."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from painopiste.remote import Endpoint, Policy
from painopiste.settings import Settings


def test_without_an_endpoint_the_built_graph_is_served() -> None:
    """A fresh clone needs no setting."""
    assert Settings().endpoint is None


def test_an_endpoint_is_set_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment, with graphs, parameters and a secret that is not shown."""
    monkeypatch.setenv("PAINOPISTE_STORE", "http://127.0.0.1:8890/sparql")
    monkeypatch.setenv("PAINOPISTE_STORE_GRAPHS", "http://e/g1  http://e/g2")
    monkeypatch.setenv("PAINOPISTE_STORE_UNION", "http://e/all")
    monkeypatch.setenv("PAINOPISTE_STORE_PARAMETERS", "timeout={milliseconds}&a=b%20c")
    monkeypatch.setenv("PAINOPISTE_STORE_AUTHORIZATION", "Basic eA==")
    settings = Settings()
    parameters, headers = {"timeout": "{milliseconds}", "a": "b c"}, {"Authorization": "Basic eA=="}
    assert settings.endpoint == Endpoint("http://127.0.0.1:8890/sparql", ("http://e/g1", "http://e/g2"), parameters, headers, "http://e/all")
    assert "eA==" not in repr(settings)


def test_service_is_off_until_endpoints_are_listed() -> None:
    """Networks beside them are for endpoints that are not public."""
    assert Settings().policy is None
    listed = Settings(service_endpoints="https://example.org/sparql  http://127.0.0.1:7878/query", service_networks="127.0.0.0/8")
    assert listed.policy == Policy(("https://example.org/sparql", "http://127.0.0.1:7878/query"), ("127.0.0.0/8",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("store", "localhost:8890"),
        ("store", "ftp://127.0.0.1/"),
        ("store", "http://"),
        ("store", "http://user:word@127.0.0.1/"),
        ("service_endpoints", "https://example.org/sparql nonsense"),
        ("service_networks", "10.1.0.1/16"),
        ("store_parameters", "{x}"),
        ("store_parameters", "timeout"),
    ],
)
def test_a_wrong_value_names_its_setting(name: str, value: str) -> None:
    """Before anything is served."""
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: value})
