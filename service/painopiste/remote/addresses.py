"""Connections only to where an operator allows them: addresses are looked up once, checked, and connected to as they were checked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from ssl import SSLContext

import httpx2

from painopiste.errors import ForbiddenQueryError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
NAT64 = IPv6Network("64:ff9b::/96")
CONNECTIONS = 8
PORTS = {"http": 80, "https": 443}


def is_public(address: Address) -> bool:
    """Whether an address is one of the public Internet; an IPv6 address that leads to an IPv4 address is only as public as that.

    >>> [is_public(ip_address(text)) for text in ("193.0.6.139", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    inner = list(embedded(address))
    if inner and is_wrapper(address):
        return all(is_unicast(each) for each in inner)
    return is_unicast(address) and all(is_unicast(each) for each in inner)


def is_unicast(address: Address) -> bool:
    """Whether an address by itself is a public one of a single host."""
    is_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_local)


def is_wrapper(address: Address) -> bool:
    """Whether only the address inside says where it leads."""
    return isinstance(address, IPv6Address) and (address.ipv4_mapped is not None or address in NAT64)


def embedded(address: Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses inside an IPv6 address: mapped (RFC 4291), 6to4 (RFC 3056), Teredo (RFC 4380), NAT64 (RFC 6052)."""
    if isinstance(address, IPv4Address):
        return
    yield from (inner for inner in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if inner is not None)
    if address in NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Networks by their texts, as in 10.1.0.0/16; a single address is a network of one."""
    return tuple(ip_network(text) for text in texts)


class GuardedTransport(httpx2.AsyncBaseTransport):
    """Sends requests only to public addresses and to those of networks that are listed.

    A name is looked up once for a request, and the connection goes to the address that was checked, so that a second look-up with
    another answer is no way in. The name stays in the Host header and is what a certificate must be for. No connection is kept, since
    one to an address is not one to a name. `tls` says which certificates are trusted; by default those that the system trusts.
    """

    def __init__(self, listed: tuple[Network, ...] = (), tls: SSLContext | None = None) -> None:
        self._listed = listed
        limits = httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=0)
        self._inner = httpx2.AsyncHTTPTransport(verify=tls or True, trust_env=False, limits=limits)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request to the first address of its host that answers; ForbiddenQueryError if any of them is not allowed."""
        addresses = await self.checked(request.url.host, request.url.port or PORTS[request.url.scheme])
        for address in addresses[:-1]:
            try:
                return await self._inner.handle_async_request(pinned(request, address))
            except httpx2.ConnectError:
                continue
        return await self._inner.handle_async_request(pinned(request, addresses[-1]))

    async def checked(self, host: str, port: int) -> list[Address]:
        """The addresses of a host, all of which may be connected to."""
        addresses = await addresses_of(host, port)
        if not all(self.allows(address) for address in addresses):
            raise ForbiddenQueryError(f"{host} is at an address that may not be asked from here. Its operator can list the network.")
        return addresses

    def allows(self, address: Address) -> bool:
        """Whether an address may be connected to."""
        return is_public(address) or any(address in network for network in self._listed)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._inner.aclose()


async def addresses_of(host: str, port: int) -> list[Address]:
    """The addresses of a host, in the order that the system would try them; ConnectError if it has none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpx2.ConnectError(f"{host} has no address") from error
    return [ip_address(str(place[0])) for *_, place in found]


def pinned(request: httpx2.Request, address: Address) -> httpx2.Request:
    """The same request to an address, for the host that it was for."""
    url = request.url.copy_with(host=str(address))
    extensions = {**request.extensions, "sni_hostname": request.url.host}
    return httpx2.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
