"""What came of each query is written a little later, in order, with its own time."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime

from structlog.testing import capture_logs

from painopiste.api.query_log import LONGEST_TOLD, MOST, QueryLog, fingerprint

SLOW = 1.0


def test_entries_are_written_together_in_their_order() -> None:
    """None at once, all of them soon, a slow query with the beginning of its text."""

    async def work() -> int:
        queries = QueryLog(SLOW)
        queries.add("ASK {}", 0.01, rows=1, status=200)
        queries.add("#" * (LONGEST_TOLD + 1), SLOW, rows=None, status=503)
        at_once = len(told)
        while len(told) < 2:
            await asyncio.sleep(0.01)
        return at_once

    before = time.time()
    with capture_logs() as told:
        assert asyncio.run(asyncio.wait_for(work(), 20)) == 0
    quick, slow = told
    times = [datetime.fromisoformat(str(entry.pop("timestamp"))).timestamp() for entry in told]
    assert before <= times[0] <= times[1] <= time.time()
    assert quick == {"event": "query", "log_level": "info", "fingerprint": fingerprint("ASK {}"), "seconds": 0.01, "rows": 1, "status": 200}
    assert (slow["event"], slow["log_level"], slow["query"]) == ("slow query", "warning", "#" * LONGEST_TOLD)


def test_no_more_wait_than_may_and_none_is_lost_at_the_end() -> None:
    """So many that they are written at once; one more at the end."""

    async def work() -> None:
        queries = QueryLog(SLOW)
        for _ in range(MOST):
            queries.add("ASK {}", 0.01, rows=1, status=200)
        assert len(told) == MOST
        queries.add("ASK {}", 0.01, rows=1, status=200)
        assert len(told) == MOST
        queries.write()

    with capture_logs() as told:
        asyncio.run(work())
    assert len(told) == MOST + 1
