"""Requests of others go only to where they may, whatever a name leads to."""

from __future__ import annotations

import asyncio
import ssl
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx2
import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.scripted import sending
from painopiste.errors import ForbiddenQueryError
from painopiste.remote import addresses
from painopiste.remote.addresses import GuardedTransport, is_public, networks

# IANA IPv4 and IPv6 Special-Purpose Address Registries: what is not globally reachable, and multicast
NOT_PUBLIC_4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
]  # fmt: skip
NOT_PUBLIC_6 = ["::/127", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "64:ff9b:1::/48"]
WRAPPERS = {
    "mapped": lambda inner: IPv6Address(int(IPv6Address("::ffff:0:0")) | int(inner)),
    "compatible": lambda inner: IPv6Address(int(inner)),
    "nat64": lambda inner: IPv6Address(int(IPv6Address("64:ff9b::")) | int(inner)),
    "6to4": lambda inner: IPv6Address(int(IPv6Address("2002::")) | int(inner) << 80 | 1),
}
LISTING = GuardedTransport(networks(["10.1.0.0/16", "::1"]))
private_4 = st.sampled_from(NOT_PUBLIC_4).flatmap(lambda text: st.ip_addresses(v=4, network=ip_network(text)))
private_6 = st.sampled_from(NOT_PUBLIC_6).flatmap(lambda text: st.ip_addresses(v=6, network=IPv6Network(text)))


@settings(deadline=None)
@given(private_4)
def test_no_address_of_a_special_network_is_public(address: IPv4Address) -> None:
    """Private, loopback, link-local, shared, documentation, multicast, reserved."""
    assert not is_public(address)


@settings(deadline=None)
@given(private_6)
def test_no_ipv6_address_of_a_special_network_is_public(address: IPv6Address) -> None:
    """Neither are the unspecified and the loopback address."""
    assert not is_public(address)


@settings(deadline=None)
@given(private_4, st.sampled_from(sorted(WRAPPERS)))
def test_no_private_address_is_public_in_an_ipv6_coat(address: IPv4Address, wrapper: str) -> None:
    """Mapped, compatible, translated, tunnelled."""
    assert not is_public(WRAPPERS[wrapper](address))


@pytest.mark.parametrize(
    "text", ["193.0.6.139", "8.8.8.8", "2001:67c:2e8::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_an_address_of_the_internet_is_public(text: str) -> None:
    """Also in an IPv6 coat."""
    assert is_public(ip_address(text))


@settings(deadline=None)
@given(st.ip_addresses())
def test_a_listed_network_is_allowed_and_no_other(address: IPv4Address | IPv6Address) -> None:
    """Beside what is public."""
    listed = address in ip_network("10.1.0.0/16") or address == ip_address("::1")
    assert LISTING.allows(address) is (listed or is_public(address))


def leading(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names lead to these addresses, one answer after the other; the list tells which names were looked up."""
    asked: list[str] = []

    async def addresses_of(host: str, _: int) -> list[addresses.Address]:
        asked.append(host)
        return [ip_address(text) for text in answers[min(len(asked), len(answers)) - 1]]

    monkeypatch.setattr(addresses, "addresses_of", addresses_of)
    return asked


async def sent(url: str, *listed: str, tls: ssl.SSLContext | None = None) -> httpx2.Response:
    """A request through a guarded transport."""
    async with httpx2.AsyncClient(transport=GuardedTransport(networks(listed), tls), trust_env=False) as client:
        return await client.get(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "0", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_under_each_of_its_names(host: str) -> None:
    """Before anything is sent."""

    async def asked() -> list[bytes]:
        async with sending(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as (url, heard):
            with pytest.raises((ForbiddenQueryError, httpx2.ConnectError)):
                await sent(url.replace("127.0.0.1", host))
            return heard.requests

    assert asyncio.run(asked()) == []


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once, and stays in the request."""
    looked_up = leading(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])

    async def asked() -> bytes:
        async with sending(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as (url, heard):
            assert (await sent(url.replace("127.0.0.1", "endpoint.example"), "127.0.0.0/8")).status_code == 200
            return heard.requests[0].lower()

    assert b"host: endpoint.example:" in asyncio.run(asked())
    assert looked_up == ["endpoint.example"]


@pytest.mark.parametrize(
    ("certified", "is_trusted", "works"), [("endpoint.example", True, True), ("other.example", True, False), ("endpoint.example", False, False)]
)
def test_a_certificate_must_be_for_the_name_and_trusted(monkeypatch: pytest.MonkeyPatch, certified: str, is_trusted: bool, works: bool) -> None:
    """Though the connection goes to an address."""
    leading(monkeypatch, ["127.0.0.1"])
    authority, server, client = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert(certified).configure_cert(server)
    if is_trusted:
        authority.configure_trust(client)

    async def asked() -> int:
        async with sending(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", tls=server) as (url, _):
            return (await sent(url.replace("127.0.0.1", "endpoint.example"), "127.0.0.0/8", tls=client)).status_code

    if works:
        assert asyncio.run(asked()) == 200
    else:
        with pytest.raises(httpx2.ConnectError, match="certificate verify failed"):
            asyncio.run(asked())


@pytest.mark.allow_hosts(["127.0.0.1", "::1"])
def test_the_next_address_is_tried_when_one_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a browser does."""
    leading(monkeypatch, ["::1", "127.0.0.1"])

    async def asked() -> int:
        async with sending(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as (url, _):
            return (await sent(url.replace("127.0.0.1", "endpoint.example"), "127.0.0.0/8", "::1")).status_code

    assert asyncio.run(asked()) == 200


@pytest.mark.parametrize("answer", [["10.0.0.1"], ["193.0.6.139", "127.0.0.1"], ["fe80::1"], ["169.254.169.254"]])
def test_one_address_that_may_not_be_asked_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch, answer: list[str]) -> None:
    """A name with a public and a private address is not asked at either."""
    leading(monkeypatch, answer)
    with pytest.raises(ForbiddenQueryError, match=r"endpoint\.example is at an address"):
        asyncio.run(sent("http://endpoint.example/sparql"))


def test_a_name_that_leads_nowhere_is_an_error() -> None:
    """The reserved name never has an address (RFC 6761)."""
    with pytest.raises(httpx2.ConnectError):
        asyncio.run(sent("http://nothing.invalid/sparql"))
