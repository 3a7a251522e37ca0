"""What follows from a choice: how to work towards it, what to cut out, which format, and what to beware of."""

from fractions import Fraction
from typing import NamedTuple

from resadvise import wording
from resadvise.brief import Brief
from resadvise.choice import Choice
from resadvise.estimate import limit_names, unknown_limits
from resadvise.facts.catalog import Catalog, Model
from resadvise.measure import cheapest
from resadvise.quantities import Pixels, Ratio
from resadvise.reason import Reason
from resadvise.supply import crop_box, share_cut


class Workflow(NamedTuple):
    """Explore at one tier, finish at another."""

    name: str
    draft_tier: str
    final_tier: str
    why: str


def aspect_note(choice: Choice, brief: Brief) -> list[Reason]:
    """Say for which shape the figures are, where none was given."""
    if brief.target is not None or brief.aspect is not None:
        return []
    ratio: Ratio = choice.chosen.cell.ratio
    return [
        Reason(
            "aspect.default",
            f"No shape was given: pixels and request are for {ratio}; --aspect says otherwise.",
        )
    ]


def workflow_of(choice: Choice, model: Model, of_prices: str = "") -> tuple[Workflow | None, Reason]:
    """Explore low and finish high, wherever that saves anything; `of_prices` is what to add to the prices."""
    final = choice.chosen
    smaller = choice.candidates[: choice.candidates.index(final)]
    if not smaller:
        return None, Reason("workflow.none", f"{final.tier} is the smallest tier of {model.title}, so explore in it.")
    draft = cheapest([*smaller, final])
    if draft is final:
        why = f"No smaller tier of {model.title} is cheaper than {final.tier}, so explore in {final.tier}."
        return None, Reason("workflow.none", why, final.offer.price_source)
    old, new = final.estimate.price, draft.estimate.price
    if old is not None and old == new:
        why = f"{draft.tier} costs as much as {final.tier} on {model.title}, so explore in {final.tier}."
        return None, Reason("workflow.none", why, final.offer.price_source)
    saving = (
        f" ({wording.money(new)} instead of {wording.money(old)} an image{of_prices})"
        if old is not None and new is not None
        else ""
    )
    why = (
        f"Explore in {draft.tier}{saving}. Then send the chosen draft as the reference image, with the ratio "
        f"{final.cell.ratio} pinned, and ask for the same picture in {final.tier}: "
        f"the same prompt alone gives another one."
    )
    return Workflow("start-low", draft.tier, final.tier, why), Reason("workflow", why)


def choose_format(brief: Brief) -> tuple[str, str, list[Reason]]:
    """Return the format, why, and what to beware of."""
    listed = brief.target.deliverable if brief.target else None
    if not brief.transparent and listed and listed.format == "png":
        return "png", f"{listed.title} takes a PNG.", []
    if not brief.transparent:
        return "jpg", "JPG is the lightest format that every screen and printer takes.", []
    why = "Transparency needs PNG; a JPG has none."
    model = brief.model
    way_round = (
        "Ask for the subject on one flat, vivid colour that it does not contain, "
        "remove that background, and export PNG."
    )
    if model.alpha == "no":
        text = f"{model.title} cannot return transparency (a PNG of it is opaque). {way_round}"
        return "png", why, [Reason("alpha.none", text, model.source)]
    if model.alpha == "unknown":
        text = (
            f"It is not known whether {model.title} can return transparency; check the file. If it cannot: {way_round}"
        )
        return "png", why, [Reason("alpha.unknown", text, model.source)]
    return "png", why, []


def cut_out(choice: Choice) -> tuple[Pixels | None, Fraction | None]:
    """Return the centred box of the supply that has the target's shape, and the share of the area outside it."""
    if choice.need is None:
        return None, None
    supply = choice.chosen.cell.pixels
    box = crop_box(supply, choice.need.pixels)
    return box, share_cut(supply, box)


def warnings_of(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Return what to beware of: format, limits that cannot be judged, bytes of the export, the model's end."""
    return [
        *choose_format(brief)[2],
        *_limit_warnings(choice, brief),
        *_bytes_warnings(choice, brief, catalog),
        *_model_warnings(brief.model),
    ]


def _limit_warnings(choice: Choice, brief: Brief) -> list[Reason]:
    unknown = unknown_limits(choice.chosen.estimate, brief.limits)
    if not unknown:
        return []
    text = (
        f"{limit_names(unknown)} could not be judged: {choice.tier} has no known figure for it on {brief.model.title}."
    )
    return [Reason("limit.unknown", text)]


def _bytes_warnings(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Judge the target's own byte limit on the exported box, at the tier's heaviest JPG per pixel."""
    target, need, jpg = brief.target, choice.need, choice.chosen.estimate.jpg
    listed = target.deliverable if target else None
    if need is None or jpg is None or listed is None or listed.max_bytes is None:
        return []
    heaviest = Fraction(jpg[1] * need.export.area, catalog.tiers[choice.tier].pixel_width ** 2)
    if heaviest <= listed.max_bytes:
        return []
    text = (
        f"{listed.title} takes at most {wording.size(listed.max_bytes)}; {wording.box(need.export)} as a JPG may reach "
        f"{wording.size(int(heaviest))}. Export it with a lower quality."
    )
    return [Reason("bytes.deliverable", text, listed.source)]


def _model_warnings(model: Model) -> list[Reason]:
    if model.status == "available":
        return []
    instead = f" Use {model.replacement} instead." if model.replacement else ""
    if model.status == "off":
        day = f" on {model.shutdown}" if model.shutdown else ""
        return [Reason("model.off", f"{model.title} was shut down{day}.{instead}", model.source)]
    day = f"; its announced end is {model.shutdown}" if model.shutdown else ""
    return [Reason("model.deprecated", f"{model.title} is deprecated{day}.{instead}", model.source)]
