"""Identifiers parse what is right, refuse what is not, and print what they parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painopiste.errors import IdentifierError
from painopiste.model import ProcedureReference

REFERENCES = st.builds(
    ProcedureReference, st.integers(1975, 2099), st.integers(1, 9999), st.sampled_from(["", "A", "B"]), st.sampled_from(["COD", "NLE", "CNS"])
)


@given(REFERENCES)
def test_a_procedure_reference_survives_printing(reference: ProcedureReference) -> None:
    """What is printed parses to the same value."""
    assert ProcedureReference.parse(str(reference)) == reference


@pytest.mark.parametrize("text", ["2021/106(COD)", "2021/0106/COD", "COD(2021)0106", "", "2021/0106(COD) "])
def test_another_spelling_of_a_procedure_is_refused_with_an_example(text: str) -> None:
    """The graph holds one spelling; the error shows it."""
    with pytest.raises(IdentifierError, match=r"2021/0106\(COD\)"):
        ProcedureReference.parse(text)


def test_the_parliament_keeps_the_zeros_that_cellar_drops() -> None:
    """The two houses write the same procedure differently."""
    reference = ProcedureReference.parse("2016/0002(COD)")
    assert reference.cellar_iri.endswith("/2016_2")
    assert reference.parliament_iri.endswith("/2016-0002")
