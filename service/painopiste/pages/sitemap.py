"""The sitemap: every page in every language, in files that stay under the limits of sitemaps.org (50,000 addresses, 50 MB).

They lie at the root, since a file may only name what lies below its own folder.
"""

from __future__ import annotations

from collections.abc import Sequence

from painopiste.errors import NotFoundError
from painopiste.pages.resource import Reader

KINDS = (
    "Edition",
    "Priority",
    "Commitment",
    "PolicyTopic",
    "Dossier",
    "Partnership",
    "LegalAct",
    "Legislation",
    "Policy",
    "Programme",
    "Organisation",
    "Document",
    "Person",
)
"""The classes of what has a page that tells more than a line of another."""
PLAIN = ("/", "/dossiers", "/partnerships", "/matrix", "/changes", "/search", "/queries", "/workbench", "/def", "/quality")
PAGES = "pages"
THINGS_OF_A_FILE = 5000
"""Each with three languages, and each of them with links to all three."""


async def sitemap_files(reader: Reader) -> Sequence[str]:
    """The names of the files: one for the lists, and for every kind as many as it needs."""
    counts = {row["class"]: int(row["count"]) for row in await reader.rows("pages/classes")}
    files = {kind: -(-counts.get(reader.iris.term(kind), 0) // THINGS_OF_A_FILE) for kind in KINDS}
    return [PAGES, *(f"{kind}-{number}" for kind, last in files.items() for number in range(1, last + 1))]


async def sitemap_paths(reader: Reader, name: str) -> Sequence[str]:
    """The pages of a file, without what stands for their language, or NotFoundError."""
    kind, _, number = name.partition("-")
    if name == PAGES:
        return [*PLAIN, *(f"/queries/{query.name}" for query in reader.context.questions.catalogue)]
    if name not in await sitemap_files(reader):
        raise NotFoundError(f"sitemap-{name}.xml")
    rows = await reader.rows("pages/members", **{"class": reader.iris.term(kind)})
    first = (int(number) - 1) * THINGS_OF_A_FILE
    return [reader.href(row["thing"]).removeprefix(f"/{reader.language}") for row in rows[first : first + THINGS_OF_A_FILE]]
