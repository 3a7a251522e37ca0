"""The steps of an argument. Every code that an answer can hold is defined here, with its meaning."""

from typing import NamedTuple


class Reason(NamedTuple):
    """One step: a stable code, one sentence with its numbers, and where the rule comes from."""

    code: str
    text: str
    source: str | None = None


REASONS = {
    "use.needs": "A use needs at least this tier, by rule of thumb.",
    "use.prefers": "A use prefers this tier for speed, file size or balance.",
    "use.raised": "A preference for a higher tier raised the answer.",
    "use.yields": "A preference for a lower tier gave way to the tier needed.",
    "use.overruled": "The size decides; it overrules the rule of thumb of this use.",
    "default": "Nothing was said about the image, so the usual tier is used.",
    "thumb": "No size was given: the answer is a rule of thumb.",
    "thumb.otherwise": "A named target of this use for which the arithmetic gives another tier.",
    "tier.lacking": "The model does not offer the tier; another of its tiers is used instead.",
    "aspect.default": "No aspect ratio was given; the figures are for the default one.",
    "need.class": "The density follows from the product, or from how far away a print of this size is viewed.",
    "need.print": "How many pixels the print needs.",
    "need.distance": "The viewing distance lowered the density.",
    "need.accepted": "The minimum density counts as enough.",
    "need.pixels": "How many pixels the target has.",
    "need.css": "How many device pixels a size in CSS pixels needs.",
    "need.dpr": "The pixel ratio was assumed, not given.",
    "need.keep": "How much the crop adds to the need.",
    "keep.assumed": "The crop was assumed by a use, not given.",
    "keep.dropped": "No tier is large enough for the assumed crop; how much the answer leaves to crop.",
    "assume.ignored": "An assumption of a use does not apply to this target.",
    "fit.best": "What the chosen tier returns, compared with the need.",
    "fit.cheapest": "What the next tier below would give.",
    "price.same": "The next tier costs the same.",
    "near.cheaper": "A cheaper tier is nearly enough or meets the minimum; what it saves.",
    "shape.cut": "The image does not have the target's shape; how much cropping loses.",
    "quality.assumed": "No quality was requested, so the price is for the model's usual one.",
    "shape.drift": "What the model returns is not exactly the ratio it is named after.",
    "target.note": "A note on the named target.",
    "safe.zone": "The part of the target that nothing covers or cuts off, where text may be.",
    "short": "No tier is large enough; the factor to upscale by.",
    "short.distance": "The viewing distance from which the print is still sharp.",
    "short.models": "Models that offer the tier needed.",
    "limit.yields": "A default or a preference gave way to a limit.",
    "limit.conflict": "What is needed exceeds a limit.",
    "limit.alternative": "The best tier within the limits.",
    "limit.none": "No tier is within the limits.",
    "plan.assumed": "The number of drafts was assumed, not given.",
    "plan.most": "The largest number of drafts that fits within the budget and the deadline.",
    "plan.fits": "The plan is within the budget and the deadline.",
    "plan.too-many": "The drafts exceed the budget or the deadline; how many fit.",
    "plan.too-little": "The budget or the deadline is too small for the finals alone.",
    "plan.saves": "What drafting at a lower tier saves.",
    "plan.pointless": "Too few drafts to choose from fit within the budget and the deadline.",
    "plan.direct": "Going straight to the final tier costs no more; what drafting lower would cost.",
    "plan.reference": "The limits of the model on reference images.",
    "campaign.cheapest": "The images of a campaign cost the least that any set which serves the targets can.",
    "campaign.fewest": "A price is not known, so the fewest images were chosen.",
    "campaign.one-each": "What an image for each target would cost.",
    "campaign.too-large": "No image is large enough for a target; by how much.",
    "campaign.too-odd": "No image has nearly the shape of a target; what cropping would lose.",
    "campaign.keep": "The part of an image that every crop keeps, and what of it is inside all safe zones.",
    "campaign.over-budget": "The images, with the drafts, cost more than the budget.",
    "campaign.reference": "The prices leave out what a reference image costs.",
    "workflow": "Explore at a lower tier, then generate the chosen draft at the final tier.",
    "workflow.none": "Why exploring at a lower tier saves nothing here.",
}

WARNINGS = {
    "below_ideal": "No tier reaches the ideal density; the best one still meets the minimum.",
    "lower_quality": "The file stays within a byte limit only at a lower quality than usual.",
    "alpha.none": "The model cannot return transparency.",
    "alpha.preview": "The vendor offers transparency as a preview, so check the file.",
    "alpha.unknown": "It is unknown whether the model can return transparency.",
    "bytes.deliverable": "The exported file may be larger than the target allows.",
    "plan.no-batch-price": "The batch price of a tier is unknown.",
    "plan.batch-time": "The time of a batch is unknown.",
    "limit.broken": "An answer that falls short also exceeds a limit.",
    "limit.unknown": "A limit could not be checked, because the figure is unknown.",
    "model.deprecated": "The model is deprecated.",
    "model.off": "The model has been shut down.",
}

# The outcome of an answer or a plan.
STATUSES = {
    "ok": "The tier suffices; a plan fits.",
    "insufficient": "No tier of the model is large enough.",
    "conflict": "What is needed exceeds a limit; a plan exceeds the budget or the deadline.",
}

# What a tier returns, compared with what is needed.
VERDICTS = {
    "ample": "More than twice what is needed, on each side.",
    "enough": "As much as is needed, within the tolerance.",
    "near": "A little less than is needed.",
    "short": "Too little.",
}
