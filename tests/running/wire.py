"""HTTP as bytes, for what no client library would send."""

from __future__ import annotations

import socket
from contextlib import suppress

ENDED = b"\r\n0\r\n\r\n"
"""How a body in chunks ends that is whole (RFC 9112 §7.1)."""


def connected(port: int, patience: float = 20.0, source: str = "127.0.0.1") -> socket.socket:
    """A connection to a service."""
    return socket.create_connection(("127.0.0.1", port), timeout=patience, source_address=(source, 0))


def exchanged(port: int, request: bytes, patience: float = 20.0) -> bytes:
    """All that a service answers to some bytes before it closes the connection."""
    with connected(port, patience) as connection:
        connection.sendall(request)
        return rest_of(connection)


def rest_of(connection: socket.socket) -> bytes:
    """What comes until the other side closes the connection."""
    answer = b""
    with suppress(ConnectionResetError):
        while part := connection.recv(1 << 16):
            answer += part
    return answer


def status_of(answer: bytes) -> int:
    """The status of a response."""
    return int(answer.split(b" ", 2)[1])
