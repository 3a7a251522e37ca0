"""One mutant at a time against the tests, each in a fork that leaves nothing behind.

Two ways. *Quick*: pytest collects the tests once, one run of them notes which functions each of them calls, and a fork
swaps the code of one function and runs the tests that call it. *Whole*: a fork imports the changed module and runs all
tests of the package; for what is made at import, and for what the quick way let live.
"""

from __future__ import annotations

import ast
import contextlib
import ctypes
import functools
import gc
import importlib
import io
import os
import pickle
import resource
import select
import signal
import sys
from collections import Counter
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from mutations import Function, Mutant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# The seconds of tests after which a mutant lives: in the quick way; and in the whole one, unless more are granted.
QUICK, WHOLE = 10, 60
_SLOW, _DAY = 0.05, 86_400
PYTEST = (
    "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
KILLED, LIVES, UNTRIED = "killed", "lives", "untried"
_SURVIVED, _UNTRIED = 0, 99
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


class Called(NamedTuple):
    """A test: the functions that it calls, as (file, function), and the seconds that it takes."""

    functions: frozenset[tuple[str, Function]]
    seconds: float


def in_fork(work: Callable[[], int], seconds: float) -> int:
    """Return what the work returns, or another number where it was killed: it hung, or something else ended it.

    It hangs when a process takes four times the CPU seconds that are expected, or waits for a minute more than ten
    times as long: the machine may be busy. What it left running is ended as well, however far it went: it becomes ours
    when its parent ends.
    """
    cpu, clock = int(4 * seconds) + 10, 10 * seconds + 60
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    sys.stdout.flush()
    child = os.fork()
    if not child:
        code = 1
        try:
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
            code = work()
        finally:  # no exception may leave: it would clean up what the parent still needs
            os._exit(code)
    watched = os.pidfd_open(child)
    try:
        if not select.select([watched], [], [], clock)[0]:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(watched)
        _end_children()
    return os.waitstatus_to_exitcode(status)


def _end_children() -> None:
    """End and reap every child; theirs become ours, until there is none."""
    with contextlib.suppress(ChildProcessError, FileNotFoundError):
        while True:
            for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(child), signal.SIGKILL)
            os.waitpid(-1, 0)


def _used() -> float:
    """Return the CPU seconds of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def silenced() -> None:
    """Send what is printed nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()


def quick(tests: list[str], tried: list[Mutant], sources: Path) -> tuple[dict[str, Called], list[str]]:
    """Try mutants in the quick way; return the tests, and what came of each mutant.

    It runs in a fork of its own, so that this process never imports what is changed.
    """
    results = sources.parent.parent / "quick.pickle"

    def work() -> int:
        silenced()
        trials = _Trials(tried, sources)
        pytest.main([*PYTEST, *tests], plugins=[trials])
        results.write_bytes(pickle.dumps((trials.failed, trials.called, trials.outcomes)))
        return 0

    if in_fork(work, _DAY):
        raise SystemExit("the trials were ended")
    failed, called, outcomes = pickle.loads(results.read_bytes())
    for name in failed:
        print(f"  left out, since it fails without any mutant: {name}", flush=True)
    if not called:
        raise SystemExit("no test passes without any mutant")
    return called, outcomes


def whole(tests: list[str], mutant: Mutant, called: dict[str, Called], sources: Path, patience: float) -> str:
    """Try a mutant in the whole way, for so many seconds of tests."""

    def work() -> int:
        silenced()
        ordered = _Ordered(called, str(sources / f"{mutant.module}.py"), patience)
        return int(pytest.main([*PYTEST, *tests], plugins=[ordered]))

    with _written(mutant, sources):
        return LIVES if in_fork(work, patience / 3) == _SURVIVED else KILLED


@contextlib.contextmanager
def _written(mutant: Mutant, sources: Path) -> Iterator[CodeType]:
    """Put the changed module in the place of the original: other processes that a test starts read it."""
    path = sources / f"{mutant.module}.py"
    original = path.read_text(encoding="utf-8")
    with mutant.applied() as tree:
        changed, code = ast.unparse(tree), compile(tree, str(path), "exec", dont_inherit=True)
    path.write_text(changed, encoding="utf-8")
    try:
        yield code
    finally:
        path.write_text(original, encoding="utf-8")


class _Ordered:
    """A plugin: the tests in a telling order, and an end when a mutant has lived for long enough."""

    def __init__(self, called: dict[str, Called], path: str, patience: float) -> None:
        self._called, self._path, self._patience = called, path, patience

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = _telling_first([item for item in items if item.nodeid in self._called], self._called, self._path)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _run(session, session.items, self._patience)
        return True


def _telling_first(items: list[pytest.Item], called: dict[str, Called], path: str) -> list[pytest.Item]:
    """Sort tests: the quick ones first; then those that call a file; then the first row of each table, and so on."""
    seen: Counter[str] = Counter()
    keys = {}
    for item in items:
        table = item.nodeid.partition("[")[0]
        seen[table] += 1
        functions, seconds = called[item.nodeid]
        calls = any(file == path for file, _ in functions)
        keys[item] = seconds > _SLOW, not calls, seen[table], seconds
    return sorted(items, key=keys.__getitem__)


