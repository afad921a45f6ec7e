"""How services elsewhere are asked: under which name, how often, for how long, and when again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from painopiste.errors import BusyError


@dataclass
class Manners:
    """What one asker keeps to.

    `agent` is the User-Agent, with a contact. An attempt may take `seconds`, and there are `attempts` of them, between which is waited twice as long
    each time up to `longest_wait` seconds, or as long as the service says; one that says longer is given up. Two requests to one host are
    `pause` seconds apart, whichever threads make them. `sleep`, `clock` (seconds) and `now` are the system's, unless a test gives others.
    """

    agent: str
    seconds: float = 60.0
    attempts: int = 5
    longest_wait: float = 300.0
    pause: float = 0.7
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _turns: dict[str, float] = field(default_factory=dict)
    """When each host may be asked next."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def retrying(self) -> Retrying:
        """What tries a call again for as long as the service is busy, and raises its last BusyError."""
        backing_off = wait_random_exponential(multiplier=1, max=self.longest_wait)

        def wait(state: RetryCallState) -> float:
            told = told_wait(state)
            return backing_off(state) if told is None else told

        return Retrying(
            stop=self._is_enough,
            wait=wait,
            retry=retry_if_exception_type(BusyError),
            sleep=self.sleep,
            reraise=True,
        )

    def _is_enough(self, state: RetryCallState) -> bool:
        """Whether a service is given up: after so many attempts, or if it asks to be let alone for too long."""
        return state.attempt_number >= self.attempts or (told_wait(state) or 0) > self.longest_wait

    def take_turn(self, host: str) -> None:
        """Wait until a host may be asked again; BusyError if it wants to be let alone for too long."""
        with self._lock:
            now = self.clock()
            turn = max(now, self._turns.get(host, now))
            if turn - now > self.longest_wait + self.pause:
                raise BusyError(host, f"asks to be let alone for {turn - now:.0f} s", 0, turn - now)
            self._turns[host] = turn + self.pause
        if turn > now:
            self.sleep(turn - now)

    def let_alone(self, host: str, seconds: float) -> None:
        """Ask a host nothing for so many seconds, whoever would."""
        with self._lock:
            self._turns[host] = max(self._turns.get(host, 0.0), self.clock() + seconds)

    def retry_after(self, text: str | None) -> float | None:
        """The seconds that a Retry-After header tells, in seconds or as a date (RFC 9110 §10.2.3); None if it tells none."""
        if text is None:
            return None
        if text.strip().isdigit():
            return float(text)
        try:
            return max(0.0, (parsedate_to_datetime(text) - self.now()).total_seconds())
        except (ValueError, TypeError):
            return None

    def moment(self) -> str:
        """The present moment (xsd:dateTime), in whole seconds."""
        return self.now().isoformat(timespec="seconds").replace("+00:00", "Z")


def told_wait(state: RetryCallState) -> float | None:
    """How long a service asked to be let alone, if it did."""
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, BusyError) else None


def batches(items: Sequence[str], size: int = 40) -> Iterator[Sequence[str]]:
    """Items in parts of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))
