"""The first lines of an answer, as sentences: what to do, and what that rests on. They need no knowledge of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.output.cells import box, print_size, time_span
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Answer(NamedTuple):
    """What to do; what that rests on, perhaps nothing; and the codes of the reasons that are said by it already."""

    first: str
    second: str
    codes: tuple[str, ...] = ()


# What an answer rests on: the first of these codes that it has.
_GROUNDS = ("below_ideal", "limit.yields", "need.print", "need.pixels", "need.css", "thumb", "default")


def advice_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of `Advice.as_dict()`."""
    asked, cost = _asked_for(data), cost_sentence(data)
    if data["status"] == "ok":
        how = {"target": "", "rule-of-thumb": ", by rule of thumb", "default": ", the usual choice"}[data["basis"]]
        return _grounded(f"Ask for {asked}{how}. {cost}", "", data, _GROUNDS)
    if data["status"] == "conflict":
        first = f"Ask for {asked} and {_raise_limits(data)}"
        other = data["alternative"]
        first += f", or make do with {other}." if other else ": no tier is within your limits."
        return _grounded(first, f"{cost} ", data, ("limit.conflict",))
    if data["upscale"] is None:
        first = f"Use a model with larger tiers: {model_title} stops at {data['tier']}."
        return _grounded(first, "", data, ("short.models",))
    first = f"Ask for {asked} and upscale it {times(data['upscale'])}: no tier is large enough."
    return _grounded(first, f"{cost} ", data, _GROUNDS)


def plan_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of `Plan.as_dict()`."""
    said = {each["code"]: each["text"] for each in data["reasons"]}
    cost = cost_sentence(data["total"])
    for code, less in (("plan.too-many", "Make fewer drafts, or raise"), ("plan.too-little", "Raise")):
        if code in said:
            asked = [("--budget", data["budget_usd"]), ("--deadline", data["deadline_seconds"])]
            limits = " and ".join(option for option, most in asked if most is not None)
            return Answer(f"{less} {limits}. {said[code]}", f"{_steps(data)} {cost}", (code,))
    if data["status"] != "ok":
        final = advice_answer(data["advice"], model_title)
        return Answer(final.first, f"{_steps(data)} {cost}")
    if "plan.direct" in said:
        more = said.get("plan.pointless", "")
        return Answer(said["plan.direct"], f"{cost} {more}".rstrip(), ("plan.direct", "plan.pointless"))
    grounds = [each for each in ("plan.saves", "plan.fits", "plan.most", "plan.assumed") if each in said][:1]
    return Answer(f"{_steps(data)} {cost}", "".join(said[each] for each in grounds), tuple(grounds))


def _steps(data: Mapping[str, Any]) -> str:
    """Say how many images are made in which tier, and how."""
    made = [f"{display.counted(step['count'], step['stage'])} in {step['tier']}" for step in data["steps"]]
    how = [f"{data['parallel']} at a time"] if data["parallel"] > 1 else []
    how += ["at the batch price"] if data["batch"] else []
    return f"Make {', then '.join(made)}{', ' if how else ''}{' and '.join(how)}."


# What is wrong with a file, by the code of the finding that fails it.
FAULTS = {
    "format.mismatch": "is not of the format that its name promises",
    "format.refused": "is of a format that is not accepted",
    "color.mode": "does not have the colours that are wanted",
    "tier.downgraded": "is smaller than what was requested",
    "ratio.unexpected": "does not have the shape that was requested",
    "size.short": "is too small",
    "size.near": "is slightly too small",
    "size.wasteful": "is larger than it may be",
    "size.unexpected": "does not have the size that was requested",
    "shape.cut": "loses too much when it is cropped",
    "bytes.too-many": "is too heavy",
    "alpha.refused": "must not have an alpha channel",
    "alpha.missing": "is not transparent",
    "alpha.unused": "is not transparent",
}


def file_answer(row: Mapping[str, Any]) -> Answer:
    """Return the first line of a checked file: whether it is good enough. Its findings say what to do."""
    if row["status"] == "error":
        return Answer(f"{row['path']} could not be read.", "")
    if row["status"] == "pass":
        return Answer(f"{row['path']} is good enough.", "")
    faults = dict.fromkeys(FAULTS[each["code"]] for each in row["findings"] if each["level"] == "fail")
    return Answer(f"{row['path']} {' and '.join(faults)}.", "")


def portrait_answer(row: Mapping[str, Any], known: int) -> Answer:
    """Return the first lines of a file that nothing was asked about; `known` is how many named targets there are."""
    sharp = next(each for each in row["prints"] if each["seen"])
    targets = f"{len(row['serves'])} of {display.counted(known, 'named target')}"
    first = f"{row['path']} prints sharply up to {print_size(sharp)}, and is large enough for {targets}."
    return Answer(first, "Check it against one of them: resadvise check FILE --for NAME.")


def tiers_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of the tiers side by side."""
    count = sum(row["offered"] for row in data["tiers"])
    first = f"{model_title} makes images in {display.counted(count, 'tier')}, {_price_range(data)}."
    return Answer(first, "The size decides which one you need: resadvise recommend --for a3.")


