"""The facts as a person reads them: tiers, what a model returns, uses and models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.answers import Answer
from resadvise.output.cells import byte_span, prices, short_box, time_span
from resadvise.output.console import BAD, GOOD, LOUD, WEAK
from resadvise.output.tables import Cell, Column, draw_table
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resadvise.output.console import Screen
    from resadvise.output.tables import AnyCell

STATUS_STYLE = {"available": GOOD, "deprecated": WEAK, "off": BAD}


def tiers_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of the tiers side by side."""
    count = sum(row["offered"] for row in data["tiers"])
    first = f"{model_title} makes images in {display.counted(count, 'tier')}, {_price_range(data)}."
    return Answer(first, "The size decides which one you need: resadvise recommend --for a3.")


def draw_tiers(screen: Screen, data: Mapping[str, Any], title: str) -> None:
    """Draw the tiers side by side."""
    screen.answer(tiers_answer(data, title))
    columns = [
        Column("Tier", said="Tier {}"),
        Column("Square", right=True),
        Column("Best for", said="best for {}"),
        Column("Time", right=True),
        Column("JPG", right=True, said="{} as a JPG"),
        Column("Price", right=True, unknown="price unknown"),
    ]
    costs = prices([row["price_usd"] for row in data["tiers"]])
    rows: list[list[AnyCell]] = [
        [
            Cell(row["tier"], LOUD),
            short_box([row["pixel_width"], row["pixel_width"]]),
            ", ".join(row["best_for"]),
            time_span(row),
            byte_span(row),
            cost if row["offered"] else "not offered",
        ]
        for row, cost in zip(data["tiers"], costs, strict=True)
    ]
    draw_table(screen, columns, rows)


def ratios_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of all that one model returns."""
    tiers = display.counted(sum(row["offered"] for row in data["tiers"]), "tier")
    shapes = "any shape" if data["size_rules"] else display.counted(len(data["ratios"]), "shape")
    first = f"{model_title} makes images in {shapes} and {tiers}, {_price_range(data)}."
    return Answer(first, f"Requests name it {data['model']}.")


def _price_range(data: Mapping[str, Any]) -> str:
    known = [row["price_usd"] for row in data["tiers"] if row["offered"] and row["price_usd"] is not None]
    ends = dict.fromkeys(display.cents(exact(end)) for end in (min(known), max(known))) if known else ()
    return f"for {' to '.join(ends)} each" if ends else "at a price that is not known"


def draw_ratios(screen: Screen, data: Mapping[str, Any], title: str) -> None:
    """Draw what the model returns: ratios by tiers, then price and time."""
    screen.answer(ratios_answer(data, title))
    tiers = [row for row in data["tiers"] if row["offered"]]
    rows: list[list[AnyCell]] = [
        [
            Cell(row["aspect_ratio"], LOUD, f"Ratio {row['aspect_ratio']}"),
            *(_size(row, tier["tier"], marked=not data["size_rules"]) for tier in tiers),
        ]
        for row in data["ratios"]
    ]
    for name, figures in (
        ("Price", prices([tier["price_usd"] for tier in tiers])),
        ("Batch", prices([tier["batch_price_usd"] for tier in tiers])),
        ("Time", [time_span(tier) or None for tier in tiers]),
    ):
        if name != "Batch" or any(figures):
            rows.append([Cell(name, LOUD), *figures])
    notes = []
    if rules := data["size_rules"]:
        notes.append(f"It takes any width and height within these rules: {_rules(rules)}.")
    if data["quality"]:
        notes.append(f"Prices are for {data['quality']} quality, at 1:1.")
    if not rules and any(not all(row["verified"].values()) for row in data["ratios"]):
        measured = any(any(row["verified"].values()) for row in data["ratios"])
        notes.append(f"* documented or inferred{'; the others were measured on this model' if measured else ''}.")
    columns = [Column("Ratio"), *(_tier_column(tier["tier"], "unknown") for tier in tiers)]
    draw_table(screen, columns, rows, notes=notes)
    if data["notes"]:
        screen.heading("Notes")
    for note in data["notes"]:
        screen.item("•", note)


def _tier_column(tier: str, unknown: str) -> Column:
    return Column(tier, right=True, said=f"{tier} {{}}", unknown=f"{tier} {unknown}")


def _size(row: Mapping[str, Any], tier: str, marked: bool) -> str:
    sides = row["pixels"].get(tier)
    return "" if sides is None else f"{short_box(sides)}{'*' if marked and not row['verified'][tier] else ''}"


def _rules(rules: Mapping[str, Any]) -> str:
    edge, area = ((rules[f"min_{name}"], rules[f"max_{name}"]) for name in ("edge", "area"))
    return display.size_rules(rules["multiple_of"], edge, area, exact(rules["max_ratio"]))


def uses_answer(data: Mapping[str, Any]) -> Answer:
    """Return the first lines of the uses."""
    first = (
        f"Say what the image is for: {display.counted(len(data['uses']), 'use')}, each with a tier by rule of thumb."
    )
    return Answer(first, "Ask with one: resadvise recommend --use NAME. A size, once you know it, decides instead.")


def draw_uses(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw the uses by group."""
    screen.answer(uses_answer(data))
    for group in dict.fromkeys(row["group"] for row in data["uses"]):
        rows = [
            [Cell(", ".join([row["use"], *row["aliases"]]), LOUD), f"{row['kind']} {row['tier']}", row["why"]]
            for row in data["uses"]
            if row["group"] == group
        ]
        draw_table(screen, [Column(group), Column("Tier"), Column("Why")], rows, headed=True)


