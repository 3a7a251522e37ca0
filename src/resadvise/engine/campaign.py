"""Targets + model -> a campaign: which images to make once, what they cost, and where each target is cut out of them.

Which images those are is decided in `masters`; here they become an answer: in what order to work, what to keep in the
middle, what it saves, and what nothing serves.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import takewhile
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from resadvise.brief import Brief
from resadvise.engine.boxes import Box, safe_box, trim_box
from resadvise.engine.by_target import choose_by_target
from resadvise.engine.candidate import Candidate, cheapest
from resadvise.engine.codes import Reason
from resadvise.engine.explain import model_warnings, quality_reason, safe_reason
from resadvise.engine.fit import passes_floor
from resadvise.engine.masters import Cut, Lack, Master, Selection, Wanted, choose_masters
from resadvise.engine.pricing import price_of
from resadvise.engine.request import request_of, send_of
from resadvise.engine.sizes import size_at
from resadvise.engine.work_order import Step, prompt_of, work_order
from resadvise.errors import Fault, QuestionError
from resadvise.facts.catalog import Catalog, facts_dict
from resadvise.units import display
from resadvise.units.numbers import decimal, price_json, share_json
from resadvise.units.quantities import MOST_IMAGES, parse_count, parse_money, parse_share

if TYPE_CHECKING:
    from resadvise.documents import CampaignDict, Status

SCHEMA = "resadvise/campaign/1"
# A bound that keeps the exact search quick.
MOST_TARGETS = 40


class Terms(NamedTuple):
    """What a cut may lose (None: what the facts say), what it all may cost, and how many drafts are made."""

    max_cut: Fraction | None = None
    budget: Fraction | None = None
    drafts: int = 0


_PARSERS: dict[str, Callable[[str], Any]] = {
    "max_cut": parse_share,
    "budget": parse_money,
    "drafts": partial(parse_count, least=0, most=MOST_IMAGES),
}


def read_terms(words: Mapping[str, str | None]) -> Terms:
    """Return the terms that these texts mean; None says nothing. Raises `QuestionError` with every fault."""
    values, faults = {}, []
    for name, parse in _PARSERS.items():
        text = words[name]
        if text is not None:
            try:
                values[name] = parse(text)
            except ValueError as error:
                wrong = Fault("bad-count", str(error)) if name == "drafts" else Fault("bad-quantity", str(error))
                faults.append(wrong._replace(where=f"--{name.replace('_', '-')}"))
    if faults:
        raise QuestionError(*faults)
    return Terms(**values)


class Cost(NamedTuple):
    """What some images take together, made one after the other. None is unknown."""

    images: int
    price: Fraction | None
    seconds_min: Fraction | None
    seconds_max: Fraction | None

    @classmethod
    def of(cls, candidates: Sequence[Candidate], times: int = 1) -> "Cost":
        """Return what these images take, each made so many times."""
        lows = [each.seconds[0] if each.seconds else None for each in candidates]
        highs = [each.seconds[1] if each.seconds else None for each in candidates]
        return cls(
            len(candidates) * times,
            _product(_sum([each.price for each in candidates]), times),
            _product(_sum(lows), times),
            _product(_sum(highs), times),
        )

    def plus(self, other: "Cost") -> "Cost":
        """Return both together."""
        return Cost(self.images + other.images, *(_sum(pair) for pair in zip(self[1:], other[1:], strict=True)))

    def minus(self, other: "Cost") -> "Cost":
        """Return what this takes more than the other."""
        less = (_product(each, -1) for each in other[1:])
        return Cost(self.images - other.images, *(_sum(pair) for pair in zip(self[1:], less, strict=True)))

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON values."""
        return {
            "count": self.images,
            "price_usd": price_json(self.price),
            "seconds_min": decimal(self.seconds_min, 3),
            "seconds_max": decimal(self.seconds_max, 3),
        }


def _sum(amounts: Sequence[Any]) -> Fraction | None:
    """Return a sum; unknown where a part of it is."""
    return None if None in amounts else sum(amounts, Fraction(0))


