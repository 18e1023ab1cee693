"""Question sets of other formats, as sets of ours with the articles that belong to them."""

from evals.importing.formats import FORMATS, Format, import_set
from evals.importing.gathered import Imported, LeftOut
from evals.importing.writing import imported_table, write_import

__all__ = [
    "FORMATS",
    "Format",
    "Imported",
    "LeftOut",
    "import_set",
    "imported_table",
    "write_import",
]
