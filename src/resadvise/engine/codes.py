"""The steps of an argument. Every code that an answer can hold is defined here, with what it means."""

from typing import NamedTuple


class Reason(NamedTuple):
    """One step: a stable code, one sentence with its numbers, and where the rule comes from."""

    code: str
    text: str
    source: str | None = None


REASONS = {
    "use.needs": "A use needs at least this tier, by rule of thumb.",
    "use.prefers": "A use wants this tier for speed, bytes or balance.",
    "use.raised": "A preference for a higher tier raised the answer.",
    "use.yields": "A preference for a lower tier gave way to what is needed.",
    "use.overruled": "The size given decides; the rule of thumb of this use is set aside.",
    "default": "Nothing was said of the image, so the usual tier is taken.",
    "thumb": "No size was given: the answer is a rule of thumb.",
    "thumb.otherwise": "For this named target of the use, arithmetic asks for another tier.",
    "tier.lacking": "The model does not offer the tier; another one of its tiers stands in.",
    "aspect.default": "No shape was given; the figures are for the default aspect ratio.",
    "need.class": "The density was taken from how far away people stand from a print of this size.",
    "need.print": "How many pixels the print takes.",
    "need.distance": "The viewing distance lowered the density.",
    "need.accepted": "The least density is accepted as enough.",
    "need.pixels": "How many pixels the fixed box has.",
    "need.css": "How many device pixels the box in CSS pixels takes.",
    "need.dpr": "The pixel ratio was assumed, not given.",
    "need.keep": "How much the crop adds to the need.",
    "keep.assumed": "The crop was assumed by a use, not given.",
    "keep.dropped": "The crop that was only assumed is not affordable; it says how much may be cut away.",
    "assume.ignored": "What a use assumes does not apply to this target.",
    "fit.best": "What the chosen tier supplies against the need.",
    "fit.cheapest": "The next tier below is not enough.",
    "price.same": "The next tier costs the same.",
    "near.cheaper": "A cheaper tier is nearly enough, with the saving.",
    "shape.cut": "The model has no ratio of exactly this shape; something is cut away.",
    "quality.assumed": "No quality was requested, so the price is for the model's usual one.",
    "shape.drift": "What comes back strays from its ratio's name.",
    "target.note": "What is to be known of the named target.",
    "short": "No tier is enough: the factor to upscale by.",
    "short.distance": "The distance from which the print is fine all the same.",
    "short.models": "Models that offer the tier that is needed.",
    "limit.yields": "A default or a preference gave way to a limit.",
    "limit.conflict": "What is needed breaks a limit.",
    "limit.alternative": "What the limit would buy.",
    "limit.none": "No tier is within the limits.",
    "plan.assumed": "The number of drafts was assumed, not given.",
    "plan.most": "The largest number of drafts that budget and deadline allow.",
    "plan.fits": "The plan is within budget and deadline.",
    "plan.too-many": "The drafts do not fit into budget and deadline; how many do.",
    "plan.too-little": "Budget or deadline are too small for the finals alone.",
    "plan.saves": "What starting low saves.",
    "plan.pointless": "Budget and deadline leave room for too few drafts to choose from.",
    "plan.direct": "Going straight to the final tier is no dearer; what starting low would take.",
    "plan.reference": "What the model takes as reference images.",
    "workflow": "Explore at the low tier and make the chosen one again at the final tier.",
    "workflow.none": "Why exploring at a lower tier saves nothing here.",
}

WARNINGS = {
    "below_ideal": "No tier reaches the density aimed at; the best one still passes the floor.",
    "lower_quality": "The file keeps a byte limit only at a lower quality than usual.",
    "alpha.none": "The model cannot return transparency.",
    "alpha.preview": "Transparency is a preview of the vendor, so check the file.",
    "alpha.unknown": "Whether the model can return transparency is not known.",
    "bytes.deliverable": "The exported file may be larger than the target allows.",
    "plan.no-batch-price": "The batch price of a tier is not known.",
    "plan.batch-time": "The time of a batch is not known.",
    "limit.broken": "An answer that falls short breaks a limit as well.",
    "limit.unknown": "A limit could not be judged, since the figure is not known.",
    "model.deprecated": "The model is deprecated.",
    "model.off": "The model has been shut down.",
}

# How an answer or a plan ends.
STATUSES = {
    "ok": "The tier suffices; a plan fits.",
    "insufficient": "No tier of the model is enough.",
    "conflict": "What is needed breaks a limit; a plan does not fit into budget and deadline.",
}

# How what a tier supplies stands against what is needed.
VERDICTS = {
    "ample": "More than twice what is needed, by side.",
    "enough": "As much as is needed, within the tolerance.",
    "near": "A little less than is needed.",
    "short": "Too little.",
}
