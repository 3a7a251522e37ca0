"""What differs between two states of the facts, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.cells import value_text
from resadvise.output.console import BAD, GOOD, LOUD, QUIET, WEAK, Screen
from resadvise.units import display

if TYPE_CHECKING:
    from collections.abc import Mapping

_STYLE = {"added": GOOD, "removed": BAD, "changed": WEAK}


def draw_changes(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw each row that differs, its fields, and the answers that it changes."""
    summary = data["summary"]
    old, new = data["old"]["version"], data["new"]["version"]
    counts = ", ".join(f"{summary[name]} {name}" for name in ("added", "removed", "changed"))
    screen.console.print()
    screen.line(screen.text(f"{old} → {new}" if old != new else old, LOUD), screen.text(f"  rows: {counts}", QUIET))
    for row in data["rows"]:
        screen.console.print()
        name = row["section"] if row["row"] is None else f"{row['section']}.{row['row']}"
        screen.line(screen.text(name, LOUD), screen.text(f"  {row['change']}", _STYLE[row["change"]]))
        for each in row["fields"]:
            what = f"{each['field']}: " if each["field"] else ""
            screen.item("•", f"{what}{value_text(each['old'])} → {value_text(each['new'])}")
        if any(row["affects"].values()):
            affected = [
                f"the {name} of {display.counted(count, 'answer')}" for name, count in row["affects"].items() if count
            ]
            screen.item("!", f"Changes {' and '.join(affected)}:", WEAK)
            for each in row["answers"]:
                screen.item("  •", _answer_text(each))
            if (more := sum(row["affects"].values()) - len(row["answers"])) > 0:
                screen.item("  •", f"and {more} more")
    if data["rows"]:
        screen.notes(f"Changed rows that change a tier, a price or a status: {summary['affecting']}.")
    else:
        screen.notes("Nothing differs.")


def _answer_text(each: Mapping[str, Any]) -> str:
    asked = each["target"] or each["use"] or "no question"
    on = f" on {each['model']}" if each["model"] else ""
    return f"{asked}{on}: {each['what']} {value_text(each['old'])} → {value_text(each['new'])}"
