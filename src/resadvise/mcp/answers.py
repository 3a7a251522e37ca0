"""Answers as small as they can be and still complete: one flat dict each, and the same dict as lines of text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resadvise.mcp.arguments import as_arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The steps of an argument that change what to do; the others explain arithmetic that the figures show already.
_TELLING = (
    "thumb", "thumb.otherwise", "short", "short.distance", "short.models", "limit.conflict", "limit.alternative",
    "limit.none", "near.cheaper", "price.same", "plan.too-many", "plan.too-little", "plan.fits", "plan.direct",
    "plan.saves", "target.note", "campaign.too-large", "campaign.too-odd", "campaign.over-budget",
)  # fmt: skip


def advice_answer(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to send and what it costs, from the JSON of an advice."""
    need, workflow = data["need"], data["workflow"]
    return _said(
        status=data["status"],
        basis=None if data["basis"] == "target" else data["basis"],
        tier=data["tier"],
        alternative=data["alternative"],
        model=data["model"],
        pixels=_box(data["pixels"]),
        need=need and _box(need["pixels"]),
        margin=data["margin"],
        verdict=data["verdict"],
        effective_ppi=data["effective_ppi"],
        upscale=data["upscale"],
        price_usd=data["price_usd"],
        seconds=_span(data["seconds_min"], data["seconds_max"]),
        request=data["request"],
        crop_to=data["crop_to"] and _box(data["crop_to"]),
        max_crop=data["max_crop"],
        export=data["export"] and f"{_box(data['export'])} {data['format']['name']}",
        draft_tier=workflow and workflow["draft_tier"],
        tiers=[_tier(row) for row in data["tiers"] if row["tier"] != data["tier"]],
        why=_texts(each for each in data["reasons"] if each["code"] in _TELLING),
        warnings=_texts(data["warnings"]),
        facts_as_of=data["facts"]["as_of"],
    )


def _tier(row: Mapping[str, Any]) -> str:
    """Write another tier of the model in few words: `2K 1792x2400 $0.0504 short -0.4037`."""
    price = None if row["price_usd"] is None else f"${row['price_usd']}"
    broken = f"exceeds {' and '.join(row['ruled_out_by'])}" if row["ruled_out_by"] else None
    parts = (row["tier"], _box(row["pixels"]), price, row["verdict"], row["margin"], broken)
    return " ".join(str(part) for part in parts if part is not None)


