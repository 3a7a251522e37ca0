"""Many files at once: forked processes share the work, and the answers come back in the order of the questions.

Reading headers is a matter of CPU time, and threads only take turns at it. A process also bears what no `except` can:
where a file kills its reader, that one file is lost and the others are still answered.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


Item = TypeVar("Item")
# So many questions are held at a time. Fewer than FEWEST are answered sooner than a process is started.
BATCH, FEWEST = 4096, 64
# A process takes so many at a stretch.
_STRETCH = 16
_MOST_WORKERS = 8


def map_in_processes(items: Iterator[Item], work: Callable[[Item], Any], lost: Callable[[Item], Any]) -> Iterator[Any]:
    """Yield `work(item)` of each item, plain values such as JSON has; `lost(item)` where the work was killed."""
    for first in islice(items, 1):  # alone, so that what it imports is there before the others are forked
        yield work(first)
    while batch := list(islice(items, BATCH)):
        count = _how_many(len(batch))
        pool = _Pool(batch, work, lost, count)
        yield from pool.answers() if count > 1 and pool.start() else map(work, batch)


def _how_many(count: int) -> int:
    if count < FEWEST or not (hasattr(os, "fork") and hasattr(os, "sched_getaffinity")):
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)


class _Worker(NamedTuple):
    """A process, and where its answers are read. A careful one holds no answer back."""

    child: int
    answers: BinaryIO
    careful: bool


class _Pool:
    """Some processes over one batch: each takes every n-th stretch of it."""

    def __init__(
        self, batch: Sequence[Item], work: Callable[[Item], Any], lost: Callable[[Item], Any], count: int
    ) -> None:
        self._batch, self._work, self._lost, self._count = batch, work, lost, count
        self._workers: dict[int, _Worker] = {}

    def start(self) -> bool:
        """Start the processes; False, and none is left, where the system has no room for them."""
        try:
            for worker in range(self._count):
                self._start(worker, 0, careful=False)
        except OSError:
            self._end()
            return False
        return True

    def answers(self) -> Iterator[Any]:
        """Yield the answers in order; the processes are gone afterwards, however this ends."""
        try:
            for place in range(len(self._batch)):
                yield self._answer(place)
        finally:
            self._end()

    def _end(self) -> None:
        for child, answers, _ in self._workers.values():
            answers.close()
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
        self._workers.clear()

    def _answer(self, place: int) -> Any:
        worker = self._worker_of(place)
        while True:
            try:
                return marshal.load(self._workers[worker].answers)
            except (EOFError, ValueError, TypeError):  # the process is gone, perhaps in the middle of an answer
                child, answers, careful = self._workers.pop(worker)
                answers.close()
                _, status = os.waitpid(child, 0)
            # Which file it was is known only of a process that held no answer back.
            self._start(worker, place + careful, careful=True)
            if careful:
                # One that was not killed has met a bug: here the same work says so.
                return (self._lost if os.WIFSIGNALED(status) else self._work)(self._batch[place])

    def _worker_of(self, place: int) -> int:
        return place // _STRETCH % self._count

    def _start(self, worker: int, start: int, *, careful: bool) -> None:
        reader, writer = os.pipe()
        try:
            child = os.fork()
        except OSError:
            os.close(reader)
            os.close(writer)
            raise
        if child == 0:
            with contextlib.suppress(BaseException):
                self._serve(worker, start, writer, careful)
            os._exit(0)  # nothing that was inherited is flushed or cleaned up twice
        os.close(writer)
        self._workers[worker] = _Worker(child, os.fdopen(reader, "rb"), careful)

    def _serve(self, worker: int, start: int, writer: int, careful: bool) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with os.fdopen(writer, "wb") as answers:
            for place in range(start, len(self._batch)):
                if self._worker_of(place) == worker:
                    answers.write(marshal.dumps(self._work(self._batch[place])))
                    if careful or place % _STRETCH == _STRETCH - 1:
                        answers.flush()
