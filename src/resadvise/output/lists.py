"""The lists as a person reads them: of the facts, of the user's own, and of the schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resadvise.output.cells import byte_span, margin, price, seconds_span, short_box
from resadvise.output.console import BAD, GOOD, LOUD, QUIET, VERDICT_STYLE, WEAK, Screen
from resadvise.units import display

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.text import Text


# How many names stand for a group.
_EXAMPLES = 4
STATUS_STYLE = {"available": GOOD, "deprecated": WEAK, "off": BAD}


def draw_tiers(screen: Screen, data: dict[str, Any], title: str) -> None:
    """Draw the tiers side by side."""
    rows = [
        [
            screen.text(row["tier"], LOUD),
            screen.text(f"{row['pixel_width']}×{row['pixel_width']} px"),
            screen.text(", ".join(row["best_for"])),
            screen.text(seconds_span(row)),
            screen.text(byte_span(row)),
            screen.text(price(row["price_usd"]) or ("" if row["offered"] else "not offered")),
        ]
        for row in data["tiers"]
    ]
    screen.table(["Tier", "Square", "Best for", "Seconds", "JPG", "Price"], rows, right=("Price",))
    screen.notes(f"Prices are those of {title}; --model NAME lists what a model returns for every shape.")


def draw_ratios(screen: Screen, data: dict[str, Any], title: str) -> None:
    """Draw what the model returns: ratios by tiers, then price and seconds."""
    tiers = [row for row in data["tiers"] if row["offered"]]
    screen.console.print()
    screen.line(screen.text(title, LOUD), screen.text(f"  {data['model']}", QUIET))
    rows = [
        [screen.text(row["aspect_ratio"], LOUD), *(_cell(screen, row, tier["tier"]) for tier in tiers)]
        for row in data["ratios"]
    ]
    rows.append([screen.text("Price", LOUD), *(screen.text(price(tier["price_usd"]) or "unknown") for tier in tiers)])
    rows.append([screen.text("Batch", LOUD), *(screen.text(price(tier["batch_price_usd"])) for tier in tiers)])
    rows.append([screen.text("Seconds", LOUD), *(screen.text(seconds_span(tier) or "unknown") for tier in tiers)])
    screen.table(["Ratio", *(tier["tier"] for tier in tiers)], rows)
    if any("*" in cell.plain for row in rows for cell in row):
        measured = any(any(row["verified"].values()) for row in data["ratios"])
        screen.notes("* documented or inferred" + ("; the others were measured on this model" if measured else ""))
    screen.console.print()
    for note in data["notes"]:
        screen.item("•", note)


def _cell(screen: Screen, row: dict[str, Any], tier: str) -> Text:
    sides = row["pixels"].get(tier)
    if sides is None:
        return screen.text("")
    return screen.text(f"{short_box(sides)}{'' if row['verified'][tier] else ' *'}")


def draw_uses(screen: Screen, data: dict[str, Any]) -> None:
    """Draw the uses by group."""
    for group in dict.fromkeys(row["group"] for row in data["uses"]):
        screen.heading(group)
        rows = [
            [
                screen.text(", ".join([row["use"], *row["aliases"]]), LOUD),
                screen.text(f"{row['kind']} {row['tier']}"),
                screen.text(row["why"]),
            ]
            for row in data["uses"]
            if row["group"] == group
        ]
        screen.table(["Use", "Asks for", "Why"], rows)


def draw_models(screen: Screen, data: dict[str, Any]) -> None:
    """Draw the models with their prices by tier, then what is to be known of them."""
    models = data["models"]
    tiers = sorted({tier for row in models for tier in row["tiers"]}, key=data["tiers"].index)
    rows = [
        [
            screen.text("►" if row["default"] else "", GOOD),
            screen.text(row["name"], LOUD),
            screen.text(row["aliases"][0] if row["aliases"] else row["model"], STATUS_STYLE[row["status"]]),
            *(
                screen.text(price(row["price_usd"][tier]) or "?") if tier in row["tiers"] else screen.text("")
                for tier in tiers
            ),
        ]
        for row in models
    ]
    screen.table(["", "Name", "--model", *tiers], rows, right=tiers)
    screen.console.print()
    for row in models:
        if row["status"] != "available":
            screen.item("!", _status(row), STATUS_STYLE[row["status"]])
    screen.heading("In full")
    for row in models:
        names = ", ".join([row["model"], *row["aliases"][1:]])
        screen.item("•", f"{row['name']}: {names}; {len(row['aspect_ratios'])} ratios, alpha {row['alpha']}")
    screen.heading("Where sources disagree")
    for row in models:
        for each in row["disagreements"]:
            screen.item("•", f"{row['name']}: {each['text']}")


def _status(row: dict[str, Any]) -> str:
    ends = f", ends {row['shutdown']}" if row["shutdown"] else ""
    instead = f": use {row['replacement']}" if row["replacement"] else ""
    return f"{row['name']} is {row['status']}{ends}{instead}"


def draw_deliverables(screen: Screen, data: dict[str, Any], title: str) -> None:
    """Draw the named targets by group, with the tier that each takes."""
    rows = data["deliverables"]
    for group in dict.fromkeys(row["group"] for row in rows):
        screen.heading(group)
        screen.table(
            ["Name", "What", "Size", "Takes", "Margin"],
            [
                [
                    screen.text(row["deliverable"], LOUD),
                    screen.text(row["title"]),
                    screen.text(_size(row)),
                    screen.text(row["tier"] + ("" if row["status"] == "ok" else ": not enough"), _style(row)),
                    _margin(screen, row),
                ]
                for row in rows
                if row["group"] == group
            ],
        )
    screen.notes(
        f"{display.counted(len(rows), 'target')} on {title}. Each is asked for as: resadvise recommend --for NAME"
    )


def draw_groups(screen: Screen, groups: Mapping[str, Sequence[str]]) -> None:
    """Draw the groups of named targets with a few examples of each, taken evenly from its names."""
    rows = [
        [
            screen.text(group, LOUD),
            screen.text(str(len(names))),
            screen.text(", ".join(names[:: -(-len(names) // _EXAMPLES)])),
        ]
        for group, names in groups.items()
    ]
    screen.table(["Group", "Targets", "Such as"], rows, right=("Targets",))
    screen.notes(
        "Search by any words: resadvise deliverables instagram story. A group is a word too, and --all lists "
        f"{sum(map(len, groups.values()))} targets.",
        "Each is asked for as: resadvise recommend --for NAME",
    )


def _margin(screen: Screen, row: dict[str, Any]) -> Text:
    """Write a margin with its verdict; a print above its floor is below the ideal, and not short."""
    fine = row["status"] == "ok" and row["verdict"] in ("near", "short")
    words, style = ("below ideal", WEAK) if fine else (row["verdict"], VERDICT_STYLE[row["verdict"]])
    return screen.text(f"{margin(row['margin'])} {words}", style)


def _size(row: dict[str, Any]) -> str:
    extra = f" +{row['bleed']}" if row["bleed"] else f" @{row['dpr']}x" if row["dpr"] else ""
    return f"{row['size']}{extra}"


def _style(row: dict[str, Any]) -> str:
    return GOOD if row["status"] == "ok" else BAD


_STYLE = {"added": GOOD, "changed": WEAK, None: ""}


def draw_values(screen: Screen, data: Mapping[str, Any], count: int) -> None:
    """Draw values by section, with where each comes from; `count` is how many were looked at."""
    file, rows = data["user_file"], data["values"]
    whose = f"of {file}" if file else "of the shipped facts; no file of your own is in force"
    if not rows:
        why = f"{file} changes nothing here" if file else "no file of your own is in force"
        screen.line(screen.text(f"Nothing differs from the shipped facts: {why}."))
    for section in dict.fromkeys(row["path"].partition(".")[0] for row in rows):
        screen.heading(section)
        screen.table(
            ["Name", "Value", "From", "Shipped"],
            [_cells(screen, row) for row in rows if row["path"].partition(".")[0] == section],
        )
    remarks = [f"Lines are those {whose}." if file else f"All {whose}."] if rows else []
    if not data["all"]:
        remarks.append(f"{count - len(rows)} values are as shipped; --all shows them.")
    screen.notes(*remarks)


def _cells(screen: Screen, row: Mapping[str, Any]) -> list[Any]:
    style = _STYLE[row["change"]]
    return [
        screen.text(row["path"].partition(".")[2] or row["path"], LOUD),
        screen.text(value_text(row["value"]), style),
        screen.text(f"line {row['line']}" if row["line"] else "shipped", style or QUIET),
        screen.text(value_text(row["shipped"]) if row["change"] == "changed" else "", QUIET),
    ]


def value_text(value: Any) -> str:
    """Write a value of the facts: text as it stands, the rest as JSON, which is YAML too."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)


def draw_schemas(screen: Screen, rows: Sequence[Mapping[str, str]]) -> None:
    """Draw the names of the schemas."""
    cells = [[screen.text(row["name"], LOUD), screen.text(row["description"])] for row in rows]
    screen.table(["Name", "What it describes"], cells)
    screen.notes("Print one with: resadvise schema NAME")
