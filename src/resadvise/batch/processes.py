"""Work on many briefs, shared with processes of our own where there is enough of it to pay for them.

Only briefs that were not answered before are shared, in one piece for each process; this process works on the first
piece itself. So nothing waits in a queue, and what is held does not grow with the table.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import ProcessPoolExecutor


Item = TypeVar("Item")
Made = TypeVar("Made")
# Fewer briefs are answered sooner than a process is started, or than they are sent to one that is there.
FEWEST_TO_START, FEWEST_TO_SHARE = 2_000, 100
_MOST_PROCESSES = 8
# What the forked processes work with: they inherit it, so that it need not be sent.
_work: Callable[[Any], Any]


class Helpers(Generic[Item, Made]):
    """Processes that share work. They are started when there is enough, and end with this object or its process."""

    def __init__(self, work: Callable[[Item], Made], *, share: bool) -> None:
        self._work = work
        self._count = _processors() - 1 if share else 0
        self._pool: ProcessPoolExecutor | None = None

    def work(self, items: Sequence[Item]) -> list[Made]:
        """Return what the work makes of each item, in order."""
        if self._count < 1 or len(items) < (FEWEST_TO_SHARE if self._pool else FEWEST_TO_START):
            return list(map(self._work, items))
        return self._shared(items, self._pool or self._start())

    def _start(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor  # here, since it takes as long as many answers
        from multiprocessing import get_context

        global _work
        _work = self._work
        self._pool = ProcessPoolExecutor(self._count, get_context("fork"), _begin)
        return self._pool

    def _shared(self, items: Sequence[Item], pool: ProcessPoolExecutor) -> list[Made]:
        from concurrent.futures.process import BrokenProcessPool

        piece = -(-len(items) // (self._count + 1))
        try:
            sent = [pool.submit(_all, items[at : at + piece]) for at in range(piece, len(items), piece)]
            made = list(map(self._work, items[:piece]))
            for each in sent:
                made += each.result()
        except (BrokenProcessPool, OSError):  # one was killed, or the system has no room for it
            self.end()
            self._count = 0
            return list(map(self._work, items))
        return made

    def end(self) -> None:
        """End the processes."""
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _processors() -> int:
    """Return how many processes can work at once; 1 where the system does not fork safely."""
    if not (hasattr(os, "fork") and hasattr(os, "sched_getaffinity")):
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


# In a process


def _begin() -> None:
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the parent's to answer
    parent = parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(wait: Callable[[], object]) -> None:
    with contextlib.suppress(OSError):
        wait()
    os._exit(0)


def _all(items: Sequence[Any]) -> list[Any]:
    return list(map(_work, items))
