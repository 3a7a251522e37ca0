"""What follows from a choice: the workflow, the crop, and the format."""

from fractions import Fraction
from typing import NamedTuple

from resadvise.brief import Brief
from resadvise.engine.candidate import Candidate, Choice, cheapest
from resadvise.engine.codes import Reason
from resadvise.engine.fit import cut_for
from resadvise.facts.catalog import Deliverable, Model
from resadvise.units import display
from resadvise.units.quantities import Pixels


class Workflow(NamedTuple):
    """Explore at one tier, finish at another."""

    name: str
    draft_tier: str
    final_tier: str
    why: str


def draft_for(choice: Choice) -> Candidate | None:
    """Return the smaller size to explore at; None where none is cheaper, or may be."""
    draft, final = cheapest([*choice.smaller, choice.chosen]), choice.chosen
    known = final.price is not None
    return None if draft is final or (known and draft.price == final.price) else draft


def workflow_of(choice: Choice, of_prices: str = "") -> tuple[Workflow | None, Reason]:
    """Explore low and finish high, if that saves anything; `of_prices` qualifies the prices."""
    final, model = choice.chosen, choice.chosen.model
    if not choice.smaller:
        return None, Reason("workflow.none", f"Explore at {final.tier}: it is the smallest tier of {model.title}.")
    draft = cheapest([*choice.smaller, final])
    if draft is final:
        why = f"Explore at {final.tier}: no smaller tier of {model.title} is cheaper."
        return None, Reason("workflow.none", why, final.offer.price.source)
    old, new = final.price, draft.price
    if old is not None and old == new:
        why = f"Explore at {final.tier}: {draft.tier} costs the same on {model.title}."
        return None, Reason("workflow.none", why, final.offer.price.source)
    saving = (
        f" ({display.cents(new, old)} instead of {display.cents(old, new)} per image{of_prices})"
        if old is not None and new is not None
        else ""
    )
    why = f"Explore at {draft.tier}{saving}. {made_again(final)}"
    return Workflow("start-low", draft.tier, final.tier, why), Reason("workflow", why)


def made_again(final: Candidate) -> str:
    """Say how the final becomes the same picture as the chosen draft: by its seed, or by itself as the reference."""
    ratio, tier = final.supply.ratio, final.tier
    if final.model.seed == "yes":
        other = (
            "; if the picture changes, send the draft as the reference image"
            if final.model.reference_images_max
            else ""
        )
        return (
            f"Send the same prompt with the seed of the draft you choose, at {ratio}, and ask for it in {tier}{other}."
        )
    return (
        f"Send the draft you choose as the reference image, at {ratio}, and ask for it in {tier}: "
        f"the same prompt alone gives a different picture."
    )


# The formats that an export can be told to have; a printer's PDF or TIFF is made around one of them.
_EXPORTED = ("jpg", "png", "webp")
_WITH_ALPHA = ("png", "webp")


def wants_transparency(brief: Brief) -> bool:
    """Say whether an alpha channel is requested, or wanted by the target."""
    listed = brief.listed
    return brief.transparent or bool(listed and listed.transparent)


def choose_format(brief: Brief) -> tuple[str, str, list[Reason]]:
    """Return the format, why, and what to beware of."""
    listed = brief.listed
    transparent = wants_transparency(brief)
    accepted = listed.formats if listed else ()
    allowed = _WITH_ALPHA if transparent else _EXPORTED
    name = next((name for name in accepted if name in allowed), allowed[0])
    beware = _alpha_warnings(brief.model) if transparent else []
    if listed and accepted and name in accepted:
        return name, _taken(listed, name), beware
    if transparent:
        return name, "Transparency needs PNG; JPG has none.", beware
    if listed and accepted:
        return name, f"{listed.title}: {formats_text(accepted)}; place the {name.upper()} in it.", beware
    return name, "JPG is the smallest format that works on every screen and printer.", beware


def _taken(listed: Deliverable, name: str) -> str:
    """Say what the target accepts, if the format to export is among it."""
    refused = listed.opaque and name in _WITH_ALPHA
    alpha = ", without an alpha channel" if refused else ", with transparency" if listed.transparent else ""
    if name == listed.formats[0]:
        return f"{listed.title}: {name.upper()}{alpha}."
    return f"{listed.title}: {formats_text(listed.formats)}, best first; {name.upper()} will do{alpha}."


def formats_text(formats: tuple[str, ...]) -> str:
    """Write formats as a sentence lists them: `PNG, WEBP or GIF`."""
    *others, last = (name.upper() for name in formats)
    return f"{', '.join(others)} or {last}" if others else last


def _alpha_warnings(model: Model) -> list[Reason]:
    """Warn if the model cannot return transparency, or if that is unknown, with a way round."""
    way_round = (
        "generate the subject on a flat, vivid colour that it does not contain, remove that background, and export PNG."
    )
    if model.alpha == "no":
        text = f"{model.title} cannot return transparency (its PNGs are opaque). Instead, {way_round}"
        return [Reason("alpha.none", text, model.source)]
    if model.alpha == "preview":
        text = f"{model.title} returns transparency as a preview only: check the file. If it fails: {way_round}"
        return [Reason("alpha.preview", text, model.source)]
    if model.alpha == "unknown":
        text = (
            f"It is not known whether {model.title} can return transparency, so check the file. "
            f"If it is opaque, {way_round}"
        )
        return [Reason("alpha.unknown", text, model.source)]
    return []


def cut_out(choice: Choice) -> tuple[Pixels | None, Fraction | None]:
    """Return the centred box of the supply that has the target's shape, and the share of the area outside it."""
    if choice.need is None:
        return None, None
    return cut_for(choice.chosen.pixels, choice.need)
