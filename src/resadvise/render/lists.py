"""The lists as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise import wording
from resadvise.render.figures import byte_span, margin, price, seconds_span, short_box
from resadvise.render.pen import BAD, GOOD, LOUD, QUIET, VERDICT_STYLE, WEAK, Pen

if TYPE_CHECKING:
    from rich.text import Text

STATUS_STYLE = {"available": GOOD, "deprecated": WEAK, "off": BAD}


def draw_tiers(pen: Pen, data: dict[str, Any], title: str) -> None:
    """Draw the tiers side by side."""
    rows = [
        [
            pen.text(row["tier"], LOUD),
            pen.text(f"{row['pixel_width']}×{row['pixel_width']} px"),
            pen.text(", ".join(row["best_for"])),
            pen.text(seconds_span(row)),
            pen.text(byte_span(row)),
            pen.text(price(row["price_usd"]) or ("" if row["offered"] else "not offered")),
        ]
        for row in data["tiers"]
    ]
    pen.table(["Tier", "Square", "Best for", "Seconds", "JPG", "Price"], rows, right=("Price",))
    pen.notes(f"Prices are those of {title}; --model NAME lists what a model returns for every shape.")


def draw_ratios(pen: Pen, data: dict[str, Any], title: str) -> None:
    """Draw what the model returns: ratios by tiers, then price and seconds."""
    tiers = [row for row in data["tiers"] if row["offered"]]
    pen.console.print()
    pen.line(pen.text(title, LOUD), pen.text(f"  {data['model']}", QUIET))
    rows = [
        [pen.text(row["aspect_ratio"], LOUD), *(_cell(pen, row, tier["tier"]) for tier in tiers)]
        for row in data["ratios"]
    ]
    rows.append([pen.text("Price", LOUD), *(pen.text(price(tier["price_usd"]) or "unknown") for tier in tiers)])
    rows.append([pen.text("Batch", LOUD), *(pen.text(price(tier["batch_price_usd"])) for tier in tiers)])
    rows.append([pen.text("Seconds", LOUD), *(pen.text(seconds_span(tier) or "unknown") for tier in tiers)])
    pen.table(["Ratio", *(tier["tier"] for tier in tiers)], rows)
    if any("*" in cell.plain for row in rows for cell in row):
        measured = any(any(row["verified"].values()) for row in data["ratios"])
        pen.notes("* documented or inferred" + ("; the others were measured on this model" if measured else ""))
    pen.console.print()
    for note in data["notes"]:
        pen.item("•", note)


def _cell(pen: Pen, row: dict[str, Any], tier: str) -> Text:
    sides = row["pixels"].get(tier)
    if sides is None:
        return pen.text("")
    return pen.text(f"{short_box(sides)}{'' if row['verified'][tier] else ' *'}")


def draw_uses(pen: Pen, data: dict[str, Any]) -> None:
    """Draw the uses by group."""
    for group in dict.fromkeys(row["group"] for row in data["uses"]):
        pen.heading(group)
        rows = [
            [
                pen.text(", ".join([row["use"], *row["aliases"]]), LOUD),
                pen.text(f"{row['kind']} {row['tier']}"),
                pen.text(row["why"]),
            ]
            for row in data["uses"]
            if row["group"] == group
        ]
        pen.table(["Use", "Asks for", "Why"], rows)


def draw_models(pen: Pen, data: dict[str, Any]) -> None:
    """Draw the models with their prices by tier, then what is to be known of them."""
    models = data["models"]
    tiers = sorted({tier for row in models for tier in row["tiers"]}, key=data["tiers"].index)
    rows = [
        [
            pen.text("►" if row["default"] else "", GOOD),
            pen.text(row["name"], LOUD),
            pen.text(row["aliases"][0] if row["aliases"] else row["model"], STATUS_STYLE[row["status"]]),
            *(
                pen.text(price(row["price_usd"][tier]) or "?") if tier in row["tiers"] else pen.text("")
                for tier in tiers
            ),
        ]
        for row in models
    ]
    pen.table(["", "Name", "--model", *tiers], rows, right=tiers)
    pen.console.print()
    for row in models:
        if row["status"] != "available":
            pen.item("!", _status(row), STATUS_STYLE[row["status"]])
    pen.heading("In full")
    for row in models:
        names = ", ".join([row["model"], *row["aliases"][1:]])
        pen.item("•", f"{row['name']}: {names}; {len(row['aspect_ratios'])} ratios, alpha {row['alpha']}")
    pen.heading("Where sources disagree")
    for row in models:
        for each in row["disagreements"]:
            pen.item("•", f"{row['name']}: {each['text']}")


def _status(row: dict[str, Any]) -> str:
    ends = f", ends {row['shutdown']}" if row["shutdown"] else ""
    instead = f": use {row['replacement']}" if row["replacement"] else ""
    return f"{row['name']} is {row['status']}{ends}{instead}"


def draw_deliverables(pen: Pen, data: dict[str, Any], title: str) -> None:
    """Draw the named targets by group, with the tier that each takes."""
    rows = data["deliverables"]
    for group in dict.fromkeys(row["group"] for row in rows):
        pen.heading(group)
        pen.table(
            ["Name", "What", "Size", "Takes", "Margin"],
            [
                [
                    pen.text(row["deliverable"], LOUD),
                    pen.text(row["title"]),
                    pen.text(_size(row)),
                    pen.text(row["tier"] + ("" if row["status"] == "ok" else ": not enough"), _style(row)),
                    _margin(pen, row),
                ]
                for row in rows
                if row["group"] == group
            ],
        )
    pen.notes(
        f"{wording.counted(len(rows), 'target')} on {title}. Each is asked for as: resadvise recommend --for NAME"
    )


def _margin(pen: Pen, row: dict[str, Any]) -> Text:
    """Write a margin with its verdict; a print above its floor is below the ideal, and not short."""
    fine = row["status"] == "ok" and row["verdict"] in ("near", "short")
    words, style = ("below ideal", WEAK) if fine else (row["verdict"], VERDICT_STYLE[row["verdict"]])
    return pen.text(f"{margin(row['margin'])} {words}", style)


def _size(row: dict[str, Any]) -> str:
    extra = f" +{row['bleed']}" if row["bleed"] else f" @{row['dpr']}x" if row["dpr"] else ""
    return f"{row['size']}{extra}"


def _style(row: dict[str, Any]) -> str:
    return GOOD if row["status"] == "ok" else BAD
