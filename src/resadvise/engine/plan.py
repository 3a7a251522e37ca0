"""Brief + counts -> the cheapest way to the finals: explore low and finish high, or go straight.

Two ways are known. *start-low*: drafts at a cheaper tier, then the finals at the final tier. *direct*: as many images
as either, at the final tier, of which the best are kept. The plan is the cheaper way within the limits, so it never
costs more than its own alternative.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from resadvise.engine.advice import Advice
from resadvise.engine.candidate import Candidate
from resadvise.engine.codes import Reason
from resadvise.engine.export import draft_for, workflow_of
from resadvise.engine.pricing import has_batch_price, price_of
from resadvise.engine.sizes import size_at
from resadvise.errors import Fault, QuestionError
from resadvise.facts.catalog import facts_dict
from resadvise.units import display
from resadvise.units.numbers import decimal, price_json
from resadvise.units.quantities import MOST_IMAGES, Pixels, parse_count, parse_money, parse_seconds

if TYPE_CHECKING:
    from resadvise.documents import PlanDict, Stage, Status, WayName


class Terms(NamedTuple):
    """How many images, how they are generated, and the limits of the whole plan."""

    drafts: int | None = None
    finals: int = 1
    parallel: int = 1
    batch: bool = False
    budget: Fraction | None = None
    deadline: Fraction | None = None


_PARSERS: dict[str, Callable[[str], Any]] = {
    "drafts": partial(parse_count, least=0, most=MOST_IMAGES),
    "finals": partial(parse_count, least=0, most=MOST_IMAGES),
    "parallel": partial(parse_count, least=1, most=MOST_IMAGES),
    "budget": parse_money,
    "deadline": parse_seconds,
}


def read_terms(words: Mapping[str, Any]) -> Terms:
    """Return the terms that these texts mean, None for nothing. Raises `QuestionError` with every fault."""
    values, faults = {}, []
    for name, parse in _PARSERS.items():
        if words[name] is not None:
            try:
                values[name] = parse(words[name])
            except ValueError as error:
                counted = name in ("drafts", "finals", "parallel")
                wrong = Fault("bad-count", str(error)) if counted else Fault("bad-quantity", str(error))
                faults.append(wrong._replace(where=f"--{name}"))
    if faults:
        raise QuestionError(*faults)
    return Terms(**values, batch=words["batch"])


SCHEMA = "resadvise/plan/1"

Amount = Fraction | int | None


class Cost(NamedTuple):
    """The total of some images: US dollars, wall seconds and bytes, low and high. None is unknown."""

    price: Amount
    seconds_min: Amount
    seconds_max: Amount
    bytes_min: Amount
    bytes_max: Amount

    def plus(self, other: "Cost") -> "Cost":
        """Return the sum, field by field; unknown where either is."""
        return Cost(*(None if a is None or b is None else a + b for a, b in zip(self, other, strict=True)))

    def minus(self, other: "Cost") -> "Cost":
        """Return the difference, field by field; unknown where either is."""
        return Cost(*(None if a is None or b is None else a - b for a, b in zip(self, other, strict=True)))


NOTHING = Cost(Fraction(0), Fraction(0), Fraction(0), 0, 0)


class Step(NamedTuple):
    """Some images at one tier. `stage` is draft or final."""

    stage: "Stage"
    images: int
    tier: str
    pixels: Pixels
    cost: Cost


class Way(NamedTuple):
    """One way to the finals. `name` is start-low or direct."""

    name: "WayName"
    steps: tuple[Step, ...]
    total: Cost

    @classmethod
    def of(cls, name: "WayName", *steps: Step) -> "Way":
        """Return the way that these steps make."""
        total = NOTHING
        for step in steps:
            total = total.plus(step.cost)
        return cls(name, steps, total)

    def keeps(self, terms: Terms) -> bool:
        """Say whether it is within the budget and the deadline; an unknown figure exceeds neither."""
        price, seconds = self.total.price, self.total.seconds_max
        too_dear = terms.budget is not None and price is not None and price > terms.budget
        too_late = terms.deadline is not None and seconds is not None and seconds > terms.deadline
        return not (too_dear or too_late)


class Plan(NamedTuple):
    """The way to go, and the two that there are: start-low, then direct.

    `drafts` is how many are explored with: as asked, else as many as the limits leave room for, else the usual number.
    """

    advice: Advice
    terms: Terms
    drafts: int
    way: Way
    ways: tuple[Way, Way]
    status: "Status"
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]

    @property
    def direct(self) -> Way:
        """The way straight to the final tier."""
        return self.ways[1]

    @property
    def saved(self) -> Cost:
        """What the plan saves compared with the direct way; nothing if it is the direct way."""
        return self.direct.total.minus(self.way.total)

    def __repr__(self) -> str:
        steps = ", ".join(f"{display.counted(step.images, step.stage)} in {step.tier}" for step in self.way.steps)
        price = "no known price" if self.way.total.price is None else display.money(self.way.total.price)
        return f"<Plan {self.way.name}: {steps}, {self.status}, {price}>"

    def as_dict(self) -> "PlanDict":
        """Return the plan as JSON values, in the shape that `schema` names."""
        terms, price = self.terms, self.way.total.price
        each = None if price is None or not terms.finals else Fraction(price) / terms.finals
        document = {
            "schema": SCHEMA,
            "status": self.status,
            "model": self.advice.brief.model.name,
            "drafts": self.drafts,
            "finals": terms.finals,
            "parallel": terms.parallel,
            "batch": terms.batch,
            "budget_usd": price_json(terms.budget),
            "deadline_seconds": decimal(terms.deadline, 3),
            "way": self.way.name,
            "ways": [_way_dict(way) for way in self.ways],
            "steps": [_step_dict(step) for step in self.way.steps],
            "total": _cost_dict(self.way.total),
            "price_per_final_usd": decimal(each, 6),
            "compare": _step_dict(self.direct.steps[0]),
            "saved": _cost_dict(self.saved),
            "reasons": [reason._asdict() for reason in self.reasons],
            "warnings": [warning._asdict() for warning in self.warnings],
            "advice": self.advice.as_dict(),
            "facts": facts_dict(self.advice.catalog),
        }
        return cast("PlanDict", document)


def make_plan(advice: Advice, terms: Terms, default_drafts: int) -> Plan:
    """Lay out the plan; without a number of drafts, the largest that budget and deadline allow, else the default."""
    final = advice.choice.chosen
    draft = draft_for(advice.choice) or final
    most = _most_drafts(draft, final, terms)
    drafts = _how_many(most, terms, default_drafts)
    ways = _ways(draft, final, drafts, terms)
    way = ways[1] if draft is final else _cheapest(ways, terms)
    fits = way.keeps(terms)
    laid_out = Plan(advice, terms, drafts, way, ways, "ok" if fits else "conflict", (), ())
    return laid_out._replace(
        status=laid_out.status if advice.status == "ok" else advice.status,
        reasons=tuple(_reasons(laid_out, most)),
        warnings=tuple(_warnings(advice, terms, [draft, final])),
    )


def _how_many(most: int | None, terms: Terms, default: int) -> int:
    """Return how many drafts: the given number; as many as fit, or 0 if those are too few; the default."""
    if terms.drafts is not None:
        return terms.drafts
    if most is None:
        return default
    return most if most > terms.finals else 0


def _ways(draft: Candidate, final: Candidate, drafts: int, terms: Terms) -> tuple[Way, Way]:
    explored = _step("draft", _in_shape(draft, final), drafts, terms)
    return (
        Way.of("start-low", explored, _step("final", final, terms.finals, terms)),
        Way.of("direct", _step("final", final, max(drafts, terms.finals), terms)),
    )


def _cheapest(ways: tuple[Way, Way], terms: Terms) -> Way:
    """Return the cheapest way that keeps the limits, else the cheapest; direct at the same price.

    Where a price is not known, nothing says that the direct way is no dearer, so it is to start low.
    """
    low, direct = ways
    if low.total.price is None or direct.total.price is None:
        return low
    if low.keeps(terms) != direct.keeps(terms):
        return low if low.keeps(terms) else direct
    return low if low.total.price < direct.total.price else direct


def _in_shape(draft: Candidate, final: Candidate) -> Candidate:
    """Return the draft's tier in the ratio that the final pins."""
    same = size_at(draft.offer, final.supply.ratio)
    return draft._replace(supply=same, largest=same) if same else draft


