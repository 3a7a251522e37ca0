"""`resadvise table`: the tiers side by side, or everything that one model returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import facts_for, note_stale_facts, show
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, model_option, output_options
from resadvise.engine.lists import table_data
from resadvise.names import find_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise table
resadvise table --model nano-banana-pro
resadvise table -o csv
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    return CommandSpec(
        "table",
        HELP["table"],
        EXAMPLES,
        [
            model_option("the image model (see `resadvise models`)"),
            *output_options(),
        ],
        _run,
    )


def _run(given: Mapping[str, Any]) -> int:
    facts = facts_for(given)
    model = find_model(given["model"], facts)
    data = table_data(model, facts)
    by_ratio = given["model"] is not None

    def draw(screen: Any) -> None:
        from resadvise.output.lists import draw_ratios, draw_tiers

        (draw_ratios if by_ratio else draw_tiers)(screen, data, model.title)

    show(given, data, data["ratios"] if by_ratio else data["tiers"], draw)
    note_stale_facts(facts, [model])
    return 0
