"""`resadvise explain CODE`: what a code means, why it is so, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import output_form, show
from resadvise.cli.commands import HELP
from resadvise.cli.completion import complete_code
from resadvise.cli.options import CommandSpec, argument, form_options
from resadvise.facts.load import read_shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise explain size.short
resadvise explain below_ideal insufficient
resadvise explain tier.downgraded --get codes.0.do
resadvise explain
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    return CommandSpec("explain", HELP["explain"], EXAMPLES, [_CODES, *form_options()], _run)


def _run(given: Mapping[str, Any]) -> int:
    from resadvise.codes import explain_data

    output_form(given)
    asked = given["codes"] or []
    data = explain_data(asked, read_shipped())

    def draw(screen: Any) -> None:
        from resadvise.output.explain import draw_all_codes, draw_codes

        (draw_codes if asked else draw_all_codes)(screen, data["codes"])

    rows = [{**row, "rests_on": "; ".join(each["fact"] for each in row["rests_on"])} for row in data["codes"]]
    show(given, data, rows, draw)
    return 0


_CODES = argument(
    "codes", "[CODE]...", "codes of an answer, such as size.short; all of them if none is given",
    kind=list[str] | None, autocompletion=complete_code,
)  # fmt: skip
