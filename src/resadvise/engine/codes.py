"""The steps of an argument. Every code that an answer can hold is defined here, with its meaning."""

from typing import NamedTuple

from resadvise.errors import Meaning


class Reason(NamedTuple):
    """One step: a stable code, one sentence with its numbers, and where the rule comes from."""

    code: str
    text: str
    source: str | None = None


REASONS = {
    "use.needs": Meaning(
        "A use needs at least this tier, by rule of thumb.",
        "A rule of thumb stands in for a size that nobody gave; `source` says whose rule it is.",
        "Give a size (--for, --size or --pixels): pixels then decide, and often a cheaper tier is enough.",
    ),
    "use.prefers": Meaning(
        "A use prefers this tier for speed, file size or balance.",
        "A preference yields to what is needed and to a limit.",
        "Nothing. If you want another tier, name a use that needs it, or give a size.",
    ),
    "use.raised": Meaning(
        "A preference for a higher tier raised the answer.",
        "Needs set the least tier; a preference above it is granted, because you said so.",
        "Leave out the use that raised it if the least tier will do.",
    ),
    "use.yields": Meaning(
        "A preference for a lower tier gave way to the tier needed.",
        "An image that is too small cannot be mended by being cheap.",
        "Nothing. To get the lower tier, leave out the use that needs more.",
    ),
    "use.overruled": Meaning(
        "The size decides; it overrules the rule of thumb of this use.",
        "Arithmetic knows the pixels; a rule of thumb guesses at them.",
        "Nothing: the answer holds for your size.",
    ),
    "default": Meaning(
        "Nothing was said about the image, so the usual tier is used.",
        "The default is the usual choice for work on screens.",
        "Say what the image is for, or how big it must be: resadvise recommend --for a3.",
        ("defaults.tier",),
    ),
    "thumb": Meaning(
        "No size was given: the answer is a rule of thumb.",
        "Without a size there are no pixels to compare.",
        "Ask again with one of the named targets, or with --size or --pixels.",
    ),
    "thumb.otherwise": Meaning(
        "A named target of this use for which the arithmetic gives another tier.",
        "One use covers targets of very different sizes.",
        "If this target is yours, run the command that the reason shows.",
    ),
    "tier.lacking": Meaning(
        "The model does not offer the tier; another of its tiers is used instead.",
        "A need takes the next tier up, a preference the nearest.",
        "Nothing, or choose a model that has the tier: resadvise models.",
    ),
    "aspect.default": Meaning(
        "No aspect ratio was given; the figures are for the default one.",
        "Pixels and request depend on the shape.",
        "Give --aspect, or a target, which has a shape of its own.",
        ("defaults.aspect_ratio",),
    ),
    "need.class": Meaning(
        "The density follows from the product, or from how far away a print of this size is viewed.",
        "The larger the print, the further away its viewers stand, and the fewer pixels per inch they can tell "
        "apart; the figures are what printers and site owners ask for.",
        "Set your own with --ppi, or give --distance if you know it.",
        ("viewing_classes",),
    ),
    "need.print": Meaning(
        "How many pixels the print needs.",
        "Both sides, with the bleed on either end, times the density.",
        "Nothing: this is the need that the tiers are held against.",
    ),
    "need.distance": Meaning(
        "The viewing distance lowered the density.",
        "From further away the eye resolves fewer pixels per inch: about one minute of arc per pixel.",
        "Nothing. Leave out --distance to be held to the density of the size.",
        (
            "defaults.acuity",
            "defaults.ppi_min_at_distance",
        ),
    ),
    "need.accepted": Meaning(
        "The minimum density counts as enough.",
        "You said --accept minimum.",
        "Nothing. Leave the option out to get the ideal density.",
    ),
    "need.pixels": Meaning(
        "How many pixels the target has.",
        "A platform shows the box as it is, without a pixel ratio.",
        "Nothing: this is the need that the tiers are held against.",
    ),
    "need.css": Meaning(
        "How many device pixels a size in CSS pixels needs.",
        "A dense screen draws each CSS pixel with several of its own.",
        "Set the ratio with --dpr.",
    ),
    "need.dpr": Meaning(
        "The pixel ratio was assumed, not given.",
        "A use such as retina stands for dense screens; what is assumed is capped, since denser screens show no gain.",
        "Set it with --dpr.",
        ("defaults.dpr_max",),
    ),
    "need.keep": Meaning(
        "How much the crop adds to the need.",
        "What is left after the crop must still have all the pixels, so the image needs more.",
        "Set the share of each side that is left with --keep.",
    ),
    "keep.assumed": Meaning(
        "The crop was assumed by a use, not given.",
        "A use such as crop says that there will be a crop, but not how large.",
        "Set the share of each side that is left with --keep.",
    ),
    "keep.dropped": Meaning(
        "No tier is large enough for the assumed crop; how much the answer leaves to crop.",
        "What was only assumed must not turn a good answer into a bad one.",
        "Crop no more than `max_crop`, or insist with --keep.",
    ),
    "assume.ignored": Meaning(
        "An assumption of a use does not apply to this target.",
        "A pixel ratio belongs to CSS pixels; paper and fixed boxes have none.",
        "Nothing.",
    ),
    "fit.best": Meaning(
        "What the chosen tier returns, compared with the need.",
        "The margin is that of the worse side.",
        "Nothing: this is why the tier suffices, or by how much it falls short.",
    ),
    "fit.cheapest": Meaning(
        "What the next tier below would give.",
        "It has fewer pixels than the need on at least one side.",
        "Nothing: this is why no cheaper tier was chosen.",
    ),
    "price.same": Meaning(
        "The next tier costs the same.",
        "Some models charge one price for several tiers.",
        "Ask for the larger tier if you want spare pixels: they are free.",
    ),
    "near.cheaper": Meaning(
        "A cheaper tier is nearly enough or meets the minimum; what it saves.",
        "It is a little short of the ideal, but above the minimum, or within the margin called near.",
        "Take it with --accept minimum or --tolerance if the saving matters more than the last few percent.",
        (
            "thresholds.print",
            "thresholds.pixels",
            "thresholds.css",
        ),
    ),
    "shape.cut": Meaning(
        "The image does not have the target's shape; how much cropping loses.",
        "A model returns a fixed set of shapes.",
        "Keep what matters inside `crop_to`, the centred box that is left.",
    ),
    "quality.assumed": Meaning(
        "No quality was requested, so the price is for the model's usual one.",
        "The price of this model depends on the quality more than on the size.",
        "Set it with --quality.",
    ),
    "shape.drift": Meaning(
        "What the model returns is not exactly the ratio it is named after.",
        "Models round their sides to a grid.",
        "Crop to the box you need instead of trusting the name.",
        ("thresholds.ratio_drift",),
    ),
    "target.note": Meaning(
        "A note on the named target.",
        "Its source says more than a size; `source` names it.",
        "Read the note before you deliver.",
    ),
    "safe.zone": Meaning(
        "The part of the target that nothing covers or cuts off, where text may be.",
        "Platforms lay their buttons over a picture, and printers trim, fold or hem it.",
        "Keep text and faces inside `safe`.",
        ("deliverables",),
    ),
    "short": Meaning(
        "No tier is large enough; the factor to upscale by.",
        "The best tier of the model has fewer pixels than the minimum.",
        "Upscale by `upscale`, use a model from `short.models`, or accept a lower density with --ppi or --distance.",
    ),
    "short.distance": Meaning(
        "The viewing distance from which the print is still sharp.",
        "From there the eye resolves no more than the pixels that the tier has.",
        "Hang it so that people stand at least that far away.",
        ("defaults.acuity",),
    ),
    "short.models": Meaning(
        "Models that offer the tier needed.",
        "Models offer different tiers and sizes.",
        "Ask again with --model and one of the names.",
    ),
    "limit.yields": Meaning(
        "A default or a preference gave way to a limit.",
        "Limits bind; a preference is only a wish.",
        "Nothing, or raise the limit.",
    ),
    "limit.conflict": Meaning(
        "What is needed exceeds a limit.",
        "The tier is needed for the pixels, so it is named all the same; the exit code is 1.",
        "Raise the limit, or take `alternative` and accept fewer pixels.",
    ),
    "limit.alternative": Meaning(
        "The best tier within the limits.",
        "It has fewer pixels than are needed.",
        "Take it only if fewer pixels are acceptable.",
    ),
    "limit.none": Meaning(
        "No tier is within the limits.",
        "Even the smallest tier of the model exceeds one of them.",
        "Raise the limit that `ruled_out_by` names, or choose another model.",
    ),
    "plan.assumed": Meaning(
        "The number of drafts was assumed, not given.",
        "A plan without a number of drafts takes the usual one.",
        "Set it with --drafts.",
        ("defaults.drafts",),
    ),
    "plan.most": Meaning(
        "The largest number of drafts that fits within the budget and the deadline.",
        "Without --drafts a plan uses what you allow it.",
        "Set --drafts if you want fewer.",
    ),
    "plan.fits": Meaning(
        "The plan is within the budget and the deadline.",
        "Both were compared with the upper end of what it takes.",
        "Nothing.",
    ),
    "plan.too-many": Meaning(
        "The drafts exceed the budget or the deadline; how many fit.",
        "Drafts and finals together exceed one of them; the exit code is 1.",
        "Make fewer drafts, or raise the limit.",
    ),
    "plan.too-little": Meaning(
        "The budget or the deadline is too small for the finals alone.",
        "The finals alone exceed it; the exit code is 1.",
        "Raise the limit, ask for fewer finals, or choose a cheaper model.",
    ),
    "plan.saves": Meaning(
        "What drafting at a lower tier saves.",
        "Most drafts are thrown away, so each should be cheap.",
        "Nothing.",
    ),
    "plan.pointless": Meaning(
        "Too few drafts to choose from fit within the budget and the deadline.",
        "With no more drafts than finals there is nothing to choose.",
        "Raise the limit, or go straight to the finals as the plan does.",
    ),
    "plan.direct": Meaning(
        "Going straight to the final tier costs no more; what drafting lower would cost.",
        "A plan takes the cheaper way.",
        "Generate at the final tier and keep the best.",
    ),
    "plan.reference": Meaning(
        "The limits of the model on reference images.",
        "A final is made from the chosen draft, which is sent as a reference.",
        "Keep the draft within these bounds.",
    ),
    "campaign.cheapest": Meaning(
        "No set of images that serves the targets costs less.",
        "Every set is considered; of equally cheap ones the fewest images win, then the least area.",
        "Nothing. --max-cut lets a crop lose more, which can save an image.",
        ("thresholds.max_cut",),
    ),
    "campaign.fewest": Meaning(
        "A price is not known, so the fewest images were chosen.",
        "Without a price each image counts as one.",
        "Nothing, or add the price to a presets file.",
    ),
    "campaign.one-each": Meaning(
        "What an image for each target would cost.",
        "It is the sum of what `recommend` answers for each target alone.",
        "Make one image for each where a crop would lose too much of the picture.",
    ),
    "campaign.too-large": Meaning(
        "No image is large enough for a target; by how much.",
        "The model's largest image of that shape has fewer pixels than the target needs.",
        "Upscale `nearest`, ask a larger model with --model, or accept the minimum density in a brief file.",
    ),
    "campaign.too-odd": Meaning(
        "No image has nearly the shape of a target; what cropping would lose.",
        "A crop that loses more than the limit is another picture.",
        "Raise --max-cut, or make the target by itself: resadvise recommend --for NAME.",
        ("thresholds.max_cut",),
    ),
    "campaign.keep": Meaning(
        "The part of an image that every crop keeps, and what of it is inside all safe zones.",
        "All crops are taken from the middle of the image.",
        "Say it in the prompt: `prompt` of each image has the line.",
    ),
    "campaign.over-budget": Meaning(
        "The images, with the drafts, cost more than the budget.",
        "No set of images that serves the targets costs less.",
        "Raise --budget, make fewer drafts, or leave targets out.",
    ),
    "campaign.reference": Meaning(
        "The prices leave out what a reference image costs.",
        "Images after the first are made with it as the reference, and vendors charge for input images apart.",
        "Add what your vendor charges for an input image.",
    ),
    "workflow": Meaning(
        "Explore at a lower tier, then generate the chosen draft at the final tier.",
        "A draft costs less; the same prompt alone at another size gives another picture.",
        "Send the chosen draft as the reference image, with the ratio pinned.",
    ),
    "workflow.none": Meaning(
        "Why exploring at a lower tier saves nothing here.",
        "No smaller tier of the model is cheaper.",
        "Explore at the tier of the answer.",
    ),
}

