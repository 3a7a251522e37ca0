"""The commands, put together. Built at each run, because the flags of the uses come from the data."""

from __future__ import annotations

import inspect
import os
import shutil
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from resadvise import __version__
from resadvise.cli.commands import GROUPS, HELP
from resadvise.cli.completion import COMPLETING
from resadvise.cli.help import GroupedCommand, InnerGroup, Program
from resadvise.errors import Fault, QuestionError
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from resadvise.cli.options import CommandSpec, GroupSpec


# Help is never wider than this, and never narrower than a word.
WIDEST, NARROWEST = 100, 20

ABOUT = "Which resolution do I need? Get the cheapest image tier (1K, 2K, 4K) that is large enough, and why."
EXAMPLES = """
resadvise recommend --print --crop
resadvise recommend --for a3
resadvise recommend --pixels 1080x1350 --json
tier=$(resadvise recommend --social --get tier)
resadvise table
"""


def build_app(arguments: Sequence[str]) -> typer.Typer:
    """Return the application with the command that the arguments name, or with all of them if that is unknown.

    Without a command it only has to show its help or its version, so none is loaded.
    """
    columns = shutil.get_terminal_size().columns
    settings = {"help_option_names": ["-h", "--help"], "terminal_width": max(NARROWEST, min(columns, WIDEST) - 1)}
    app = typer.Typer(
        name="resadvise",
        cls=Program,
        help=ABOUT,
        epilog=EXAMPLES,
        context_settings=settings,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
        no_args_is_help=True,
    )
    app.callback()(_root)
    named = next((word for word in _typed(arguments) if not word.startswith("-")), None)
    only_asked = named is None and COMPLETING not in os.environ
    for command in [named] if named in HELP else [] if only_asked else HELP:
        spec = import_module(f"resadvise.cli.commands.{command}").spec(shipped_facts())
        (_add_group if command in GROUPS else _add)(app, spec)
    return app


def _typed(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments, or those in the line that a shell asks to have completed."""
    if COMPLETING not in os.environ:
        return arguments
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    return line.split()[1:]


def _add_group(app: typer.Typer, group: GroupSpec) -> None:
    inner = typer.Typer(
        name=group.name,
        cls=InnerGroup,
        help=group.help,
        epilog=group.examples,
        rich_markup_mode=None,
        no_args_is_help=group.alone is None,
        invoke_without_command=group.alone is not None,
    )
    if group.alone is not None:
        inner.callback()(_alone(group.alone))
    for spec in group.commands:
        _add(inner, spec)
    app.add_typer(inner)


def _alone(spec: CommandSpec) -> Callable[..., int | None]:
    """Return what a group does where none of its commands is named; its options are not those of its commands."""

    def callback(ctx: typer.Context, **given: Any) -> int | None:
        if ctx.invoked_subcommand is None:
            return spec.run(given)
        if any(given.values()):
            raise QuestionError(Fault("usage", f"options go behind {ctx.invoked_subcommand}, not before it"))
        return None

    context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    callback.__signature__ = inspect.Signature([context, *spec.parameters])  # type: ignore[attr-defined]
    callback.__annotations__ = {}
    return callback


def _add(app: typer.Typer, spec: CommandSpec) -> None:
    def command(**given: Any) -> int:
        return spec.run(given)

    command.__signature__ = inspect.Signature(spec.parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {}
    app.command(spec.name, cls=GroupedCommand, help=spec.help, epilog=spec.examples)(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"resadvise {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", "-V", help="Show the version and exit.", callback=_show_version, is_eager=True
    ),
) -> None: ...
