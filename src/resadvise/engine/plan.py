"""What a plan is asked for: how many images, how they are made, and what the whole must not exceed."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any, NamedTuple

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
from resadvise.units.quantities import Pixels, parse_count, parse_money, parse_seconds

MOST_IMAGES = 100_000  # a bound against slips of the keyboard


class Terms(NamedTuple):
    """How many images, how they are made, and what the whole plan must not exceed."""

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
    """Return the terms that these texts mean, None where nothing was said. Raises `QuestionError` with every fault."""
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
    """What images take together: US dollars, wall seconds and bytes, low and high. None is unknown."""

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

    stage: str
    images: int
    tier: str
    pixels: Pixels
    cost: Cost


class Plan(NamedTuple):
    """The steps, their sum, and what the same drafts at the final tier would take."""

    advice: Advice
    terms: Terms
    drafts: int
    steps: tuple[Step, ...]
    total: Cost
    compare: Step
    status: str
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]

    @property
    def saved(self) -> Cost:
        """What starting low saves: compare less total; negative where it costs more."""
        return self.compare.cost.minus(self.total)

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as JSON values, in the shape that `schema` names."""
        terms = self.terms
        return {
            "schema": SCHEMA,
            "status": self.status,
            "model": self.advice.brief.model.name,
            "drafts": self.drafts,
            "finals": terms.finals,
            "parallel": terms.parallel,
            "batch": terms.batch,
            "budget_usd": price_json(terms.budget),
            "deadline_seconds": decimal(terms.deadline, 3),
            "steps": [_step_dict(step) for step in self.steps],
            "total": _cost_dict(self.total),
            "compare": _step_dict(self.compare),
            "saved": _cost_dict(self.saved),
            "reasons": [reason._asdict() for reason in self.reasons],
            "warnings": [warning._asdict() for warning in self.warnings],
            "advice": self.advice.as_dict(),
            "facts": facts_dict(self.advice.catalog),
        }


def make_plan(advice: Advice, terms: Terms, default_drafts: int) -> Plan:
    """Lay out the plan; without a number of drafts, the largest that budget and deadline allow, else the default."""
    final = advice.choice.chosen
    list_price = ", before the discount of a batch" if terms.batch else ""
    workflow, work_reason = workflow_of(advice.choice, list_price)
    draft = draft_for(advice.choice) or final
    low = draft is not final
    most = _most_drafts(draft, final, terms, low=low)
    drafts = terms.drafts if terms.drafts is not None else default_drafts if most is None else max(most, 0)
    steps = _steps(draft, final, drafts, terms, low=low)
    total = NOTHING
    for step in steps:
        total = total.plus(step.cost)
    compare = _step("draft", final, drafts, terms)
    fits = most is None or drafts <= most
    reasons = [
        *([] if advice.status == "ok" else advice.grounds),
        *_limit_reasons(terms, most, drafts),
        work_reason,
        *_saving_reasons(compare.cost, total, low=low, enough=drafts >= terms.finals),
    ]
    if workflow:
        reasons += _reference_reasons(advice)
    return Plan(
        advice=advice,
        terms=terms,
        drafts=drafts,
        steps=tuple(steps),
        total=total,
        compare=compare,
        status=advice.status if advice.status != "ok" else "ok" if fits else "conflict",
        reasons=tuple(reasons),
        warnings=tuple(_warnings(advice, terms, [draft, final])),
    )


def _steps(draft: Candidate, final: Candidate, drafts: int, terms: Terms, *, low: bool) -> list[Step]:
    """Return drafts and finals; drafts that are at the final tier already are picked from, and not made again."""
    explored = _step("draft", _in_shape(draft, final), drafts, terms)
    finals = _step("final", final, terms.finals, terms)
    if not low:
        together = _cost(final, max(drafts, terms.finals), terms)
        finals = finals._replace(cost=together.minus(explored.cost))
    return [explored, finals]


def _in_shape(draft: Candidate, final: Candidate) -> Candidate:
    """Return the draft's tier in the ratio that the final pins."""
    same = size_at(draft.offer, final.supply.ratio)
    return draft._replace(supply=same) if same else draft


def _step(stage: str, candidate: Candidate, count: int, terms: Terms) -> Step:
    return Step(stage, count, candidate.tier, candidate.pixels, _cost(candidate, count, terms))


