"""Every form in which parts of a SPARQL query can stand in each other, as texts before, within and after."""

from __future__ import annotations

EXPRESSIONS = {
    "parentheses": ("(", ")"),
    "sums": ("(1+", ")"),
    "products": ("(2*", ")"),
    "comparisons": ("(1=", ")"),
    "functions": ("STR(", ")"),
    "conditions": ("IF(true,1,", ")"),
    "tests": ("IF(", ",true,false)"),
    "coalesced": ("COALESCE(1,", ")"),
    "concatenated": ("CONCAT('a',", ")"),
    "lists": ("1 IN (", ")"),
    "casts": ("<http://www.w3.org/2001/XMLSchema#string>(", ")"),
    "negations": ("!", ""),
    "negated parentheses": ("!(", ")"),
    "signs": ("-(", ")"),
    "existence": ("EXISTS { FILTER(", ") }"),
    "absence": ("NOT EXISTS { FILTER(", ") }"),
    "triple terms": ("TRIPLE(<http://e/s>, <http://e/p>, ", ")"),
}
PATTERNS = {
    "groups": ("{ ", " }"),
    "groups after patterns": ("{ ?s ?p ?o . ", " }"),
    "optional": ("OPTIONAL { ?s ?p ?o ", " }"),
    "right unions": ("{ ?s ?p ?o } UNION { ", " }"),
    "left unions": ("{ ", " } UNION { ?s ?p ?o }"),
    "minus": ("?s ?p ?o MINUS { ", " }"),
    "graphs": ("GRAPH ?g { ", " }"),
    "lateral": ("LATERAL { ?s ?p ?o . ", " }"),
    "existing": ("FILTER EXISTS { ?s ?p ?o ", " }"),
    "not existing": ("FILTER NOT EXISTS { ?s ?p ?o ", " }"),
    "subqueries": ("{ SELECT * { ", " } }"),
    "projecting subqueries": ("{ SELECT ?s { ", " } }"),
    "limited subqueries": ("{ SELECT ?s { ", " } LIMIT 5 }"),
    "bare subqueries": ("{ SELECT * { ?s ?p ?o { ", " } } }"),
}
PATHS = {
    "path parentheses": ("(", ")"),
    "inverse paths": ("^(", ")"),
    "repeated paths": ("(", ")*"),
    "optional paths": ("(", ")?"),
    "path sequences": ("(<http://e/p>/", ")"),
    "path alternatives": ("(<http://e/p>|", ")"),
}
OBJECTS = {
    "collections": ("( ", " )"),
    "blank nodes": ("[ <http://e/p> ", " ]"),
    "triple term objects": ("<<( <http://e/s> <http://e/p> ", " )>>"),
    "reified triples": ("<< <http://e/s> <http://e/p> ", " >>"),
    "annotations": ("1 {| <http://e/p> ", " |}"),
}


def nested(wrap: tuple[str, str], depth: int, middle: str) -> str:
    """Something within so many of a form."""
    return wrap[0] * depth + middle + wrap[1] * depth


def forms(depth: int) -> dict[str, str]:
    """A query for each form, with so many of it in each other."""
    return {
        **{name: f"SELECT * {{ BIND({nested(wrap, depth, '1')} AS ?x) }}" for name, wrap in EXPRESSIONS.items()},
        **{name: f"SELECT * {{ {nested(wrap, depth, '?s ?p ?o')} }}" for name, wrap in PATTERNS.items()},
        **{name: f"SELECT * {{ ?s {nested(wrap, depth, '<http://e/p>')} ?o }}" for name, wrap in PATHS.items()},
        **{name: f"SELECT * {{ ?s ?p {nested(wrap, depth, '1')} }}" for name, wrap in OBJECTS.items()},
        **{f"constructed {name}": f"CONSTRUCT {{ ?s ?p {nested(wrap, depth, '1')} }} {{ ?s ?p ?o }}" for name, wrap in OBJECTS.items()},
        "having": f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING {nested(('(', ')'), depth, '1')}",
        "ordering": f"SELECT ?s {{ ?s ?p ?o }} ORDER BY {nested(('(', ')'), depth, '1')}",
        "aggregates": f"SELECT ({nested(('SUM(', ')'), depth, '?o')} AS ?x) {{ ?s ?p ?o }}",
        "values": f"SELECT * {{ VALUES ?x {{ {nested(OBJECTS['triple term objects'], depth, '1')} }} }}",
    }
