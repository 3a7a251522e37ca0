"""`resadvise deliverables [SEARCH]`: the named targets, and the tier that each takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.brief import find_model
from resadvise.cli.answer import facts_for, note_stale_facts, show
from resadvise.cli.commands import HELP
from resadvise.cli.options import FORMATS, CommandSpec, argument, model_option, output_options
from resadvise.engine.lists import deliverables_data
from resadvise.errors import Fault, QuestionError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise deliverables
resadvise deliverables instagram
resadvise deliverables poster -o csv
"""
_FORMATS = (*FORMATS, "jsonl")


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    return CommandSpec(
        "deliverables",
        HELP["deliverables"],
        EXAMPLES,
        [
            _SEARCH,
            model_option("the image model to answer for"),
            *output_options(_FORMATS),
        ],
        _run,
    )


def _run(given: Mapping[str, Any]) -> int:
    facts = facts_for(given)
    model = find_model(given["model"], facts)
    search = " ".join(given["search"] or ())
    data = deliverables_data(search, model, facts)
    if not data["deliverables"]:
        rows = facts.deliverables.items()
        names = {word for key, row in rows for name in (key, *row.aliases) for word in (name, *name.split("-"))}
        hint = did_you_mean(search, sorted(names)) or "`resadvise deliverables` lists all"
        raise QuestionError(Fault("unknown-deliverable", f"no deliverable matches {search!r}", "SEARCH", hint))

    def draw(screen: Any) -> None:
        from resadvise.output.lists import draw_deliverables

        draw_deliverables(screen, data, model.title)

    show(given, data, data["deliverables"], draw, _FORMATS)
    note_stale_facts(facts)
    return 0


_SEARCH = argument("search", "[SEARCH]...", "words that the name, title or group must hold", kind=list[str] | None)