def _run(session: pytest.Session, items: list[pytest.Item], patience: float) -> None:
    """Run tests until one fails or the patience is at its end."""
    until = _used() + patience
    for item, after in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed or _used() > until:
            break


class _Trials:
    """A plugin: what pytest collected is not run once, but for each mutant as far as it is concerned."""

    def __init__(self, tried: list[Mutant], sources: Path) -> None:
        self.failed: list[str] = []
        self.called: dict[str, Called] = {}
        self.outcomes: list[str] = []
        self._tried, self._sources = tried, sources
        self._caches: list[Any] = []
        self._functions: dict[tuple[str, Function], list[FunctionType]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._look_around()
        self._note_calls(session)
        sys.dont_write_bytecode = True
        session.items[:] = [item for item in session.items if item.nodeid in self.called]
        self.outcomes = [self._outcome(session, mutant) for mutant in self._tried]
        return True

    def _look_around(self) -> None:
        """Import all modules, and find the functions that may be changed, and what remembers their results."""
        for path in sorted(self._sources.rglob("*.py")):
            if path.stem not in ("__init__", "__main__"):
                importlib.import_module(".".join(("resadvise", *path.relative_to(self._sources).with_suffix("").parts)))
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(self._sources)):
                self._functions.setdefault(_key(each.__code__), []).append(each)
            elif isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("resadvise"):
                self._caches.append(each)

    def _forget(self) -> None:
        for cache in self._caches:
            cache.cache_clear()

    def _note_calls(self, session: pytest.Session) -> None:
        """Run each test once in a fork that notes what it calls."""
        notes = self._sources.parent.parent / "calls.pickle"

        def work() -> int:
            self._forget()
            called, failed = {}, []
            for item, after in zip(session.items, [*session.items[1:], None], strict=True):
                calls = self._calls(item, after)
                if session.testsfailed:
                    failed.append(item.nodeid)
                    session.testsfailed = 0
                else:
                    called[item.nodeid] = calls
            notes.write_bytes(pickle.dumps((failed, called)))
            return 0

        in_fork(work, _DAY)
        self.failed, self.called = pickle.loads(notes.read_bytes())

    def _calls(self, item: pytest.Item, after: pytest.Item | None) -> Called:
        codes: set[CodeType] = set()
        began = _used()
        sys.settrace(lambda frame, *_: codes.add(frame.f_code))
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        finally:
            sys.settrace(None)
        ours = frozenset(key for key in map(_key, codes) if key in self._functions)
        return Called(ours, _used() - began)

    def _outcome(self, session: pytest.Session, mutant: Mutant) -> str:
        path = str(self._sources / f"{mutant.module}.py")
        keys = {key for key in self._functions if key[0] == path and mutant.function in (None, key[1])}
        concerned = [item for item in session.items if not keys.isdisjoint(self.called[item.nodeid].functions)]
        concerned = _telling_first(concerned, self.called, path)
        if not concerned:
            return UNTRIED
        with _written(mutant, self._sources) as code:

            def work() -> int:
                self._forget()
                if not (self._swap(keys, code) if mutant.function else _made_again(mutant, path)):
                    return _UNTRIED
                _run(session, concerned, QUICK)
                return int(session.testsfailed > 0)

            seconds = sum(self.called[item.nodeid].seconds for item in concerned)
            code_of_end = in_fork(work, min(QUICK, seconds))
        return {_SURVIVED: LIVES, _UNTRIED: UNTRIED}.get(code_of_end, KILLED)

    def _swap(self, keys: Iterable[tuple[str, Function]], code: CodeType) -> bool:
        """Give a function its changed code; False where that cannot be: it closes over other variables now."""
        changed = {_key(each): each for each in _codes(code)}
        try:
            for key in keys:
                for function in self._functions[key]:
                    function.__code__ = changed[key]
        except (KeyError, TypeError, ValueError):
            return False
        return True


def _made_again(mutant: Mutant, path: str) -> bool:
    """Make the values of a module again, from the changed statement on; False where that makes functions or classes."""
    module = next(each for each in list(sys.modules.values()) if getattr(each, "__file__", None) == path)
    with mutant.applied() as tree:
        values: list[ast.stmt] = [
            each for each in tree.body[mutant.statement :] if isinstance(each, ast.Assign | ast.AnnAssign)
        ]
        if tree.body[mutant.statement] not in values:
            return False
        code = compile(ast.Module(values, []), path, "exec", dont_inherit=True)
    exec(code, vars(module))
    return True


def _key(code: CodeType) -> tuple[str, Function]:
    return code.co_filename, Function(code.co_qualname, code.co_firstlineno)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def sampled(mutants: Iterable[Mutant], count: int | None, seed: int) -> list[Mutant]:
    """Return some of the mutants, the same for the same seed; all of them where no count is given."""
    import random

    listed = list(mutants)
    if count is None or count >= len(listed):
        return listed
    places = sorted(random.Random(seed).sample(range(len(listed)), count))
    return [listed[place] for place in places]
