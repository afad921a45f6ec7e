"""Parameters of a query string or a form: percent-encoded UTF-8, or refused."""

from __future__ import annotations

from binascii import a2b_qp

from painopiste.errors import RequestError

Pairs = list[tuple[str, str]]
Values = dict[str, list[str]]
MOST = 1000
"""How many parameters a request may have."""


def pairs_of(raw: str | bytes) -> Pairs:
    """Names and values in their order; RequestError if they are not percent-encoded UTF-8.

    >>> pairs_of("query=ASK+%7B%7D&timeout=5")
    [('query', 'ASK {}'), ('timeout', '5')]
    """
    fields = (raw if isinstance(raw, bytes) else raw.encode()).split(b"&", MOST)
    if len(fields) > MOST:
        raise RequestError(f"The request has more than {MOST} parameters.")
    try:
        return [(decoded(name), decoded(value)) for name, _, value in (field.partition(b"=") for field in fields if field)]
    except ValueError as error:
        raise RequestError("The parameters must be percent-encoded UTF-8, as in query=ASK%20%7B%7D.") from error


def values_of(pairs: Pairs) -> Values:
    """The values of each parameter, in their order.

    >>> values_of([("graph", "a"), ("format", "csv"), ("graph", "b")])
    {'graph': ['a', 'b'], 'format': ['csv']}
    """
    values: Values = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def decoded(data: bytes) -> str:
    """What percent-encoded bytes stand for; ValueError for a broken escape, or if it is not UTF-8.

    It is done as quoted-printable with another sign, which the standard library decodes ten times as fast. There a line end behind the
    sign would vanish, so that there must be none; and a broken escape stays, whole or in part, by which the length tells of it.
    """
    if data.isalpha():
        return data.decode("ascii")
    if b"\n" in data or b"\r" in data:
        data = data.replace(b"\n", b"%0A").replace(b"\r", b"%0D")
    found = a2b_qp(data.replace(b"=", b"%3D").replace(b"%", b"=").replace(b"+", b" "))
    if len(found) != len(data) - 2 * data.count(b"%"):
        raise ValueError(data)
    return found.decode("utf-8")
