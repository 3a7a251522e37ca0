"""`resadvise mcp`: the same answers for agents, over the Model Context Protocol on standard input and output."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import facts_for, note_waiting
from resadvise.cli.commands import HELP
from resadvise.cli.headings import OUTPUT
from resadvise.cli.options import CommandSpec, option, presets_option
from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise mcp
resadvise mcp --root ~/renders --root ~/assets
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    roots = option(
        "roots", list[str] | None, None, "--root", metavar="DIR", panel=OUTPUT,
        help="a folder whose files may be checked (repeatable); the working directory if not given",
    )  # fmt: skip
    return CommandSpec("mcp", HELP["mcp"], EXAMPLES, [roots, presets_option()], _run)


def _run(given: Mapping[str, Any]) -> int:
    from resadvise.mcp.roots import allowed_roots

    if find_spec("mcp") is None:
        hint = "pip install 'resadvise[mcp]'"
        raise QuestionError(Fault("missing-package", "this command needs the package mcp", None, hint))
    roots, facts = allowed_roots(given["roots"] or []), facts_for(given)
    from resadvise.mcp.server import serve
    from resadvise.mcp.tools import Context

    note_waiting("a client that speaks MCP")
    serve(Context(facts, roots))
    return 0
