"""What the OpenAPI document says is so, whatever is sent: statuses, media types and bodies, tried by schemathesis."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from running.service import Running

TRIED = settings(max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def try_operation(operation: APIOperation) -> None:
    """Send an operation what fits its parameters and what does not, and hold the answers to the document."""
    # Any text is some table; that it has the column that a parameter names is more than a schema can say.
    beyond_schema = [positive_data_acceptance, negative_data_rejection] if operation.method == "post" else []
    fitting, other = (operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode)

    @TRIED
    @given(fitting | other)
    def tried(case: schemathesis.Case) -> None:
        case.call_and_validate(allow_redirects=False, excluded_checks=beyond_schema)

    tried()


def test_every_operation_keeps_to_the_document(service: Running) -> None:
    """Never an error of the server, never a status, type or body that is not documented."""
    document = schemathesis.openapi.from_url(f"{service.url}/openapi.json")
    operations = [result.ok() for result in document.get_all_operations()]
    assert len(operations) > 30
    for operation in operations:
        try_operation(operation)