def _step(stage: "Stage", candidate: Candidate, count: int, terms: Terms) -> Step:
    return Step(stage, count, candidate.tier, candidate.pixels, _cost(candidate, count, terms))


def _cost(candidate: Candidate, count: int, terms: Terms) -> Cost:
    """Return the cost of `count` images, with `parallel` of them generated at a time."""
    price = price_of(candidate.offer, candidate.pixels, candidate.quality, batch=terms.batch)
    rounds = ceil(Fraction(count, terms.parallel))
    seconds, jpg = candidate.seconds, candidate.jpg
    return Cost(
        price=None if price is None else price * count,
        seconds_min=None if seconds is None else seconds[0] * rounds,
        seconds_max=None if seconds is None else seconds[1] * rounds,
        bytes_min=None if jpg is None else jpg[0] * count,
        bytes_max=None if jpg is None else jpg[1] * count,
    )


def _most_drafts(draft: Candidate, final: Candidate, terms: Terms) -> int | None:
    """Return how many drafts fit beside the finals, below 0 where not even those do; None where nothing limits them."""
    finals, each, most = _cost(final, terms.finals, terms), _cost(draft, 1, terms), []
    if terms.budget is not None and each.price and finals.price is not None:
        most.append((terms.budget - finals.price) // each.price)
    if terms.deadline is not None and each.seconds_max and finals.seconds_max is not None:
        most.append((terms.deadline - finals.seconds_max) // each.seconds_max * terms.parallel)
    return min(int(min(most)), MOST_IMAGES) if most else None


# In words


def _reasons(plan: Plan, most: int | None) -> list[Reason]:
    advice, low = plan.advice, plan.way is plan.ways[0]
    _, workflow = workflow_of(advice.choice, ", before the batch discount" if plan.terms.batch else "")
    return [
        *([] if advice.status == "ok" else advice.grounds),
        *_limit_reasons(plan, most),
        *([workflow] if low else []),
        *_saving_reasons(plan),
        *(_reference_reasons(advice) if low else []),
    ]


def _limit_reasons(plan: Plan, most: int | None) -> list[Reason]:
    """Say whether it fits, and where the number of drafts comes from."""
    terms, drafts = plan.terms, display.counted(plan.drafts, "draft")
    given = []
    if terms.budget is not None:
        given.append(display.money(terms.budget))
    if terms.deadline is not None:
        given.append(f"{display.number(terms.deadline)} s")
    within, finals = " and ".join(given), display.counted(terms.finals, "final")
    if most is None:
        assumed = [Reason("plan.assumed", f"Assumes {drafts} (override with --drafts).")]
        return [] if terms.drafts is not None else assumed
    if not plan.way.keeps(terms):
        if terms.drafts is None or most < 0:
            return [Reason("plan.too-little", f"Not even {finals} will fit within {within}.")]
        up_to = f"up to {display.counted(most, 'draft')} will"
        return [Reason("plan.too-many", f"{drafts} will not fit within {within}; {up_to}.")]
    if terms.drafts is None and plan.drafts:
        return [Reason("plan.most", f"Up to {drafts} will fit within {within}.")]
    if terms.drafts is None:
        room = f"room for only {display.counted(most, 'draft')}" if most > 0 else "no room for drafts"
        text = f"{within} leaves {room} beside {finals}. Go straight to {plan.direct.steps[0].tier}."
        return [Reason("plan.pointless", text)]
    up_to = f"; up to {display.counted(most, 'draft')} would" if plan.way is plan.ways[0] else ""
    return [Reason("plan.fits", f"The plan fits within {within}{up_to}.")]


def _saving_reasons(plan: Plan) -> list[Reason]:
    """Say what the other way would cost."""
    low, direct = plan.ways
    images = direct.steps[0]
    straight = f"{display.counted(images.images, 'image')} in {images.tier}"
    if plan.way is low:
        saved = plan.saved.price
        if saved is None:
            return []
        text = f"Drafting at {low.steps[0].tier} saves {display.cents(saved)} compared with making {straight}."
        if saved <= 0:  # and yet this way, since only it keeps the limits
            less = f"{display.cents(-saved)} less" if saved else "the same"
            text = f"Making {straight} would cost {less}, but exceeds your limits."
        return [Reason("plan.saves", text)]
    best = "one" if plan.terms.finals == 1 else plan.terms.finals
    kept = "" if images.images == plan.terms.finals else f" and keep the best {best}"
    text = f"Make {straight}{kept}"
    price = low.total.price
    if plan.drafts and price is not None and low.steps[0].tier != images.tier:
        late = "" if low.keeps(plan.terms) or not direct.keeps(plan.terms) else ", which exceeds your limits"
        drafts = display.counted(plan.drafts, "draft")
        text += f". Starting with {drafts} at {low.steps[0].tier} would cost {display.cents(price)}{late}"
    return [Reason("plan.direct", f"{text}.")]


def _reference_reasons(advice: Advice) -> list[Reason]:
    model = advice.brief.model
    limits = [
        f"at most {display.size(model.reference_bytes_max)} each" if model.reference_bytes_max else "",
        f"{model.reference_images_max} per request" if model.reference_images_max else "",
    ]
    said = ", ".join(filter(None, limits))
    if not said:
        return []
    return [Reason("plan.reference", f"Reference images for {model.title}: {said}.", model.source)]


def _warnings(advice: Advice, terms: Terms, candidates: list[Candidate]) -> list[Reason]:
    warnings = list(advice.warnings)
    if terms.batch and not all(has_batch_price(each.offer, each.quality) for each in candidates):
        text = f"Not every tier of {advice.brief.model.title} has a known batch price; the list price is used instead."
        warnings.append(Reason("plan.no-batch-price", text))
    if terms.batch:
        text = "A batch is done when the provider gets to it; the times are those of single requests."
        warnings.append(Reason("plan.batch-time", text))
    if terms.budget is not None and any(_cost(each, 1, terms).price is None for each in candidates):
        warnings.append(Reason("limit.unknown", "--budget could not be checked: a price is unknown."))
    if terms.deadline is not None and any(each.seconds is None for each in candidates):
        warnings.append(Reason("limit.unknown", "--deadline could not be checked: a time is unknown."))
    return warnings


# As JSON values


def _way_dict(way: Way) -> dict[str, Any]:
    cost = _cost_dict(way.total)
    return {"way": way.name, **{name: cost[name] for name in ("price_usd", "seconds_min", "seconds_max")}}


def _cost_dict(cost: Cost) -> dict[str, Any]:
    return {
        "price_usd": price_json(cost.price),
        "seconds_min": decimal(cost.seconds_min, 3),
        "seconds_max": decimal(cost.seconds_max, 3),
        "jpg_bytes_min": decimal(cost.bytes_min, 0),
        "jpg_bytes_max": decimal(cost.bytes_max, 0),
    }


def _step_dict(step: Step) -> dict[str, Any]:
    return {
        "stage": step.stage,
        "count": step.images,
        "tier": step.tier,
        "pixels": list(step.pixels),
        **_cost_dict(step.cost),
    }
