"""`resadvise presets …`: where the presets file is, what it changes, how to create one, and its mistakes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import output_form, show
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, GroupSpec, argument, form_options, option, output_options
from resadvise.cli.presets_file import VARIABLE, default_presets_path, presets_path
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.schemas import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resadvise.facts.catalog import Catalog
    from resadvise.facts.presets import Changes, Sourced


EXAMPLES = """
resadvise presets init
resadvise presets validate
resadvise presets show
resadvise presets path
"""
STDIN, NONE = "-", "none"
_WHICH = "Which values?"
# What one entry of each section is called.
_NOUNS = {
    "tiers": "tier", "uses": "use", "apis": "API", "models": "model", "deliverables": "deliverable",
    "defaults": "default", "thresholds": "threshold", "viewing_classes": "list of viewing classes",
    "facts": "note about the facts",
}  # fmt: skip


def spec(facts: Catalog) -> GroupSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the group of commands."""
    everything = option("all", bool, False, "--all", help="include the built-in values", panel=_WHICH)
    return GroupSpec(
        "presets",
        HELP["presets"],
        EXAMPLES,
        [
            CommandSpec("path", PATH_HELP, PATH_EXAMPLES, output_options(), _path),
            CommandSpec("show", SHOW_HELP, SHOW_EXAMPLES, [_SECTION, everything, *output_options()], _show),
            CommandSpec("init", INIT_HELP, INIT_EXAMPLES, [_NEW_FILE, *form_options()], _init),
            CommandSpec("validate", VALIDATE_HELP, VALIDATE_EXAMPLES, [_FILE, *form_options()], _validate),
            CommandSpec("schema", SCHEMA_HELP, SCHEMA_EXAMPLES, [], _schema),
        ],
    )


# path

PATH_HELP = "Print the path of the presets file, or where resadvise would look for one."
PATH_EXAMPLES = """
resadvise presets path
resadvise presets path --json
"""


def _path(given: Mapping[str, Any]) -> int:
    named, folder = given["presets"], default_presets_path()
    places = [
        ("option", "--presets", named),
        ("environment", VARIABLE, os.environ.get(VARIABLE) or None),
        ("folder", "configuration folder", str(folder) if folder.is_absolute() else None),
    ]
    in_force = presets_path(named)
    first = next(place for place, _, path in places if path is not None or place == "folder")
    rows = [
        {
            "place": place,
            "name": name,
            "path": path,
            "exists": path == STDIN or (path not in (None, NONE) and os.path.lexists(path)),
            "in_force": place == first and in_force != NONE,
        }
        for place, name, path in places
    ]
    path = None if in_force == NONE else in_force
    data = {"schema": "resadvise/presets-path/1", "in_force": path, "looked_for": rows}
    show(given, data, rows, path or str(folder))
    if path is None and sys.stderr is not None and sys.stderr.isatty():
        why = "'none' was requested" if first != "folder" else "`resadvise presets init` creates one"
        sys.stderr.write(f"note: no presets file is in use; {why}\n")
    return 0


# show

SHOW_HELP = "Show what your presets file changes, and where each value comes from."
SHOW_EXAMPLES = """
resadvise presets show
resadvise presets show --all thresholds
resadvise presets show --all uses.print --json
"""


def _show(given: Mapping[str, Any]) -> int:
    from resadvise.facts.presets import sourced_values

    output_form(given)
    path = presets_path(given["presets"])
    values = sourced_values(None if path == NONE else path)
    inside = _inside(values, given["section"])
    rows = [_value_row(each) for each in inside if given["all"] or each.change]
    data = {
        "schema": "resadvise/presets-show/1",
        "section": given["section"],
        "all": given["all"],
        "user_file": None if path == NONE else path,
        "values": rows,
    }

    def draw(screen: Any) -> None:
        from resadvise.output.settings import draw_values

        draw_values(screen, data, len(inside))

    show(given, data, [{**row, "value": _text(row["value"]), "shipped": _text(row["shipped"])} for row in rows], draw)
    return 0


def _inside(values: list[Sourced], section: str | None) -> list[Sourced]:
    """Return the values of a section, or of a part of one. A key may contain dots, so the text decides."""
    if section is None:
        return values
    wanted = section.rstrip(".")
    found = [each for each in values if each.name == wanted or each.name.startswith(f"{wanted}.")]
    if not found:
        hint = did_you_mean(wanted, _sections(values)) or f"sections: {', '.join(_sections(values, depth=1))}"
        raise QuestionError(Fault("unknown-section", f"there is no section {section!r}", "SECTION", hint))
    return found


