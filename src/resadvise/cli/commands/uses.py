"""`resadvise uses`: what each use means, and its tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import facts_for, show
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, output_options
from resadvise.engine.lists import uses_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise uses
resadvise uses -o md
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    return CommandSpec("uses", HELP["uses"], EXAMPLES, output_options(), _run)


def _run(given: Mapping[str, Any]) -> int:
    data = uses_data(facts_for(given))

    def draw(screen: Any) -> None:
        from resadvise.output.lists import draw_uses

        draw_uses(screen, data)

    show(given, data, data["uses"], draw)
    return 0
