"""`resadvise models`: the image models, what they offer and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import facts_for, note_stale_facts, show, show_names
from resadvise.cli.commands import HELP
from resadvise.cli.options import FORMATS, CommandSpec, names_option, output_options
from resadvise.engine.lists import models_data, names_of_models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise models
resadvise models --json
resadvise models --names
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    return CommandSpec("models", HELP["models"], EXAMPLES, [names_option(), *output_options()], _run)


def _run(given: Mapping[str, Any]) -> int:
    facts = facts_for(given)
    if given["names"]:
        return show_names(given, names_of_models(facts), facts, FORMATS)
    data = models_data(facts)

    def draw(screen: Any) -> None:
        from resadvise.output.lists import draw_models

        draw_models(screen, data)

    show(given, data, data["models"], draw)
    note_stale_facts(facts, facts.models.values())
    return 0
