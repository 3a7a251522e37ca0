"""`resadvise skill`: what an agent needs to know to use the program well; the text that this version carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import output_form, show
from resadvise.cli.commands import HELP
from resadvise.cli.headings import OUTPUT
from resadvise.cli.options import CommandSpec, form_options, option
from resadvise.errors import Fault, QuestionError
from resadvise.skill import skill_path, skill_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise skill
resadvise skill --path
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    where = option("path", bool, False, "--path", help="print where the file is, not what it says", panel=OUTPUT)
    return CommandSpec("skill", HELP["skill"], EXAMPLES, [where, *form_options()], _run)


def _run(given: Mapping[str, Any]) -> int:
    output_form(given)
    path, text = skill_path(), skill_text()
    if given["path"] and path is None:
        hint = "`resadvise skill` prints the text"
        raise QuestionError(
            Fault("cannot-apply", "the program runs from an archive: there is no such file", "--path", hint)
        )
    row = {"path": path, "text": text}
    shown = str(path) if given["path"] else text.removesuffix("\n")
    show(given, {"schema": "resadvise/skill/1", **row}, [row], shown)
    return 0
