"""What a test needs and no Python package brings."""

from __future__ import annotations

import os

import pytest


def require(is_there: object, missing: str) -> None:
    """Go on if it is there; if not, skip and say what is not tested, or fail where CI is set."""
    if not is_there:
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
