"""`resadvise deliverables [SEARCH]`: the named targets, with the tier each one needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import facts_for, note_stale_facts, output_form, show, show_names
from resadvise.cli.commands import HELP
from resadvise.cli.headings import OUTPUT
from resadvise.cli.options import FORMATS, CommandSpec, argument, model_option, names_option, option, output_options
from resadvise.engine.lists import deliverables_data, groups_of_deliverables, names_of_deliverables
from resadvise.errors import QuestionError
from resadvise.names import find_model, unknown_deliverable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise deliverables
resadvise deliverables instagram story
resadvise deliverables print-shop
resadvise deliverables poster -o csv
resadvise deliverables social --names
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
            option("all", bool, False, "--all", help="list every target, not just the groups", panel=OUTPUT),
            names_option(),
            model_option("the image model (see `resadvise models`)"),
            *output_options(_FORMATS),
        ],
        _run,
    )


def _run(given: Mapping[str, Any]) -> int:
    form = output_form(given, _FORMATS)
    facts = facts_for(given)
    model = find_model(given["model"], facts)
    search = " ".join(given["search"] or ())
    names = names_of_deliverables(search, facts)
    if not names:
        raise QuestionError(unknown_deliverable(search, facts, "SEARCH"))
    if given["names"]:
        return show_names(given, names, facts, _FORMATS)
    if form == "table" and given["get"] is None and not (search or given["all"]):
        return _show_groups(given, facts)
    data = deliverables_data(search, model, facts)
    rows = data["deliverables"]

    def draw(screen: Any) -> None:
        from resadvise.output.targets import draw_deliverables

        draw_deliverables(screen, data, model.title)

    show(given, data, rows, draw, _FORMATS)
    note_stale_facts(facts, [model], [facts.deliverables[row["deliverable"]] for row in rows])
    return 0


def _show_groups(given: Mapping[str, Any], facts: Catalog) -> int:
    """Show the groups to search; all targets at once would fill several screens."""

    def draw(screen: Any) -> None:
        from resadvise.output.targets import draw_groups

        draw_groups(screen, groups_of_deliverables(facts))

    show(given, {"schema": "resadvise/deliverables/1"}, [], draw, _FORMATS)
    return 0


_SEARCH = argument(
    "search", "[SEARCH]...", "words to search for in the name, title, group or size", kind=list[str] | None
)