def _cost(candidate: Candidate, count: int, terms: Terms) -> Cost:
    """Return what `count` images take; `parallel` of them are made at a time."""
    price = price_of(candidate.offer, candidate.pixels, batch=terms.batch)
    rounds = ceil(Fraction(count, terms.parallel))
    seconds, jpg = candidate.seconds, candidate.jpg
    return Cost(
        price=None if price is None else price * count,
        seconds_min=None if seconds is None else seconds[0] * rounds,
        seconds_max=None if seconds is None else seconds[1] * rounds,
        bytes_min=None if jpg is None else jpg[0] * count,
        bytes_max=None if jpg is None else jpg[1] * count,
    )


def _most_drafts(draft: Candidate, final: Candidate, terms: Terms, *, low: bool) -> int | None:
    """Return how many drafts budget and deadline allow; -1 where not even the finals fit, None where nothing limits."""
    finals = _cost(final, terms.finals, terms) if low else NOTHING
    each, most = _cost(draft, 1, terms), []
    if terms.budget is not None and each.price and finals.price is not None:
        most.append((terms.budget - finals.price) // each.price)
    if terms.deadline is not None and each.seconds_max and finals.seconds_max is not None:
        most.append((terms.deadline - finals.seconds_max) // each.seconds_max * terms.parallel)
    if not most:
        return None
    allowed = min(most)
    if not low and allowed < terms.finals:
        return -1
    return min(max(-1, int(allowed)), MOST_IMAGES)


def _limit_reasons(terms: Terms, most: int | None, drafts: int) -> list[Reason]:
    if most is None and terms.drafts is None:
        text = f"{display.counted(drafts, 'draft')} were assumed; --drafts says otherwise."
        return [Reason("plan.assumed", text)]
    if most is None:
        return []
    given = [
        words
        for words in (
            terms.budget is not None and display.money(terms.budget),
            terms.deadline is not None and f"{display.number(terms.deadline)} s",
        )
        if words
    ]
    within = " and ".join(given)
    if most < 0:
        return [Reason("plan.too-little", f"Not even {display.counted(terms.finals, 'final')} will fit into {within}.")]
    up_to = f"up to {display.counted(most, 'draft')} will"
    if terms.drafts is None:
        return [Reason("plan.most", f"{up_to.capitalize()} fit into {within}.")]
    if drafts > most:
        return [Reason("plan.too-many", f"{display.counted(drafts, 'draft')} will not fit into {within}; {up_to}.")]
    return [Reason("plan.fits", f"The plan fits into {within}; {up_to}.")]


def _saving_reasons(compare: Cost, total: Cost, *, low: bool, enough: bool) -> list[Reason]:
    saved = compare.minus(total).price
    if not low:
        text = "Starting low saves nothing here: the drafts are at the final tier, and the finals are picked from them."
        return [Reason("plan.saves-nothing", text)]
    if not enough:
        text = "There are more finals than drafts to pick them from, so starting low saves nothing."
        return [Reason("plan.saves-nothing", text)]
    if saved is not None and saved <= 0:
        more = f"; it costs {display.money(-saved)} more" if saved else ""
        return [Reason("plan.saves-nothing", f"Starting low saves no money with so few drafts{more}.")]
    if saved is None:
        return []
    text = f"Starting low saves {display.money(saved)} against making the same drafts at the final tier."
    return [Reason("plan.saves", text)]


def _reference_reasons(advice: Advice) -> list[Reason]:
    model = advice.brief.model
    limits = [
        f"at most {display.size(model.reference_bytes_max)}" if model.reference_bytes_max else "",
        f"{model.reference_images_max} to a request" if model.reference_images_max else "",
    ]
    said = ", ".join(filter(None, limits))
    if not said:
        return []
    return [Reason("plan.reference", f"Reference images of {model.title}: {said}.", model.source)]


def _warnings(advice: Advice, terms: Terms, candidates: list[Candidate]) -> list[Reason]:
    warnings = list(advice.warnings)
    if terms.batch and not all(has_batch_price(each.offer) for each in candidates):
        text = f"{advice.brief.model.title} has no known batch price for every tier; the list price stands in."
        warnings.append(Reason("plan.no-batch-price", text))
    if terms.batch:
        text = "A batch comes when the provider gets to it; the seconds are those of single requests."
        warnings.append(Reason("plan.batch-time", text))
    if terms.budget is not None and any(_cost(each, 1, terms).price is None for each in candidates):
        warnings.append(Reason("limit.unknown", "--budget could not be judged: a price is not known."))
    if terms.deadline is not None and any(each.seconds is None for each in candidates):
        warnings.append(Reason("limit.unknown", "--deadline could not be judged: a time is not known."))
    return warnings


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