def _product(amount: Fraction | None, times: int) -> Fraction | None:
    return None if amount is None else amount * times


class Campaign(NamedTuple):
    """The answer for several targets at once. `as_dict` gives the versioned JSON shape, with rounded numbers."""

    targets: tuple[Wanted, ...]
    selection: Selection
    max_cut: Fraction
    terms: Terms
    one_each: Cost
    draft: Candidate | None
    catalog: Catalog

    @property
    def masters(self) -> tuple[Master, ...]:
        """The images to make, the largest first."""
        return self.selection.masters

    @property
    def total(self) -> Cost:
        """What these images take."""
        return Cost.of([master.candidate for master in self.masters])

    @property
    def with_drafts(self) -> Cost:
        """What they take with the drafts that are made before them."""
        if not self.masters:
            return self.total
        if self.draft:
            return self.total.plus(Cost.of([self.draft], self.terms.drafts))
        # The one that is chosen is the first image already.
        return self.total.plus(Cost.of([self.masters[0].candidate], max(0, self.terms.drafts - 1)))

    @property
    def saved(self) -> Cost:
        """What is saved against an image for each target."""
        return self.one_each.minus(self.total)

    @property
    def status(self) -> "Status":
        """`insufficient` where a target has no image, `conflict` where the budget is too small, else `ok`."""
        if self.selection.unserved:
            return "insufficient"
        return "conflict" if self.over_budget else "ok"

    @property
    def over_budget(self) -> Fraction | None:
        """How much more the images and the drafts cost than they may; None where they do not."""
        budget, price = self.terms.budget, self.with_drafts.price
        return price - budget if budget is not None and price is not None and price > budget else None

    @property
    def order(self) -> tuple[Step, ...]:
        """What to do, in order."""
        return tuple(work_order(self.masters, self.draft, self.terms.drafts))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every step of the argument, in order."""
        return tuple(_reasons(self))

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What to beware of, although the answer stands."""
        warnings = list(model_warnings(self.targets[0].brief.model))
        if self.terms.budget is not None and self.with_drafts.price is None:
            warnings.append(Reason("limit.unknown", "--budget could not be checked: a price is unknown."))
        return tuple(warnings)

    def __repr__(self) -> str:
        price = "no known price" if self.total.price is None else display.money(self.total.price)
        images, targets = len(self.masters), len(self.selection.cuts)
        return (
            f"<Campaign {display.counted(images, 'image')} for {display.counted(targets, 'target')}, "
            f"{self.status}, {price}>"
        )

    def as_dict(self) -> "CampaignDict":
        """Return the answer as JSON values, in the shape that `schema` names."""
        cuts, unserved = self.selection.cuts, self.selection.unserved
        document = {
            "schema": SCHEMA,
            "status": self.status,
            "model": self.targets[0].brief.model.name,
            "quality": _quality(self.targets),
            "max_cut": share_json(self.max_cut),
            "budget_usd": price_json(self.terms.budget),
            "masters": [_master_dict(each, self) for each in self.masters],
            "targets": [_target_dict(self.targets[place], *cuts[place]) for place in cuts],
            "unserved": [_lack_dict(self.targets[place].typed, unserved[place]) for place in unserved],
            "drafts": _draft_dict(self),
            "total": self.total.as_dict(),
            "with_drafts": self.with_drafts.as_dict(),
            "one_each": self.one_each.as_dict(),
            "saved": self.saved.as_dict(),
            "order": [step._asdict() for step in self.order],
            "reasons": [reason._asdict() for reason in self.reasons],
            "warnings": [warning._asdict() for warning in self.warnings],
            "facts": facts_dict(self.catalog),
        }
        return cast("CampaignDict", document)


