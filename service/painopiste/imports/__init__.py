"""What is imported from the EU's own data: read from files, kept on a shelf, aligned with the edited graph."""

from painopiste.imports.adding import add_imported
from painopiste.imports.aligning import BESIDE, GRAPH, Aligner
from painopiste.imports.coverage import PARLIAMENT, Coverage, coverage_of
from painopiste.imports.naming import Edited
from painopiste.imports.shelf import Kept, Shelf
from painopiste.imports.sources import Item, files_of, items_of
from painopiste.imports.taking import LIMIT, Outcome, import_notices

__all__ = [
    "BESIDE",
    "GRAPH",
    "LIMIT",
    "PARLIAMENT",
    "Aligner",
    "Coverage",
    "Edited",
    "Item",
    "Kept",
    "Outcome",
    "Shelf",
    "add_imported",
    "coverage_of",
    "files_of",
    "import_notices",
    "items_of",
]
