"""Another SPARQL endpoint: where it is, how it is spoken to, and which of its graphs are ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from painopiste.store.asking import Limits


@dataclass(frozen=True)
class Endpoint:
    """An endpoint of the SPARQL 1.1 Protocol.

    `graphs` names the graphs whose union is the default graph and beside which nothing of the engine is seen; none means that the
    engine's own default graph is that union, and that everything in it may be seen. `union` names one more graph that holds the triples
    of all of them once, since engines show a triple as often as it stands in the graphs that they join. `parameters` are sent with every query;
    {seconds} and {milliseconds} in them stand for the time that an answer may take, as in {"timeout": "{milliseconds}"} for Virtuoso.
    """

    url: str
    graphs: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    union: str = ""

    def parameters_for(self, limits: Limits) -> dict[str, str]:
        """The further parameters of one request.

        >>> Endpoint("http://127.0.0.1/sparql", parameters={"timeout": "{milliseconds}"}).parameters_for(Limits(seconds=1.5))
        {'timeout': '1500'}
        """
        times = {"seconds": str(max(1, round(limits.seconds))), "milliseconds": str(max(1, round(limits.seconds * 1000)))}
        return {name: value.format(**times) for name, value in self.parameters.items()}
