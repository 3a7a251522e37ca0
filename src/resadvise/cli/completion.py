"""Shell completion: names in the facts, and fields of an answer."""

from __future__ import annotations

import typer  # noqa: TC002 - the library looks the annotations up

from resadvise.facts.load import shipped_facts

# Set by the shell that wants a line completed.
COMPLETING = "_RESADVISE_COMPLETE"


def complete_use(incomplete: str) -> list[tuple[str, str]]:
    """Complete the name of a use, or another name of it."""
    uses = shipped_facts().uses.values()
    return [(name, use.what) for use in uses for name in (use.name, *use.aliases) if name.startswith(incomplete)]


def complete_deliverable(incomplete: str) -> list[str]:
    """Complete the name of a deliverable, or another name of it."""
    rows = shipped_facts().deliverables.values()
    return [name for row in rows for name in (row.name, *row.aliases) if name.startswith(incomplete)]


def complete_model(incomplete: str) -> list[str]:
    """Complete the name of a model, short or in full."""
    models = shipped_facts().models
    names = [name for key, model in models.items() for name in (*model.aliases, key)]
    return [name for name in names if name.startswith(incomplete)]


def complete_field(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Complete the name of a field of the JSON that the command writes."""
    from resadvise.schemas import fields_of

    words = ctx.command_path.split()[1:]
    return [(name, what) for name, what in fields_of("-".join(words), incomplete) if name.startswith(incomplete)]


def complete_schema(incomplete: str) -> list[tuple[str, str]]:
    """Complete the name of a schema."""
    from resadvise.schemas import read_schema, schema_names

    return [(name, read_schema(name)["description"]) for name in schema_names() if name.startswith(incomplete)]


def complete_code(incomplete: str) -> list[tuple[str, str]]:
    """Complete a code of an answer."""
    from resadvise.codes import KINDS

    found = {code: meaning.means for kind in KINDS for code, meaning in kind.codes.items()}
    return [(code, means) for code, means in found.items() if code.startswith(incomplete)]
