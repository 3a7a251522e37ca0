"""Many files at once: forked processes share the work, and the answers keep the order of the questions.

Reading headers is a matter of CPU time, and threads only take turns at it. A process also bears what no `except` can:
where a file kills its reader, or exceeds the granted time or memory, that one file is lost and the others are still
answered.

No process outlives the one that started it, however that one ends: each waits, in a thread of its own, for the end of
a pipe that is held open by its parent alone.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
import threading
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


Item = TypeVar("Item")
# How many items are held at a time. Fewer than FEWEST are answered faster than a process starts.
BATCH, FEWEST = 4096, 64
# How many items a process takes at a time.
_STRETCH = 16
_MOST_WORKERS = 8


class Grant(NamedTuple):
    """What the system grants a process: CPU seconds for each item, and bytes of memory if that is limited.

    `always`: even a single item is worked on in a process, where there are processes, so that the limits hold for it.
    """

    seconds: float
    memory: int | None = None
    always: bool = False


def map_in_processes(
    items: Iterator[Item], work: Callable[[Item], Any], lost: Callable[[Item, int], Any], grant: Grant
) -> Iterator[Any]:
    """Yield `work(item)` of each item, plain values such as JSON has.

    Where the work was killed it is `lost(item, number)`, with the number of the signal; SIGPROF: it took too long.
    """
    if not grant.always:
        for first in islice(items, 1):  # alone, so that what it imports is there before the others are forked
            yield work(first)
    while batch := list(islice(items, BATCH)):
        with _Pool(batch, work, lost, grant) as pool:
            yield from pool.answers()


def _how_many(count: int) -> int:
    if count < FEWEST or not _can_fork():
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)


def _can_fork() -> bool:
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity")


class _Worker(NamedTuple):
    """A process, and the pipe with its answers. A careful one sends each answer at once."""

    child: int
    answers: BinaryIO
    careful: bool


class _Pool:
    """Some processes for one batch: each does every n-th stretch of it. Without any, this process does the work."""

    def __init__(
        self, batch: Sequence[Item], work: Callable[[Item], Any], lost: Callable[[Item, int], Any], grant: Grant
    ) -> None:
        self._batch, self._work, self._lost, self._grant = batch, work, lost, grant
        self._stretch = 1 if grant.always else _STRETCH
        self._count = min(_how_many(max(len(batch), FEWEST)), len(batch)) if grant.always else _how_many(len(batch))
        self._workers: dict[int, _Worker] = {}
        self._lifeline: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        if self._count > 1 or (self._grant.always and _can_fork()):
            try:
                self._start_all()
            except BaseException:
                self._end()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def answers(self) -> Iterator[Any]:
        """Yield the answers in order."""
        for place in range(len(self._batch)):
            yield self._answer(place)

    def _start_all(self) -> None:
        try:
            self._lifeline = os.pipe()
            for worker in range(self._count):
                self._start(worker, 0, careful=self._grant.always)
        except OSError:  # the system has no room for them
            self._end()

    def _end(self) -> None:
        if self._lifeline:
            for end in self._lifeline:
                os.close(end)
            self._lifeline = None
        for child, answers, _ in self._workers.values():
            answers.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)  # it may be deep in a decoder, and has nothing to put in order
            _wait(child)
        self._workers.clear()

    def _answer(self, place: int) -> Any:
        item, number = self._batch[place], self._worker_of(place)
        while worker := self._workers.get(number):
            try:
                return marshal.load(worker.answers)
            except (EOFError, ValueError, TypeError):  # the process is gone, perhaps in the middle of an answer
                del self._workers[number]
                worker.answers.close()
                killed_by = _wait(worker.child)
            # Which file it was is known only of a process that held no answer back.
            with contextlib.suppress(OSError):  # no room for another process: this one does the rest
                self._start(number, place + worker.careful, careful=True)
            if worker.careful and killed_by:
                return self._lost(item, killed_by)
            if worker.careful:
                break  # it has met a bug: here the same work says so
        return self._work(item)

    def _worker_of(self, place: int) -> int:
        return place // self._stretch % self._count

    def _start(self, worker: int, start: int, *, careful: bool) -> None:
        reader, writer = os.pipe()
        # A Ctrl-C waits until the process is in the books here, and never reaches it there.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            child = os.fork()
            if child == 0:
                with contextlib.suppress(BaseException):
                    self._serve(worker, start, reader, writer, careful)
                os._exit(0)  # nothing that was inherited is flushed or cleaned up twice
            self._workers[worker] = _Worker(child, os.fdopen(reader, "rb"), careful)
        except BaseException:
            os.close(reader)
            raise
        finally:
            os.close(writer)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    # In the process

    def _serve(self, worker: int, start: int, reader: int, writer: int, careful: bool) -> None:
        self._let_go(reader)
        self._limit()
        with os.fdopen(writer, "wb") as answers:
            for place in range(start, len(self._batch)):
                if self._worker_of(place) == worker:
                    signal.setitimer(signal.ITIMER_PROF, self._grant.seconds)
                    answers.write(marshal.dumps(self._work(self._batch[place])))
                    if careful or place % self._stretch == self._stretch - 1:
                        answers.flush()

    def _let_go(self, reader: int) -> None:
        """Close the parent's ends of pipes, its stdout and stderr, and end when it ends."""
        assert self._lifeline
        lifeline, held = self._lifeline
        for end in (held, reader, *(worker.answers.fileno() for worker in self._workers.values())):
            os.close(end)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()

    def _limit(self) -> None:
        for number in (signal.SIGTERM, signal.SIGPROF):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF})
        if self._grant.memory:
            import resource

            soft, hard = resource.getrlimit(resource.RLIMIT_AS)
            if soft == resource.RLIM_INFINITY or soft > self._grant.memory:
                resource.setrlimit(resource.RLIMIT_AS, (self._grant.memory, hard))


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)  # nothing is ever written: this returns when the last who could write is gone
    os._exit(0)


def _wait(child: int) -> int:
    """Return the signal that ended a process; 0 where it ended by itself."""
    try:
        _, status = os.waitpid(child, 0)
    except ChildProcessError:  # whoever started this program has it ignore how its children end
        return signal.SIGKILL
    return os.WTERMSIG(status)