def models_answer(data: Mapping[str, Any]) -> Answer:
    """Return the first lines of the models."""
    models = data["models"]
    usual = next((row["name"] for row in models if row["default"]), "")
    first = f"{display.counted(len(models), 'model')} known. {usual} is used unless you name another: --model NAME."
    return Answer(first, "All that one of them returns, and its prices: resadvise table --model NAME.")


def draw_models(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw the models with their prices by tier, then what is to be known of them."""
    screen.answer(models_answer(data))
    models = data["models"]
    tiers = sorted({tier for row in models for tier in row["tiers"]}, key=data["tiers"].index)
    costs = [prices([row["price_usd"].get(tier) for row in models]) for tier in tiers]
    for provider in dict.fromkeys(row["provider"] for row in models):
        places = [place for place, row in enumerate(models) if row["provider"] == provider]
        columns = [Column(provider or "Your own"), Column("--model", said="--model {}")]
        columns += [_tier_column(tier, "at an unknown price") for tier in tiers]
        rows: list[list[AnyCell]] = [
            [
                Cell(models[place]["name"], LOUD),
                Cell(_handle(models[place]), STATUS_STYLE[models[place]["status"]]),
                *(costs[column][place] if tier in models[place]["tiers"] else "" for column, tier in enumerate(tiers)),
            ]
            for place in places
        ]
        chosen = next((number for number, place in enumerate(places) if models[place]["default"]), None)
        draw_table(screen, columns, rows, chosen, headed=True)
    if any(row["size_rules"] or row["default_quality"] for row in models):
        screen.line(
            screen.text("Prices that depend on the size or the quality are those at 1:1 and the usual quality.")
        )
    _draw_remarks(screen, models)


def _draw_remarks(screen: Screen, models: Sequence[Mapping[str, Any]]) -> None:
    screen.console.print()
    for row in models:
        if row["status"] != "available":
            screen.item("!", _status(row), STATUS_STYLE[row["status"]])
    screen.heading("Names and shapes")
    for row in models:
        names = ", ".join(name for name in (row["model"], *row["aliases"]) if name != _handle(row))
        shapes = "any shape" if row["size_rules"] else f"{len(row['aspect_ratios'])} ratios"
        also = f"{names}; " if names else ""
        screen.item("•", f"{row['name']}: {also}{shapes}, transparency {row['alpha']}")
    if any(row["disagreements"] for row in models):
        screen.heading("Where sources disagree")
    for row in models:
        for each in row["disagreements"]:
            screen.item("•", f"{row['name']}: {each['text']}")


def _handle(row: Mapping[str, Any]) -> str:
    """Return the shortest name that a model answers to."""
    name: str = min((row["model"], *row["aliases"]), key=len)
    return name


def _status(row: Mapping[str, Any]) -> str:
    ends = f", ends {row['shutdown']}" if row["shutdown"] else ""
    instead = f": use {row['replacement']}" if row["replacement"] else ""
    return f"{row['name']} is {row['status']}{ends}{instead}"
