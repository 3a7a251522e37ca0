"""Answers as Markdown that a person reads in a pull request: the verdict first, then few columns, then what to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.cells import box, margin, price, seconds_span, short_box
from resadvise.output.formats import markdown_cell, markdown_table
from resadvise.units import display

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ADVICE_STATUS = {
    "ok": "enough",
    "insufficient": "no tier is enough",
    "conflict": "what is needed breaks a limit",
}
_PLAN_STATUS = {
    "ok": "fits",
    "insufficient": "no tier is enough for the finals",
    "conflict": "does not fit",
}


def advice_page(data: Mapping[str, Any], model_title: str) -> str:
    """Write `Advice.as_dict()`."""
    cost = price(data["price_usd"]) or "price unknown"
    asked = f"{data['tier']}, {box(data['pixels'])} at {data['aspect_ratio']}, {cost}"
    rows = [
        {
            "": "►" if row["tier"] == data["tier"] else "",
            "Tier": row["tier"],
            "Pixels": short_box(row["pixels"]),
            "Margin": "" if row["margin"] is None else f"{margin(row['margin'])} {row['verdict']}",
            "Price": price(row["price_usd"]) or "unknown",
            "Seconds": seconds_span(row),
        }
        for row in data["tiers"]
    ]
    reasons = [reason["text"] for reason in data["reasons"] if not reason["code"].startswith("workflow")]
    return _page(f"**{asked}**: {_ADVICE_STATUS[data['status']]} ({model_title}).", rows, [*_warnings(data), *reasons])


def plan_page(data: Mapping[str, Any], model_title: str) -> str:
    """Write `Plan.as_dict()`."""
    cost = price(data["total"]["price_usd"]) or "price unknown"
    steps = ", then ".join(
        f"{display.counted(step['count'], step['stage'])} in {step['tier']}" for step in data["steps"]
    )
    rows = [_step(f"{step['stage']}s", step) for step in data["steps"]]
    rows.append(_step("**total**", data["total"]))
    reasons = [reason["text"] for reason in data["reasons"]]
    head = f"**{cost}**: {', then '.join(steps)} ({model_title}); {_PLAN_STATUS[data['status']]}."
    return _page(head, rows, [*_warnings(data), *reasons])


def _step(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "Step": name,
        "Images": str(row.get("count", "")),
        "Tier": row.get("tier", ""),
        "Price": price(row["price_usd"]) or "unknown",
        "Seconds": seconds_span(row),
    }


def _warnings(data: Mapping[str, Any]) -> Iterable[str]:
    return (f"**Warning**: {warning['text']}" for warning in data["warnings"])


def _page(head: str, rows: list[dict[str, str]], remarks: Iterable[str]) -> str:
    notes = "".join(f"- {markdown_cell(text)}\n" for text in remarks)
    return f"{markdown_cell(head)}\n\n{markdown_table(rows)}\n{notes}"
