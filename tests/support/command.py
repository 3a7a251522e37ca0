"""Running the command in tests: as its own process, or in this one, and never with the tester's own settings."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from resadvise.cli.entry import run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What would change an answer, its colours or its width.
_CLEARED = (
    "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "GITHUB_ACTIONS", "PY_COLORS",
    "TERM", "COLORTERM", "TERMINAL_WIDTH", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONUNBUFFERED",
    "LC_ALL", "LC_CTYPE", "LANG", "RESADVISE_PRESETS", "RESADVISE_DEBUG", "COVERAGE_PROCESS_START",
)  # fmt: skip
PROGRAM = (sys.executable, "-m", "resadvise")
# A process that hangs must not hang the tests; a slow machine is no fault.
TIMEOUT = 120


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


def environment(home: Path | None = None, **more: str) -> dict[str, str]:
    """Return an environment without settings: the given home, or an empty one, and what `more` adds."""
    place = str(home or _empty_home())
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"), place)
    inherited = {name: value for name, value in os.environ.items() if name not in _CLEARED}
    return {**inherited, **homes, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1", **more}


def config_file(home: Path) -> Path:
    """Return where the user's facts lie in a home."""
    if sys.platform == "darwin":
        home = home / "Library" / "Application Support"
    path = home / "resadvise" / "presets.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def execute(
    *arguments: str,
    home: Path | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: bytes = b"",
    program: Sequence[str] = PROGRAM,
) -> Result:
    """Run the command as a process of its own."""
    done = subprocess.run(
        [*program, *arguments],
        input=stdin,
        capture_output=True,
        env=environment(home, **(env or {})),
        cwd=cwd,
        timeout=TIMEOUT,
        check=False,
    )
    return Result(done.returncode, _text(done.stdout), _text(done.stderr))


def execute_python(code: str, *arguments: str, env: Mapping[str, str] | None = None) -> Result:
    """Run a piece of Python that has the arguments in `sys.argv`, as a process of its own."""
    return execute(*arguments, env=env, program=(sys.executable, "-c", code))


def execute_shell(script: str, **more: str) -> Result:
    """Run a bash script in which `resadvise` is the command."""
    wrapped = f'set -o pipefail\nresadvise() {{ "{sys.executable}" -m resadvise "$@"; }}\n{script}'
    return execute(env=more, program=("bash", "-c", wrapped))


def ask(*arguments: str, home: Path | None = None, **more: str) -> Result:
    """Run the command inside this process: the quick way, where the process itself is not at stake."""
    raw = io.BytesIO()
    out, err = io.TextIOWrapper(raw, "utf-8", "surrogatepass", newline=""), io.StringIO(newline="")
    with (
        patch.dict(os.environ, environment(home, **more), clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = run(arguments)
    out.flush()
    return Result(code, raw.getvalue().decode("utf-8", "surrogatepass"), err.getvalue())


def _text(output: bytes) -> str:
    return output.decode("utf-8", "backslashreplace").replace(os.linesep, "\n")


@cache
def _empty_home() -> Path:
    folder = tempfile.mkdtemp(prefix="resadvise-home-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
