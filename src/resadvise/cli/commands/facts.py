"""`resadvise facts`: all facts as one document; `facts diff`: what differs between two states of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import output_form, show
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, GroupSpec, argument, output_options
from resadvise.cli.presets_file import presets_path
from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise facts > facts.json
resadvise facts --get facts.version
resadvise facts diff facts.json
"""
_FORMATS = ("json",)


def spec(facts: Catalog) -> GroupSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the group: alone it writes the document."""
    return GroupSpec(
        "facts",
        HELP["facts"],
        EXAMPLES,
        [CommandSpec("diff", DIFF_HELP, DIFF_EXAMPLES, [_OLD, _NEW, *output_options()], _diff)],
        CommandSpec("facts", HELP["facts"], EXAMPLES, output_options(_FORMATS), _write),
    )


def _write(given: Mapping[str, Any]) -> int:
    from resadvise.engine.lists import facts_data
    from resadvise.facts.build import build_catalog

    output_form(given, ("table", *_FORMATS))
    raw, path = _facts_in_use(given)
    data = facts_data(raw, build_catalog(raw, path))
    show({**given, "output": None, "json": given["get"] is None}, data, [], "", _FORMATS)
    return 0


def _facts_in_use(given: Mapping[str, Any]) -> tuple[dict[str, Any], str | None]:
    """Return the plain facts, and the presets file that was merged over the built-in ones."""
    from resadvise.facts.load import read_facts

    named = presets_path(given["presets"])
    path = None if named == "none" else named
    return read_facts(path), path


# diff

DIFF_HELP = "Show which rows changed between two exports, and which answers each change alone affects."
DIFF_EXAMPLES = """
resadvise facts diff old.json
resadvise facts diff old.json new.json
resadvise facts diff old.json --get summary.affecting
"""


def _diff(given: Mapping[str, Any]) -> int:
    from resadvise.engine.changes import diff_data
    from resadvise.facts.exported import catalog_of, read_export

    output_form(given)
    if given["old"] is None:
        hint = "write one with `resadvise facts > FILE`"
        raise QuestionError(Fault("no-files", "name the file of the older facts", "OLD", hint))
    old = read_export(given["old"])
    new = _facts_in_use(given)[0] if given["new"] is None else read_export(given["new"])
    data = diff_data(old, new, (given["old"], given["new"]), catalog_of)

    def draw(screen: Any) -> None:
        from resadvise.output.facts import draw_changes

        draw_changes(screen, data)

    rows = [
        {
            **{name: row[name] for name in ("section", "row", "change", "affects")},
            "fields": "; ".join(filter(None, (each["field"] for each in row["fields"]))),
        }
        for row in data["rows"]
    ]
    show(given, data, rows, draw)
    return 0


_OLD = argument("old", "OLD", "a file that `resadvise facts` wrote")
_NEW = argument("new", "[NEW]", "another one; the facts in use if not given")
