"""Work on many pieces, shared with processes of our own where there is more than one of them.

A few pieces are under way at a time and their order is kept, so what is held does not grow with the table.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import threading
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor


Item = TypeVar("Item")
Made = TypeVar("Made")
_MOST_PROCESSES = 8
# So many pieces for each process are under way, so that none waits for the next.
_AHEAD = 2
# What the forked processes do: they inherit it with all that it needs, so that it need not be sent.
_work: Callable[[Any], Any]


class Helpers(Generic[Item, Made]):
    """Processes that share work. They are started for the second piece, and end with this object or its process.

    Whatever the work remembers, each of them remembers for itself. With `share` false there are none.
    """

    def __init__(self, work: Callable[[Item], Made], *, share: bool) -> None:
        self._work = work
        self.count = processors() if share else 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def each(self, items: Iterable[Item]) -> Iterator[tuple[Item, Made]]:
        """Yield each item with what the work makes of it, in order; what is raised there is raised here."""
        rest = iter(items)
        if self.count > 1:
            first = list(islice(rest, 2))
            rest = chain(first, rest)
            if len(first) > 1:
                yield from self._shared(rest)
                return
        for item in rest:
            yield item, self._work(item)

    def _shared(self, items: Iterator[Item]) -> Iterator[tuple[Item, Made]]:
        waiting: deque[tuple[Item, Future[Made] | None]] = deque()
        for item in items:
            waiting.append((item, self._sent(item)))
            if len(waiting) > _AHEAD * self.count:
                yield self._done(*waiting.popleft())
        while waiting:
            yield self._done(*waiting.popleft())

    def _sent(self, item: Item) -> Future[Made] | None:
        """Send a piece to the processes; None where there are none."""
        from concurrent.futures.process import BrokenProcessPool  # here, since it takes as long as many answers

        if self.count < 2:
            return None
        try:
            self._pool = self._pool or self._started()
            return self._pool.submit(_do, item)
        except (BrokenProcessPool, OSError):  # one was killed, or the system has no room for it
            self._without()
            return None

    def _done(self, item: Item, sent: Future[Made] | None) -> tuple[Item, Made]:
        from concurrent.futures import CancelledError
        from concurrent.futures.process import BrokenProcessPool

        if sent:
            try:
                return item, sent.result()
            except (BrokenProcessPool, CancelledError):
                self._without()
        return item, self._work(item)

    def _started(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        global _work
        _work = self._work
        gc.freeze()  # what is there now stays; no process need look through it again and again
        return ProcessPoolExecutor(self.count, get_context("fork"), _begin)

    def _without(self) -> None:
        """Go on without processes."""
        self.end()
        self.count = 1

    def end(self) -> None:
        """End the processes."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)  # it is waited for: at exit Python would complain
            self._pool = None


def processors() -> int:
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


def _do(item: Any) -> Any:
    return _work(item)
