"""Answers as Markdown that a person reads in a pull request: the answer first, then few columns, then why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.answers import advice_answer, campaign_answer, plan_answer
from resadvise.output.cells import margin, price, seconds_span, share, short_box
from resadvise.output.formats import markdown_cell, markdown_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resadvise.output.answers import Answer


def advice_page(data: Mapping[str, Any], model_title: str) -> str:
    """Write `Advice.as_dict()`."""
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
    return _page(advice_answer(data, model_title), model_title, rows, data)


def plan_page(data: Mapping[str, Any], model_title: str) -> str:
    """Write `Plan.as_dict()`."""
    rows = [_step(f"{step['stage']}s", step) for step in data["steps"]]
    rows.append(_step("**total**", data["total"]))
    return _page(plan_answer(data, model_title), model_title, rows, data)


def campaign_page(data: Mapping[str, Any], model_title: str) -> str:
    """Write `Campaign.as_dict()`: a row a target."""
    rows = [
        {
            "Target": row["target"],
            "Image": f"{row['master'] + 1}: {_image(data['masters'][row['master']])}",
            "Loses": share(row["cut_fraction"]),
            "Margin": margin(row["margin"]),
            "Crop to": short_box(row["crop_to"]),
            "At": f"{row['crop_at'][0]},{row['crop_at'][1]}",
            "Export": short_box(row["export"]),
        }
        for row in data["targets"]
    ]
    rows += [{"Target": row["target"], "Image": f"none: {row['reason']}"} for row in data["unserved"]]
    return _page(campaign_answer(data), model_title, rows, data)


def _image(master: Mapping[str, Any]) -> str:
    return f"{master['aspect_ratio']} in {master['tier']}, {short_box(master['pixels'])}"


def _step(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "Step": name,
        "Images": str(row.get("count", "")),
        "Tier": row.get("tier", ""),
        "Price": price(row["price_usd"]) or "unknown",
        "Seconds": seconds_span(row),
    }


def _page(answer: Answer, model_title: str, rows: list[dict[str, str]], data: Mapping[str, Any]) -> str:
    head = [f"**{answer.first}**", answer.second, f"Prices and times are those of {model_title}."]
    notes = "".join(f"- {markdown_cell(text)}\n" for text in _remarks(data, answer.codes))
    return f"{markdown_cell(' '.join(filter(None, head)))}\n\n{markdown_table(rows)}\n{notes}"


def _remarks(data: Mapping[str, Any], said: tuple[str, ...]) -> Iterable[str]:
    """Return what to beware of, and the reasons; not what the first lines have said, nor how to work."""
    yield from (f"**Warning**: {each['text']}" for each in data["warnings"] if each["code"] not in said)
    for each in data["reasons"]:
        if each["code"] not in said and not each["code"].startswith("workflow"):
            yield each["text"]
