"""Where the program starts and ends, and where every error becomes a message and an exit code."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import signal
import sys
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from resadvise.cli.completion import COMPLETING
from resadvise.errors import Fault, UserError
from resadvise.output.escape import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence


OK, FINDING, USAGE, BUG, OUTPUT_LOST, INTERRUPTED = 0, 1, 2, 70, 74, 130
ERROR_SCHEMA = "resadvise/error/1"
# A message quotes what was typed, which may be endless; this much of its beginning and end is shown.
_TOLD = 500
_SCREEN_SIDE = re.compile("0*[1-9][0-9]{0,4}")


def start() -> NoReturn:
    """Run the program on this process's arguments and streams, and end the process."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends us as it ends every filter: 141, no noise
    with contextlib.suppress(OSError):
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass  # a stream that is closed stays nobody's, or the next file to be opened would take its place
        os.close(descriptor)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    for name in ("COLUMNS", "LINES"):
        if not _SCREEN_SIDE.fullmatch(os.environ.get(name, "1")):
            del os.environ[name]  # 0, or no number: as if it were not set
    if os.environ.get("FORCE_COLOR") == "0":
        del os.environ["FORCE_COLOR"]
    status = run(sys.argv[1:])
    try:
        if sys.stdout is None:
            raise OSError(0, "it is closed")
        sys.stdout.flush()
    except OSError as error:
        status = _output_lost(error, sys.argv[1:]) if status in (OK, FINDING) else status
        _abandon(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the answer is out, and this its exit code
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run the program on these arguments and return its exit code; no exception leaves."""
    try:
        return _dispatch(arguments)
    except UserError as error:
        report(error.faults, as_json=wants_json(arguments))
        return USAGE
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            return _show_help(error)
        from resadvise.cli.usage_errors import usage_fault

        report([usage_fault(error)], as_json=wants_json(arguments))
        return USAGE
    except SystemExit as done:  # how the library ends what it does for a shell's completion
        return done.code if isinstance(done.code, int) else OK
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as error:
        _abandon(1)
        return _output_lost(error, arguments)
    except Exception as error:
        if os.environ.get("RESADVISE_DEBUG") and sys.stderr is not None:
            sys.excepthook(*sys.exc_info())
            return BUG
        what = f"{type(error).__name__}: {error}"
        hint = "set RESADVISE_DEBUG=1 to see where, and please report it"
        report([Fault("bug", f"this is a bug in resadvise: {what}", None, hint)], as_json=wants_json(arguments))
        return BUG


def _dispatch(arguments: Sequence[str]) -> int:
    if sys.stdout is None:
        return _output_lost(OSError(0, "it is closed"), arguments)
    if COMPLETING in os.environ:
        os.environ["COLUMNS"] = "9999"  # a description that the library folds would be taken for two completions
    from resadvise.cli.app import build_app

    app = build_app(arguments)
    gc.freeze()  # main() has switched the collector off while all this was imported
    gc.enable()
    status = app(args=list(arguments), prog_name="resadvise", standalone_mode=False)
    return status if isinstance(status, int) else OK


def wants_json(arguments: Sequence[str]) -> bool:
    """Say whether errors are to be JSON, as far as arguments that may be wrong can tell."""
    options = takewhile(lambda word: word != "--", arguments)
    pairs = pairwise([*options, ""])
    forms = ("json", "jsonl")
    return any(
        first == "--json"
        or (first in ("-o", "--output") and second in forms)
        or first in [f"{option}{form}" for option in ("-o", "--output=") for form in forms]
        for first, second in pairs
    )


def report(faults: Sequence[Fault], *, as_json: bool) -> None:
    """Write faults to stderr, as lines or as one JSON object."""
    faults = [
        fault._replace(**{name: _shortened(part) for name, part in fault._asdict().items() if part}) for fault in faults
    ]
    if as_json:
        from resadvise.output.formats import to_json

        errors: list[dict[str, Any]] = [fault._asdict() for fault in faults]
        text = to_json({"schema": ERROR_SCHEMA, "error": errors[0], "errors": errors})
    else:
        text = "".join(f"resadvise: {harmless(str(fault))}\n" for fault in faults)
    _write_error(text)


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _TOLD else f"{text[:_TOLD]} … {text[-_TOLD:]}"


def _write_error(text: str) -> None:
    if sys.stderr is not None and COMPLETING not in os.environ:  # nobody wants errors in the line being typed
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            _abandon(2)


def _show_help(error: typer.TyperException) -> int:
    """Print the help to stderr and exit with 2."""
    _write_error(error.format_message() + "\n")
    return USAGE


def _output_lost(error: OSError, arguments: Sequence[str]) -> int:
    reason = error.strerror or str(error)
    report([Fault("output-lost", f"the output could not be written: {reason}")], as_json=wants_json(arguments))
    return OUTPUT_LOST


def _abandon(descriptor: int) -> None:
    """Keep the interpreter from flushing a broken stream again when it ends: it would end with 120."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
