"""A neighbourhood as GraphML, which Gephi, yEd, NetworkX and igraph read (http://graphml.graphdrawing.org/specification.html)."""

from __future__ import annotations

from xml.etree import ElementTree

from painopiste.relations.neighbourhood import Neighbourhood

GRAPHML = "application/graphml+xml"
NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
KEYS = {"node": ("label", "class"), "edge": ("label", "property", "evidence", "sources")}


def as_graphml(found: Neighbourhood) -> bytes:
    """The things as nodes and the relations as directed edges, both with labels."""
    root = ElementTree.Element("graphml", {"xmlns": NAMESPACE})
    for end, names in KEYS.items():
        for name in names:
            ElementTree.SubElement(root, "key", {"id": f"{end}-{name}", "for": end, "attr.name": name, "attr.type": "string"})
    graph = ElementTree.SubElement(root, "graph", {"id": "neighbourhood", "edgedefault": "directed"})
    for thing in found.things.values():
        node = ElementTree.SubElement(graph, "node", {"id": thing.iri})
        told(node, "node", {"label": thing.label or thing.iri, "class": found.names.get(thing.kind, thing.kind)})
    for number, relation in enumerate(found.relations):
        edge = ElementTree.SubElement(graph, "edge", {"id": f"e{number}", "source": relation.subject, "target": relation.object})
        quotes = " | ".join(f"{one.basis}: {one.quote}" for one in relation.evidence)
        values = {"label": found.names.get(relation.property, relation.property), "property": relation.property}
        told(edge, "edge", {**values, "evidence": quotes, "sources": " ".join(relation.sources)})
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written


def told(element: ElementTree.Element, end: str, values: dict[str, str]) -> None:
    """Write what is known of a node or an edge."""
    for name, value in values.items():
        if value:
            ElementTree.SubElement(element, "data", {"key": f"{end}-{name}"}).text = value
