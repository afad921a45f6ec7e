"""Words of the domain as frozen values: identifiers of EU law, languages. No RDF, no files, no clock."""

from painopiste.model.identifiers import Celex, Eli, ProcedureReference
from painopiste.model.languages import LANGUAGES, pick

__all__ = ["LANGUAGES", "Celex", "Eli", "ProcedureReference", "pick"]
