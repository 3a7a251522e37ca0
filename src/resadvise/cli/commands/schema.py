"""`resadvise schema [NAME]`: the JSON Schema of each document that the program writes or reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.cli.answer import output_form, show
from resadvise.cli.commands import HELP
from resadvise.cli.completion import complete_schema
from resadvise.cli.options import CommandSpec, argument, form_options
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.schemas import COMMANDS, document_of, published_schema, read_schema, schema_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise schema
resadvise schema advice
resadvise schema question
resadvise schema error --get properties.error.description
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    return CommandSpec("schema", HELP["schema"], EXAMPLES, [_NAME, *form_options()], _run)


def _run(given: Mapping[str, Any]) -> int:
    if given["name"] is not None:
        return _write_one(given, given["name"])
    rows = [_row(name) for name in schema_names()]

    def draw(screen: Any) -> None:
        from resadvise.output.settings import draw_schemas

        draw_schemas(screen, rows)

    show(given, {"schema": "resadvise/schemas/1", "schemas": rows}, rows, draw)
    return 0


def _write_one(given: Mapping[str, Any], asked: str) -> int:
    name = document_of(asked)
    if name not in schema_names():
        known = [*schema_names(), *COMMANDS]
        hint = did_you_mean(asked, known) or "`resadvise schema` lists them"
        raise QuestionError(Fault("unknown-schema", f"there is no schema {asked!r}", "NAME", hint))
    output_form(given, ("json",))
    show({**given, "output": None, "json": given["get"] is None}, published_schema(name), [], "")
    return 0


def _row(name: str) -> dict[str, str]:
    schema = read_schema(name)
    return {"name": name, "title": schema["title"], "description": schema["description"]}


_NAME = argument("name", "[NAME]", "a document such as advice, or a command", autocompletion=complete_schema)
