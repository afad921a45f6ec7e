"""The kinds of pages, each by one that has every part of its kind."""

from __future__ import annotations

WHOLE = {
    "start": "/en/",
    "edition": "/fi/edition/2023",
    "priority": "/en/priority/2023/law-enforcement",
    "dossier": "/en/dossier/ai-act",
    "dossiers": "/en/dossiers",
    "partnership": "/sv/partnership/eu-tunisia-mou-2023",
    "partnerships": "/en/partnerships",
    "matrix": "/en/matrix",
    "changes": "/en/changes",
    "act": "/fi/act/return-directive",
    "resource": "/en/resource?iri=http%3A%2F%2Fdata.europa.eu%2Feli%2Freg%2F2024%2F1689%2Foj",
    "kind": "/en/kind/Dossier",
    "ontology": "/en/def",
    "named graph": "/en/graph/dossiers",
    "quality": "/en/quality",
    "queries": "/en/queries",
    "query": "/en/queries/dossiers/by-priority?priority=id/priority/2023/law-enforcement",
    "search": "/en/search?q=teko%C3%A4lys%C3%A4%C3%A4d%C3%B6s",
    "resolve": "/en/resolve?q=2008/115/EC",
    "problem": "/en/dossier/no-such-thing",
    "workbench": "/en/workbench",
    "relations": "/en/graph?start=id/dossier/ai-act",
}
"""An address for each kind of page."""

FREE = {"workbench", "relations"}
"""Kinds of pages whose scripts may weigh what they need."""

ISLANDS = {"dossier": ".asof__slider", "partnerships": "svg.world", "workbench": ".workbench__edit", "relations": ".network canvas"}
"""What stands on a page once its script has run, by kind; the other kinds have no script but the one that looks for islands."""
