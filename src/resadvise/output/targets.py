"""The named targets as a person reads them: those that were found, or the groups that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.answers import Answer
from resadvise.output.console import BAD, GOOD, LOUD
from resadvise.output.fits import fit_cell
from resadvise.output.tables import Cell, Column, draw_table
from resadvise.units import display

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resadvise.output.console import Screen
    from resadvise.output.tables import AnyCell

# How many names stand for a group.
_EXAMPLES = 4


def targets_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of the named targets that were found."""
    found = display.counted(len(data["deliverables"]), "named target")
    return Answer(
        f"{found} found. Ask for one: resadvise recommend --for NAME.", f"The tiers are those of {model_title}."
    )


def draw_deliverables(screen: Screen, data: dict[str, Any], title: str) -> None:
    """Draw the named targets by group, with the tier that each needs."""
    screen.answer(targets_answer(data, title))
    rows = data["deliverables"]
    for group in dict.fromkeys(row["group"] for row in rows):
        columns = [
            Column(group), Column("What"), Column("Size"), Column("Needs", said="needs {}"), Column("Margin"),
        ]  # fmt: skip
        draw_table(screen, columns, [_cells(row) for row in rows if row["group"] == group], headed=True)


def _cells(row: Mapping[str, Any]) -> list[Cell]:
    fine = row["status"] == "ok"
    return [
        Cell(row["deliverable"], LOUD),
        Cell(row["title"]),
        Cell(_size(row)),
        Cell(row["tier"], GOOD) if fine else Cell(f"{row['tier']}: not enough", BAD, f"more than {row['tier']}"),
        fit_cell(row, fine),
    ]


def _size(row: Mapping[str, Any]) -> str:
    extra = f" +{row['bleed']}" if row["bleed"] else f" @{row['dpr']}x" if row["dpr"] else ""
    return f"{row['size']}{extra}"


def groups_answer(groups: Mapping[str, Sequence[str]]) -> Answer:
    """Return the first lines of the groups of named targets."""
    known = display.counted(sum(map(len, groups.values())), "target")
    first = f"{known} are known by name. Ask for one: resadvise recommend --for NAME."
    return Answer(first, "Search: resadvise deliverables instagram story. See all of them: --all.")


def draw_groups(screen: Screen, groups: Mapping[str, Sequence[str]]) -> None:
    """Draw the groups of named targets with a few examples of each, taken evenly from its names."""
    screen.answer(groups_answer(groups))
    rows: list[list[AnyCell]] = [
        [
            Cell(group, LOUD),
            Cell(str(len(names)), said=display.counted(len(names), "target")),
            ", ".join(names[:: -(-len(names) // _EXAMPLES)]),
        ]
        for group, names in groups.items()
    ]
    draw_table(screen, [Column("Group"), Column("Targets", right=True), Column("Such as", said="such as {}")], rows)