def plan_campaign(asked: Sequence[tuple[str, Brief]], terms: Terms, catalog: Catalog) -> Campaign:
    """Answer a campaign: each target as it was typed, and its brief; all briefs name the same model and quality.

    Raises `QuestionError` where there is no target, or more than the exact search is meant for.
    """
    if not asked:
        raise QuestionError(Fault("no-targets", "a campaign needs targets", "TARGET", "for example a3 1080x1350"))
    if len(asked) > MOST_TARGETS:
        message = f"{len(asked)} targets are too many; a campaign has at most {MOST_TARGETS}"
        raise QuestionError(Fault("too-many-targets", message, "TARGET", "split it"))
    targets = tuple(Wanted.of(typed, brief, catalog) for typed, brief in asked)
    max_cut = catalog.thresholds.max_cut if terms.max_cut is None else terms.max_cut
    selection = choose_masters(targets, targets[0].brief.model, _quality(targets), max_cut)
    alone: dict[Any, Candidate] = {}
    for place in selection.cuts:
        brief = targets[place].brief
        key = brief.target, brief.keep, brief.tolerance
        if key not in alone:
            alone[key] = choose_by_target(brief, catalog).chosen
    each = [alone[brief.target, brief.keep, brief.tolerance] for brief in (targets[p].brief for p in selection.cuts)]
    draft = _draft_of(selection.masters[0].candidate) if selection.masters else None
    return Campaign(targets, selection, max_cut, terms, Cost.of(each), draft, catalog)


def _quality(targets: Sequence[Wanted]) -> str | None:
    brief = targets[0].brief
    return brief.quality or brief.model.default_quality


def _draft_of(final: Candidate) -> Candidate | None:
    """Return what to explore with in the shape of an image: the cheapest smaller tier; None where none is cheaper."""
    smaller = []
    for offer in takewhile(lambda offer: offer.name != final.tier, final.model.offers.values()):
        if supply := size_at(offer, final.supply.ratio):
            price = price_of(offer, supply.pixels, final.quality)
            smaller.append(Candidate(final.model, offer, supply, supply, final.quality, price))
    draft = cheapest([*smaller, final])
    return None if draft is final or (final.price is not None and draft.price == final.price) else draft


# In words


def _reasons(campaign: Campaign) -> list[Reason]:
    reasons = _choice_reasons(campaign)
    for place, lack in campaign.selection.unserved.items():
        reasons.append(_lack_reason(campaign.targets[place], lack, campaign.max_cut))
    for number, master in enumerate(campaign.masters, 1):
        reasons.append(_keep_reason(number, master))
    zones: dict[Reason, None] = {}
    for place in campaign.selection.cuts:
        target = campaign.targets[place]
        if target.safe and target.brief.listed:
            zones[safe_reason(target.brief.listed, target.need)] = None
    reasons += zones
    if campaign.over_budget:
        images = display.counted(campaign.with_drafts.images, "image")
        text = f"{images} would cost {display.money(campaign.over_budget)} more than the budget allows."
        reasons.append(Reason("campaign.over-budget", text))
    if len(campaign.masters) > 1:
        text = "What a vendor charges for a reference image that is sent along is not in these prices."
        reasons.append(Reason("campaign.reference", text))
    if campaign.masters:
        reasons += quality_reason(campaign.masters[0].candidate, campaign.targets[0].brief)
    return reasons


def _choice_reasons(campaign: Campaign) -> list[Reason]:
    """Say why these images, and what an image for each target would cost."""
    if not campaign.masters:
        return []
    total, each = campaign.total.price, campaign.one_each.price
    images = display.counted(len(campaign.masters), "image")
    served = display.counted(len(campaign.selection.cuts), "target")
    if campaign.selection.counted or total is None:
        model = campaign.targets[0].brief.model
        text = (
            f"Not every price of {model.title} is known, so these are the fewest images that serve {served}: {images}."
        )
        return [Reason("campaign.fewest", text, model.source)]
    lost = display.percent(campaign.max_cut)
    text = f"No set of images serves {served} for less than {display.money(total)}, if no crop loses more than {lost}."
    reasons = [Reason("campaign.cheapest", text)]
    if each is None:
        return reasons
    if each > total:
        text = f"One image for each target would cost {display.money(each)}; this saves {display.money(each - total)}."
    elif each == total:
        text = "One image for each target would cost the same."
    else:
        text = f"One image for each target would cost {display.money(each)}, but one of them loses more than {lost}."
    return [*reasons, Reason("campaign.one-each", text)]


