"""Each open, stat, read, write and flush of a command is made to fail once: one line and a known exit code are left.

This file is also the program that does it: `test_torture.py CALL ERRNO COMMAND...` forks once a try, makes the n-th
call fail, and goes on until a try makes fewer calls than that.
"""

from __future__ import annotations

import builtins
import errno
import importlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from command import Result, execute
from installed import installed_path
from places import IMAGES

from resadvise import schemas
from resadvise.errors import FactsError
from resadvise.facts import load

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")

OWN = "uses:\n  flyer: {tier: 4K, kind: needs, why: Flyers are read closely.}\n"
COMMANDS = {
    "json": ["recommend", "--json"],
    "drawn": ["recommend", "--for", "a3"],
    "own": ["recommend", "--use", "flyer", "--get", "tier", "--presets", "own.yaml"],
    "csv": ["table", "-o", "csv"],
    "help": ["recommend", "--help"],
    "wrong": ["recommend", "--use", "nope"],
    "check": ["check", "image.png"],
    "init": ["presets", "init", "first.yaml"],
}
# What is made to fail; only some commands write files.
CALLS = {"open": "EACCES", "stat": "EIO", "read": "EIO", "write": "ENOSPC", "error": "ENOSPC", "place": "ENOSPC"}
TRIES = [
    *(("open", command) for command in ("json", "own", "check", "init")),
    *(("stat", command) for command in ("own", "check")),
    *(("read", command) for command in ("own", "init")),
    *(("write", command) for command in ("drawn", "csv", "check")),
    *(("error", "wrong"), ("place", "init")),
]
MOST_CALLS = 200
_LOADED = (
    "resadvise.cli.app", "resadvise.cli.commands.recommend", "resadvise.cli.commands.check",
    "resadvise.cli.commands.presets", "resadvise.facts.schema_check", "resadvise.facts.references",
    "resadvise.output.advice", "resadvise.output.check",
    "PIL.PngImagePlugin", "yaml", "csv", "json",
)  # fmt: skip


@pytest.mark.parametrize(("call", "command"), TRIES)
def test_one_failure_is_one_line_and_a_known_exit_code(call: str, command: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "image.png").write_bytes((IMAGES / "png").read_bytes())
    program = (sys.executable, __file__, call, CALLS[call])
    done = execute(*COMMANDS[command], program=program, cwd=tmp_path, env=installed_path())
    assert done.code == 0, done.err
    *tries, untouched = [Result(*each) for each in json.loads(done.out)]  # fewer than expected: the harness is blind
    assert untouched.code in (0, 1, 2)
    assert tries
    for number, result in enumerate(tries, 1):
        assert "Traceback" not in result.err, (number, result)
        if call == "error":
            assert result.code == untouched.code, (number, result)
            continue
        if result == untouched:
            continue  # it went on without what it could not have
        if command == "json" and result.code == 2:
            assert json.loads(result.err)["error"]["message"], (number, result)
        else:
            assert result.err.startswith("resadvise: "), (number, result)
            assert result.err.count("\n") == 1, (number, result)
        assert result.code == 74 if call == "write" else result.code in (2, 74), (number, result)


def test_a_file_of_the_program_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def get_data(_: str) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    loader = schemas.__spec__.loader
    monkeypatch.setattr(loader, "get_data", get_data)
    with pytest.raises(FactsError, match=r"data/facts\.json: cannot read a file of the program: Input/output error"):
        load.load_facts()


# The program


class Torturer:
    """Counts the calls of one kind and fails at one of them, once."""

    def __init__(self, number: int, error: int, fired: int) -> None:
        self.left, self.error, self.fired = number, error, fired

    def __call__(self) -> None:
        """Count one call."""
        self.left -= 1
        if self.left == 0:
            os.write(self.fired, b"x")
            raise OSError(self.error, os.strerror(self.error))

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, counted."""

        def counted(*given: Any, **named: Any) -> Any:
            self()
            return function(*given, **named)

        return counted

    def reading(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that opens files, whose reads are counted."""

        def opened(*given: Any, **named: Any) -> Any:
            file = function(*given, **named)
            return _Read(file, self) if "b" in (given[1] if len(given) > 1 else named.get("mode", "")) else file

        return opened


class _Read:
    """A file whose reads are counted."""

    def __init__(self, file: Any, torturer: Torturer) -> None:
        self._file, self.read = file, torturer.before(file.read)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Read:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _stream(descriptor: int, torturer: Torturer | None) -> io.TextIOWrapper:
    stream = io.TextIOWrapper(open(descriptor, "wb", closefd=False), encoding="utf-8")  # noqa: SIM115
    if torturer is not None:
        write, flush = stream.write, stream.flush

        def written(text: str) -> int:
            setattr(stream, "flush", torturer.before(flush))  # noqa: B010 - before, there is nothing to be lost
            torturer()
            return write(text)

        setattr(stream, "write", written)  # noqa: B010
    return stream


def _attack(call: str, torturer: Torturer) -> None:
    """Put the torturer before every call of the kind, wherever the program looks it up."""
    loader: Any = schemas.__spec__.loader
    if call == "open":
        for module, name in ((builtins, "open"), (io, "open"), (os, "open"), (loader, "get_data")):
            setattr(module, name, torturer.before(getattr(module, name)))
    elif call == "stat":
        for name in ("stat", "lstat", "fstat"):
            setattr(os, name, torturer.before(getattr(os, name)))
    elif call == "read":
        loader.get_data = torturer.before(loader.get_data)
        builtins.open = torturer.reading(builtins.open)
    elif call == "place":
        for name in ("replace", "rename", "link", "fsync", "write"):
            setattr(os, name, torturer.before(getattr(os, name)))


def _one_try(call: str, error: int, number: int, arguments: list[str]) -> tuple[bool, Result]:
    from resadvise.cli import main

    reader, writer = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            torturer = Torturer(number, error, writer)
            sys.stdout = _stream(1, torturer if call == "write" else None)
            sys.stderr = _stream(2, torturer if call == "error" else None)
            sys.argv = ["resadvise", *arguments]
            _attack(call, torturer)
            code = 1
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
            finally:
                for stream in (sys.stdout, sys.stderr):
                    io.TextIOWrapper.flush(stream)
                os._exit(code)
        os.close(writer)
        _, status = os.waitpid(child, 0)
        fired = bool(os.read(reader, 1))
        os.close(reader)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return fired, Result(os.waitstatus_to_exitcode(status), *texts)


def torture(call: str, name: str, *arguments: str) -> None:
    """Try with the first call failing, then the second, and so on; write what came of each as JSON."""
    for module in _LOADED:
        importlib.import_module(module)  # once, and not in each fork
    results = []
    for number in range(1, MOST_CALLS):
        fired, result = _one_try(call, getattr(errno, name), number, list(arguments))
        results.append(result)
        if not fired:
            break
        Path("first.yaml").unlink(missing_ok=True)
        Path("presets.schema.json").unlink(missing_ok=True)
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    torture(*sys.argv[1:])
