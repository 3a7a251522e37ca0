"""The first lines of an answer, as sentences: what to do, and what that rests on. They need no knowledge of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.output.cells import box, time_span
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping


class Answer(NamedTuple):
    """What to do; what that rests on, perhaps nothing; and the codes of the reasons that are said by it already."""

    first: str
    second: str
    codes: tuple[str, ...] = ()


# What the first line itself says, where no tier is large enough or none is within the limits.
_SAID = ("short", "limit.alternative", "limit.none")
# What an answer rests on: the first of these codes that it has.
_GROUNDS = ("below_ideal", "limit.yields", "need.print", "need.pixels", "need.css", "thumb", "default")


def advice_answer(data: Mapping[str, Any], model_title: str) -> Answer:
    """Return the first lines of `Advice.as_dict()`."""
    asked, cost = _asked_for(data), cost_sentence(data)
    if data["status"] == "ok":
        return _grounded(f"Ask for {asked}. {cost}", "", data, _GROUNDS)
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
        return Answer(final.first, f"{_steps(data)} {cost}", _SAID)
    if "plan.direct" in said:
        how, more = _how(data), said.get("plan.pointless", "")
        second = f"{cost.removesuffix('.')}{how}. {more}".rstrip()
        return Answer(said["plan.direct"], second, ("plan.direct", "plan.pointless"))
    grounds = [each for each in ("plan.saves", "plan.fits", "plan.most", "plan.assumed") if each in said][:1]
    return Answer(f"{_steps(data)} {cost}", "".join(said[each] for each in grounds), tuple(grounds))


def campaign_answer(data: Mapping[str, Any]) -> Answer:
    """Return the first lines of `Campaign.as_dict()`."""
    said = {each["code"]: each["text"] for each in data["reasons"]}
    images, served, lacking = data["total"]["count"], len(data["targets"]), data["unserved"]
    price, each = data["total"]["price_usd"], data["one_each"]["price_usd"]
    apart = price is not None and each is not None and each > price
    second = f"One image for each target would cost {_cents(each)}." if apart else ""
    if images and data["drafts"]["count"] and data["with_drafts"]["price_usd"] is not None:
        drafts = display.counted(data["drafts"]["count"], "draft")
        second = f"With {drafts} it costs {_cents(data['with_drafts']['price_usd'])}. {second}".strip()
    if not images:
        first = "No image of this model serves this target." if len(lacking) == 1 else "No image serves any target."
        return Answer(first, said.get("campaign.too-large", said.get("campaign.too-odd", "")))
    cost = "" if price is None else f" for {_cents(price)}"
    made = f"{display.counted(images, 'image')}{cost}"
    whence = "it" if images == 1 else "them"
    if data["status"] == "conflict":
        drafts = f" and {display.counted(data['drafts']['count'], 'draft')}" if data["drafts"]["count"] else ""
        whole = _cents(data["with_drafts"]["price_usd"])
        first = f"Raise --budget to {whole}, or leave targets out: it takes {made}{drafts}."
        return Answer(first, second, ("campaign.over-budget", *_ONE_EACH))
    if lacking:
        names = ", ".join(row["target"] for row in lacking[:_NAMED]) + (", …" if len(lacking) > _NAMED else "")
        which = f"{served} of the {served + len(lacking)} targets"
        return Answer(f"Make {made} and crop {which} from {whence}; nothing serves {names}.", second, _ONE_EACH)
    which = "the target" if served == 1 else "both targets" if served == 2 else f"all {served} targets"
    unknown = "" if price is not None else f"; {'its' if images == 1 else 'their'} price is not known"
    return Answer(f"Make {made} and crop {which} from {whence}{unknown}.", second, _ONE_EACH)


# So many targets that nothing serves are named.
_NAMED = 3
_ONE_EACH = ("campaign.one-each",)


def _cents(dollars: float) -> str:
    return display.cents(exact(dollars))


def _steps(data: Mapping[str, Any]) -> str:
    """Say how many images are made in which tier, and how."""
    made = [f"{display.counted(step['count'], step['stage'])} in {step['tier']}" for step in data["steps"]]
    return f"Make {', then '.join(made)}{_how(data)}."


def _how(data: Mapping[str, Any]) -> str:
    how = [f"{data['parallel']} at a time"] if data["parallel"] > 1 else []
    how += ["at the batch price"] if data["batch"] else []
    return f", {' and '.join(how)}" if how else ""


def _grounded(first: str, before: str, data: Mapping[str, Any], codes: tuple[str, ...]) -> Answer:
    said = {each["code"]: each["text"] for each in (*data["reasons"], *data["warnings"])}
    code = next((each for each in codes if each in said), None)
    return Answer(first, before + said[code], (code, *_SAID)) if code else Answer(first, before.rstrip(), _SAID)


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