def _keep_reason(number: int, master: Master) -> Reason:
    common, safe, pixels = master.common, master.safe, master.candidate.pixels
    if common.size == pixels:
        text = f"Every crop keeps all of image {number}."
    else:
        text = f"Every crop keeps the middle {display.box(common.size)} of image {number} ({display.box(pixels)})."
    if safe is None:
        text += " No part of it is inside all safe zones."
    elif safe != common:
        text += f" Of that, {display.box(safe.size)} at {safe.x},{safe.y} are inside all safe zones."
    return Reason("campaign.keep", text)


def _lack_reason(target: Wanted, lack: Lack, max_cut: Fraction) -> Reason:
    """Say why nothing serves a target, and what would have to change."""
    nearest, cut = lack.nearest, lack.cut
    what = f"{nearest.tier} at {nearest.supply.ratio} ({display.box(nearest.pixels)})"
    if lack.reason == "too-large":
        text = f"{target.typed} is too large: {what} is {display.more_or_less(cut.fit.margin)}."
        if passes_floor(nearest.pixels, target.need):
            text += " It meets the minimum density; accept: minimum in a brief file takes that as enough."
        return Reason("campaign.too-large", text)
    text = (
        f"{target.typed} is too odd a shape: the nearest is {what}, of which cropping loses "
        f"{display.percent(cut.lost)}; at most {display.percent(max_cut)} may be lost."
    )
    if cut.fit.verdict in ("ample", "enough"):
        text += f" --max-cut {ceil(100 * cut.lost)}% would allow it."
    return Reason("campaign.too-odd", text)


# As JSON values


def _master_dict(master: Master, campaign: Campaign) -> dict[str, Any]:
    candidate, own = master.candidate, campaign.targets
    return {
        **_size_dict(candidate),
        **Cost.of([candidate]).as_dict(),
        "request": request_of(candidate, campaign.catalog),
        "send": send_of(candidate, campaign.catalog),
        "serves": [own[place].typed for place in master.serves],
        "common": list(master.common),
        "safe": master.safe and list(master.safe),
        "prompt": prompt_of(master),
    }


def _size_dict(candidate: Candidate) -> dict[str, Any]:
    return {
        "tier": candidate.tier,
        "aspect_ratio": str(candidate.supply.ratio),
        "pixels": list(candidate.pixels),
    }


def _target_dict(target: Wanted, master: int, cut: Cut) -> dict[str, Any]:
    listed, export = target.brief.listed, target.need.export
    frame = Box(0, 0, *export)
    trim, safe = trim_box(target.need, frame), safe_box(target.safe, target.need, frame)
    return {
        "target": target.typed,
        "title": listed.title if listed else None,
        "master": master,
        "margin": share_json(cut.fit.margin),
        "verdict": cut.fit.verdict,
        "cut_fraction": share_json(cut.lost),
        "crop_to": list(cut.box.size),
        "crop_at": [cut.box.x, cut.box.y],
        "keep": share_json(target.need.keep),
        "export": list(export),
        "trim": trim and list(trim),
        "safe": safe and list(safe),
    }


def _lack_dict(typed: str, lack: Lack) -> dict[str, Any]:
    return {
        "target": typed,
        "reason": lack.reason,
        "nearest": {
            **_size_dict(lack.nearest),
            "margin": share_json(lack.cut.fit.margin),
            "cut_fraction": share_json(lack.cut.lost),
        },
    }


def _draft_dict(campaign: Campaign) -> dict[str, Any] | None:
    if not campaign.masters:
        return None
    explored = campaign.draft or campaign.masters[0].candidate
    return {**_size_dict(explored), **Cost.of([explored], campaign.terms.drafts).as_dict()}