WARNINGS = {
    "below_ideal": Meaning(
        "No tier reaches the ideal density; the best one still meets the minimum.",
        "Between the minimum and the ideal a print looks fine from its usual distance.",
        "Accept it, upscale, or choose a model with a larger tier.",
        ("viewing_classes",),
    ),
    "lower_quality": Meaning(
        "The file stays within a byte limit only at a lower quality than usual.",
        "The usual size of such a JPG spans the limit: its lower end fits, its upper end does not.",
        "Export with a lower quality, or as WebP or AVIF, then run resadvise check FILE --max-bytes.",
    ),
    "alpha.none": Meaning(
        "The model cannot return transparency.",
        "It returns files without an alpha channel; `source` says so.",
        "Generate on one flat colour, remove the background, and export PNG.",
    ),
    "alpha.preview": Meaning(
        "The vendor offers transparency as a preview, so check the file.",
        "A preview may change or fail without notice.",
        "Run resadvise check FILE --transparent --deep on what the model returns.",
    ),
    "alpha.unknown": Meaning(
        "It is unknown whether the model can return transparency.",
        "No source says so either way.",
        "Generate one image and run resadvise check FILE --transparent --deep.",
    ),
    "bytes.deliverable": Meaning(
        "The exported file may be larger than the target allows.",
        "The target has a byte limit of its own, below the usual size of such a JPG.",
        "Export with a lower quality, then run resadvise check FILE --for NAME.",
    ),
    "plan.no-batch-price": Meaning(
        "The batch price of a tier is unknown.",
        "No source gives one, and none is guessed.",
        "Leave out --batch, or add the price to a presets file.",
    ),
    "plan.batch-time": Meaning(
        "The time of a batch is unknown.",
        "A provider runs batches when it has time.",
        "Do not rely on the seconds of this plan.",
    ),
    "limit.broken": Meaning(
        "An answer that falls short also exceeds a limit.",
        "Both are reported, so that raising one is no surprise.",
        "Raise the limit too.",
    ),
    "limit.unknown": Meaning(
        "A limit could not be checked, because the figure is unknown.",
        "What is unknown passes with this warning instead of being guessed.",
        "Look the figure up, or add it to a presets file.",
    ),
    "model.deprecated": Meaning(
        "The model is deprecated.",
        "Its provider has announced its end; it may stop answering.",
        "Move to the replacement that the warning names.",
    ),
    "model.off": Meaning(
        "The model has been shut down.",
        "Requests to it fail.",
        "Use the replacement that the warning names.",
    ),
}