def plan_answer(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the whole job takes, from the JSON of a plan."""
    total = data["total"]
    return _said(
        status=data["status"],
        way=data["way"],
        model=data["model"],
        steps=[_step(row) for row in data["steps"]],
        price_usd=total["price_usd"],
        seconds=_span(total["seconds_min"], total["seconds_max"]),
        price_per_final_usd=data["price_per_final_usd"],
        all_direct_usd=data["compare"]["price_usd"] if data["way"] == "start-low" else None,
        request=data["advice"]["request"],
        why=_texts(each for each in data["reasons"] if each["code"] in _TELLING),
        warnings=_texts(data["warnings"]),
        facts_as_of=data["facts"]["as_of"],
    )


def campaign_answer(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return which images to make and what each is cropped to, from the JSON of a campaign."""
    masters = data["masters"]
    return _said(
        status=data["status"],
        model=data["model"],
        images=[_master(number, row) for number, row in enumerate(masters, 1)],
        requests=[row["request"] for row in masters],
        prompt=list(dict.fromkeys(row["prompt"] for row in masters if row["prompt"])),
        crops=[_crop(row) for row in data["targets"]],
        price_usd=data["total"]["price_usd"],
        one_image_each_usd=data["one_each"]["price_usd"],
        why=_texts(each for each in data["reasons"] if each["code"] in _TELLING),
        warnings=_texts(data["warnings"]),
        facts_as_of=data["facts"]["as_of"],
    )


def _master(number: int, row: Mapping[str, Any]) -> str:
    """Write an image in few words: `1: 4K 2:3 3392x5056 $0.1134`."""
    price = "price unknown" if row["price_usd"] is None else f"${row['price_usd']}"
    return f"{number}: {row['tier']} {row['aspect_ratio']} {_box(row['pixels'])} {price}"


def _crop(row: Mapping[str, Any]) -> str:
    """Write a crop in few words: `a3: image 1, crop 3392x4769 at 0,143, scale to 2863x4025`."""
    crop, place = _box(row["crop_to"]), ",".join(map(str, row["crop_at"]))
    return f"{row['target']}: image {row['master'] + 1}, crop {crop} at {place}, scale to {_box(row['export'])}"


def _step(row: Mapping[str, Any]) -> str:
    price = "" if row["price_usd"] is None else f" ${row['price_usd']}"
    stage = f"{row['stage']}s" if row["count"] != 1 else row["stage"]
    return f"{row['count']} {stage} in {row['tier']} {_box(row['pixels'])}{price}"


def comparison_answer(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to request from the cheapest models, from the JSON of a comparison; the others are counted."""
    rows = data["models"]
    shown = [row for row in rows if row["status"] == "ok"][:_MOST_MODELS] or rows[:_MOST_MODELS]
    rest = [row for row in rows if row not in shown]
    counts = {
        status: sum(row["status"] == status for row in rest) for status in dict.fromkeys(r["status"] for r in rest)
    }
    return _said(
        status=data["status"],
        cheapest=data["cheapest"],
        need=data["need"] and _box(data["need"]["pixels"]),
        request=rows[0]["request"],
        models=[_model(row) for row in shown],
        others=", ".join(f"{count} {status}" for status, count in counts.items()) or None,
        not_in_price=data["not_in_price"],
        oldest_price=data["oldest_price"],
    )


# So many models are named; whoever wants one of the others asks recommend for it.
_MOST_MODELS = 6


def _model(row: Mapping[str, Any]) -> str:
    """Write the answer of a model in few words: `seedream-4-0 4K 2863x4025 $0.03 enough`."""
    price = "price unknown" if row["price_usd"] is None else f"${row['price_usd']}"
    status = None if row["status"] == "ok" else row["status"]
    parts = (
        row["model"],
        row["tier"],
        row["pixels"] and _box(row["pixels"]),
        row["quality"],
        price,
        row["verdict"],
        status,
    )
    return " ".join(str(part) for part in parts if part is not None)


def file_answer(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file is and whether it is good enough, from its row of a check."""
    serves = data["serves"]
    return _said(
        status=data["status"],
        format=data["format"],
        pixels=data["pixels"] and _box(data["pixels"]),
        bytes=data["bytes"],
        tier=data["tier"] or data["tier_text"],
        target=data["target"],
        margin=data["margin"],
        verdict=data["verdict"],
        effective_ppi=data["effective_ppi"],
        crop_to=data["crop_to"] and _box(data["crop_to"]),
        cut_fraction=data["cut_fraction"],
        alpha=data["alpha"],
        prints=[f"{each['width_mm']}x{each['height_mm']} mm at {each['ppi']:g} ppi" for each in data["prints"] or ()],
        serves=f"{len(serves)} named targets, such as {', '.join(serves[:3])}" if serves else None,
        findings=[f"{each['level']} {each['code']}: {as_arguments(each['text'])}" for each in data["findings"]],
    )


def as_text(answer: Mapping[str, Any]) -> str:
    """Write an answer as lines: `name: value`, an entry of a list each on a line of its own."""
    lines: list[str] = []
    for name, value in answer.items():
        if isinstance(value, list):
            lines += [f"{name}: {_line(each)}" for each in value]
        else:
            lines.append(f"{name}: {_line(value)}")
    return "\n".join(lines)


def _line(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _said(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value is not None and value != []}


def _box(sides: Iterable[int]) -> str:
    return "x".join(map(str, sides))


def _span(least: float | None, most: float | None) -> str | None:
    if least is None or most is None:
        return None
    return f"{least:g}" if least == most else f"{least:g}-{most:g}"


def _texts(steps: Iterable[Mapping[str, Any]]) -> list[str]:
    return [as_arguments(each["text"]) for each in steps]