def _sections(values: list[Sourced], depth: int = 3) -> list[str]:
    """Return the names of the sections and of their parts, in the order of the facts."""
    from resadvise.facts.presets import dotted

    return list(dict.fromkeys(dotted(each.path[:end]) for end in range(1, depth + 1) for each in values))


def _value_row(each: Sourced) -> dict[str, Any]:
    return {
        "path": each.name,
        "value": each.value,
        "origin": each.origin,
        "line": each.line,
        "change": each.change,
        "shipped": each.shipped,
    }


def _text(value: Any) -> str | None:
    from resadvise.output.cells import value_text

    return None if value is None else value_text(value)


def complete_section(incomplete: str) -> list[str]:
    """Complete the name of a section, and what is inside one that was typed."""
    from resadvise.facts.presets import sourced_values

    depth = 1 + min(incomplete.count("."), 2)
    return [name for name in _sections(sourced_values(None), depth) if name.startswith(incomplete)]


# init

INIT_HELP = "Create a presets file with commented examples, and a JSON Schema for your editor."
INIT_EXAMPLES = """
resadvise presets init
resadvise presets init presets.yaml
"""


def _init(given: Mapping[str, Any]) -> int:
    from resadvise.facts.presets import write_first_file

    output_form(given)
    path = given["file"]
    if path is None:
        folder = default_presets_path()
        if not folder.is_absolute():
            hint = "name a file: resadvise presets init presets.yaml"
            raise QuestionError(Fault("unwritable-file", "there is no configuration folder", str(folder), hint))
        path = str(folder)
    schema_file = write_first_file(path)
    data = {"schema": "resadvise/presets-init/1", "file": path, "schema_file": schema_file}
    show(given, data, [{"file": path, "schema_file": schema_file}], path)
    return 0


# validate

VALIDATE_HELP = "Check a presets file: list every mistake, or summarize what it adds and changes."
VALIDATE_EXAMPLES = """
resadvise presets validate
resadvise presets validate presets.yaml
resadvise presets validate presets.yaml --get changed.tiers
"""


def _validate(given: Mapping[str, Any]) -> int:
    from resadvise.facts.presets import count_changes, sourced_values

    output_form(given)
    path = given["file"] if given["file"] is not None else presets_path(None)
    if given["file"] is None and path == NONE:
        hint = "name one, or create one with `resadvise presets init`"
        raise QuestionError(Fault("unreadable-file", "there is no presets file", "FILE", hint))
    changes = count_changes(sourced_values(path))
    name = "standard input" if path == STDIN else path
    sections = tuple(_NOUNS)
    added = {section: changes.added.get(section, 0) for section in sections}
    changed = {section: changes.changed.get(section, 0) for section in sections}
    data = {"schema": "resadvise/presets-validate/1", "file": path, "added": added, "changed": changed}
    rows = [{"section": each, "added": added[each], "changed": changed[each]} for each in sections]
    show(given, data, rows, f"{name} is valid: {', '.join(_said(changes)) or 'changes nothing'}")
    return 0


def _said(changes: Changes) -> Iterator[str]:
    for verb, counts in (("adds", changes.added), ("changes", changes.changed)):
        if counts:
            *others, last = [_counted(counts[each], noun) for each, noun in _NOUNS.items() if each in counts]
            yield f"{verb} {' and '.join([', '.join(others), last] if others else [last])}"


def _counted(count: int, noun: str) -> str:
    head, space, rest = noun.partition(" ")
    return f"{count} {noun}" if count == 1 else f"{count} {head}s{space}{rest}"


# schema

SCHEMA_HELP = "Print the JSON Schema of presets files."
SCHEMA_EXAMPLES = """
resadvise presets schema
"""


def _schema(given: Mapping[str, Any]) -> int:  # noqa: ARG001 - every command is run in the same way
    sys.stdout.write(schema_text("presets"))
    return 0


_SECTION = argument(
    "section", "[SECTION]", "part of the facts, such as tiers or uses.print", autocompletion=complete_section
)
_NEW_FILE = argument("file", "[FILE]", "where to write it (default: the configuration folder)")
_FILE = argument("file", "[FILE]", "the presets file (default: the one in use; '-' for standard input)")