# The outcome of an answer or a plan.
STATUSES = {
    "ok": Meaning(
        "The tier suffices; a plan fits.",
        "The need is met within the tolerance, and no limit is exceeded.",
        "Send `request`. Read `warnings` first; the exit code is 0.",
    ),
    "insufficient": Meaning(
        "No tier of the model is large enough.",
        "Its largest tier is below the minimum of the need.",
        "Do not send the request as it is: read the reasons `short`, `short.distance` and `short.models`; the "
        "exit code is 1.",
    ),
    "conflict": Meaning(
        "What is needed exceeds a limit; a plan exceeds the budget or the deadline.",
        "The need stands, and so does the limit.",
        "Raise the limit, or take `alternative`; the exit code is 1.",
    ),
}

# What a tier returns, compared with what is needed.
VERDICTS = {
    "ample": Meaning(
        "More than twice what is needed, on each side.",
        "Only a label: it passes like enough.",
        "Consider a lower tier if this one was not chosen for you.",
        ("thresholds.ample",),
    ),
    "enough": Meaning(
        "As much as is needed, within the tolerance.",
        "A few pixels in a hundred make no visible difference.",
        "Nothing. Set your own slack with --tolerance.",
        (
            "thresholds.print",
            "thresholds.pixels",
            "thresholds.css",
        ),
    ),
    "near": Meaning(
        "A little less than is needed.",
        "Short of the tolerance, but not by much.",
        "Pass it with --tolerance if you accept the loss.",
        (
            "thresholds.print",
            "thresholds.pixels",
            "thresholds.css",
        ),
    ),
    "short": Meaning(
        "Too little.",
        "Further below the need than near.",
        "Take a larger tier, or upscale.",
    ),
}

# How a model comes out of a comparison, beside the statuses of an answer.
ROW_STATUSES = {
    "ruled_out": Meaning(
        "The model cannot do what is asked.",
        "It lacks transparency, or the aspect ratio; `reason` says which.",
        "Use another model, or leave that demand out.",
    ),
}
