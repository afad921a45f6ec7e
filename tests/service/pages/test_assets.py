"""The files that pages load."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient


def addresses(html: str) -> list[str]:
    """What a page loads for itself."""
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', html)


def test_everything_a_page_loads_is_there_and_may_be_kept_for_ever(client: TestClient) -> None:
    """Style, icon and bundles have their version in their addresses."""
    loaded = addresses(client.get("/en/").text)
    assert {address.rpartition(".")[2].partition("?")[0] for address in loaded} == {"css", "js", "svg"}
    for address in loaded:
        response = client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]


def test_what_has_no_version_in_its_address_is_asked_for_again(client: TestClient) -> None:
    """A file whose address stays while its content changes may not be kept unasked."""
    for address in ("/static/style.css", "/static/built/manifest.json"):
        assert client.get(address).headers["cache-control"] == "no-cache", address
    assert client.get("/static/built/nothing.js").status_code == 404


def test_the_licences_of_the_libraries_are_served_with_them(client: TestClient) -> None:
    """Their terms ask for it; the file is made from what is in the bundles."""
    assert "world-atlas" in client.get("/static/built/licences.txt").text


def test_scripts_come_from_this_host_only(client: TestClient) -> None:
    """The policy of every page says so."""
    policy = dict(part.strip().split(" ", 1) for part in client.get("/en/dossier/ai-act").headers["content-security-policy"].split(";"))
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'none'"


def test_bundles_go_out_compressed(client: TestClient) -> None:
    """As the client takes them, each coding with an entity tag of its own; who takes none gets them plain."""
    address = next(one for one in addresses(client.get("/en/workbench").text) if one.endswith(".js"))
    answers = {
        accepted: client.get(address, headers={"Accept-Encoding": accepted})
        for accepted in ("gzip, br", "gzip;q=0.5", "br;q=0, gzip;q=0.0", "identity")
    }
    assert [one.headers.get("content-encoding") for one in answers.values()] == ["br", "gzip", None, None]
    assert len({one.text for one in answers.values()}) == 1
    assert len({one.headers["etag"] for one in answers.values()}) == 3
    for accepted, answer in answers.items():
        assert "Accept-Encoding" in answer.headers["vary"]
        again = client.get(address, headers={"Accept-Encoding": accepted, "If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
        assert "immutable" in again.headers["cache-control"]


def test_any_name_of_a_bundle_is_answered(client: TestClient) -> None:
    """One that no file can have, as well."""
    for name in ("x" * 5000, "%00", "..%2f..%2fassets.py", "%C3%A4.js"):
        assert client.get(f"/static/built/{name}", headers={"Accept-Encoding": "br"}).status_code == 404, name