def ratios_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of all that one model returns."""
    tiers = display.counted(sum(row["offered"] for row in data["tiers"]), "tier")
    shapes = display.counted(len(data["ratios"]), "shape")
    first = f"{model_title} makes images in {shapes} and {tiers}, {_price_range(data)}."
    return Answer(first, f"Requests name it {data['model']}.")


def _price_range(data: Mapping[str, Any]) -> str:
    known = [row["price_usd"] for row in data["tiers"] if row["offered"] and row["price_usd"] is not None]
    ends = dict.fromkeys(display.cents(exact(end)) for end in (min(known), max(known))) if known else ()
    return f"for {' to '.join(ends)} each" if ends else "at a price that is not known"


def uses_answer(data: Mapping[str, Any]) -> Answer:
    """Return the first lines of the uses."""
    first = (
        f"Say what the image is for: {display.counted(len(data['uses']), 'use')}, each with a tier by rule of thumb."
    )
    return Answer(first, "Each is a flag: resadvise recommend --print. A size, once you know it, decides instead.")


def models_answer(data: Mapping[str, Any]) -> Answer:
    """Return the first lines of the models."""
    models = data["models"]
    usual = next((row["name"] for row in models if row["default"]), "")
    first = f"{usual} answers unless you name another of these {display.counted(len(models), 'model')} with --model."
    return Answer(first, "All that one of them returns, and its prices: resadvise table --model NAME.")


def targets_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of the named targets that were found."""
    found = display.counted(len(data["deliverables"]), "named target")
    return Answer(
        f"{found} found. Ask for one: resadvise recommend --for NAME.", f"The tiers are those of {model_title}."
    )


def groups_answer(groups: Mapping[str, Sequence[str]]) -> Answer:
    """Return the first lines of the groups of named targets."""
    known = display.counted(sum(map(len, groups.values())), "target")
    first = f"{known} are known by name. Ask for one: resadvise recommend --for NAME."
    return Answer(first, "Search by any words, such as: resadvise deliverables instagram story. List all: --all.")


def values_answer(data: Mapping[str, Any], count: int) -> Answer:
    """Return the first lines of the values in use; `count` is how many were looked at."""
    file, rows = data["user_file"], data["values"]
    changes = sum(row["change"] is not None for row in rows)
    if not file:
        first = "No presets file is in use: every value is built in."
    elif changes:
        first = f"{file} changes or adds {display.counted(changes, 'value')} here."
    else:
        first = f"{file} changes nothing here."
    rest = "" if data["all"] else f"{display.counted(count - len(rows), 'value')} built in: --all shows them too."
    return Answer(first, rest)


def schemas_answer(rows: Sequence[Mapping[str, str]]) -> Answer:
    """Return the first lines of the JSON Schemas."""
    return Answer(f"{display.counted(len(rows), 'JSON Schema')}. Print one: resadvise schema NAME.", "")


def _grounded(first: str, before: str, data: Mapping[str, Any], codes: tuple[str, ...]) -> Answer:
    said = {each["code"]: each["text"] for each in (*data["reasons"], *data["warnings"])}
    code = next((each for each in codes if each in said), None)
    return Answer(first, before + said[code], (code,)) if code else Answer(first, before.rstrip())


def _asked_for(data: Mapping[str, Any]) -> str:
    """Say what to request: a tier and its ratio where the model knows them, else the box; and the quality."""
    request = data["request"]
    unshaped = any(reason["code"] == "aspect.default" for reason in data["reasons"])
    what = data["tier"] if unshaped else f"{data['tier']} at {data['aspect_ratio']}"
    if "aspect_ratio" not in request:
        what = box(data["pixels"])
    return f"{what} in {request['quality']} quality" if request.get("quality") else what


def _raise_limits(data: Mapping[str, Any]) -> str:
    broken = next(row["ruled_out_by"] for row in data["tiers"] if row["tier"] == data["tier"])
    return f"raise {' and '.join(option_of(name) for name in broken)}"


def option_of(limit: str) -> str:
    """Return the option of a limit: `--max-price`."""
    return f"--{limit.replace('_', '-')}"


def times(factor: float) -> str:
    """Write by how much an image is upscaled: `1.05×`."""
    return f"{display.number(exact(factor), 2)}×"


def cost_sentence(row: Mapping[str, Any]) -> str:
    """Say what a row costs and how long it takes."""
    price, time = row["price_usd"], time_span(row)
    if price is None:
        return f"It takes {time}; its price is not known." if time else "Its price and its time are not known."
    return (
        f"It costs {display.cents(exact(price))} and takes {time}."
        if time
        else f"It costs {display.cents(exact(price))}; its time is not known."
    )
