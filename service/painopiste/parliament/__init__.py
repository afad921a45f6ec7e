"""What the open data API of the European Parliament answers on a procedure, in our vocabulary, under the Parliament's own IRIs."""

from painopiste.parliament.mapping import MEDIA_TYPE, Told, counterpart, read_answer, statements_of
from painopiste.parliament.treatments import Treatment, events, property_iri, treatment_of, treatments

__all__ = ["MEDIA_TYPE", "Told", "Treatment", "counterpart", "events", "property_iri", "read_answer", "statements_of", "treatment_of", "treatments"]
