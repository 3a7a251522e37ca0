"""What `check` can say of a file: the code of every finding and outcome, with its meaning."""

from resadvise.errors import Meaning

# The outcome of `check` for a file.
FILE_STATUSES = {
    "pass": Meaning(
        "The file is what was requested; it may have notes.",
        "No finding is of level fail.",
        "Use the file. Read its notes.",
    ),
    "fail": Meaning(
        "At least one finding has the level fail.",
        "A rule that you asked for, or that the target has, is broken; the exit code is 1.",
        "Read `findings`: each says what is wrong, with numbers, and what to do.",
    ),
    "error": Meaning(
        "The file could not be read.",
        "Its finding of level error says why; the exit code is 2 if you named the file, else 1.",
        "Look at the file: it may be damaged, or no image.",
    ),
}

# What `check` finds. A fail makes the file fail, a note does not; an error is a file that could not be read.
FINDINGS = {
    "format.mismatch": Meaning(
        "The file name has the suffix of another format.",
        "Uploads and tools trust the suffix and trip over it.",
        "Rename the file to the format that it holds, or convert it.",
    ),
    "format.refused": Meaning(
        "The target does not accept the format of the file.",
        "The target's source lists what it takes; `source` names it.",
        "Export the file in a format that it takes.",
    ),
    "color.mode": Meaning(
        "The colours are not those of --color-mode; as a note: many screens do not show them.",
        "CMYK is for presses: many screens show it wrongly or not at all.",
        "Convert the file to the colours that the finding names.",
    ),
    "color.bilevel": Meaning(
        "A note: the file has only black and white.",
        "One bit for each pixel suits line art, not pictures.",
        "Export it in gray or RGB if it is a picture.",
    ),
    "color.palette": Meaning(
        "A note: the file has a palette of few colours.",
        "At most 256 colours make soft gradients show steps.",
        "Export it in RGB if it is a picture.",
    ),
    "color.profile": Meaning(
        "A note: CMYK for a print, without a profile that defines its inks.",
        "The same CMYK values look different on every press.",
        "Embed the ICC profile that your printer asks for.",
    ),
    "frames.many": Meaning(
        "A note: the file has several frames or pages, and the target shows one picture.",
        "Perhaps only the first of them is shown or printed.",
        "Export the one that is meant.",
    ),
    "tier.downgraded": Meaning(
        "The file is smaller, by area, than the requested tier.",
        "Some services return a smaller tier without saying so; the area tells, since long edges differ by shape.",
        "Check that the request carries the size field as `request` spells it, then regenerate. Do not pay "
        "again before that.",
        ("thresholds.file_tier",),
    ),
    "ratio.unexpected": Meaning(
        "The shape is not the requested aspect ratio, or not one that the named model returns.",
        "The file was cropped, the request lacked the ratio, or another model made it.",
        "Regenerate it with the ratio pinned, or crop it.",
        ("thresholds.ratio_drift",),
    ),
    "size.short": Meaning(
        "The file has too few pixels for the target.",
        "It is below the minimum of the need, or further below a fixed box than near.",
        "Regenerate it in the tier that the finding names, use it smaller, or upscale it.",
        (
            "viewing_classes",
            "thresholds.print",
            "thresholds.pixels",
            "thresholds.css",
        ),
    ),
    "size.near": Meaning(
        "The file has nearly enough pixels for the target; a tolerance lets it pass.",
        "It is short by less than the margin called near.",
        "Accept it with --tolerance, or regenerate it larger.",
        (
            "thresholds.print",
            "thresholds.pixels",
            "thresholds.css",
        ),
    ),
    "size.below-ideal": Meaning(
        "A note: a print below the ideal density that meets the minimum.",
        "From its usual viewing distance such a print looks fine.",
        "Nothing, unless it will be viewed from closer than usual.",
        ("viewing_classes",),
    ),
    "size.wasteful": Meaning(
        "The file has more pixels than --max-margin allows.",
        "Pixels that nobody sees are bytes that everybody waits for.",
        "Scale it down to the size that the finding names.",
    ),
    "size.unexpected": Meaning(
        "The file does not have the requested sides.",
        "--expect WxH asks for exactly these pixels, as they are seen.",
        "Regenerate it, or scale and crop it.",
    ),
    "size.turned": Meaning(
        "A note: the file fits better rotated by 90 degrees, and was checked like that.",
        "A sheet of paper can be turned; a screen cannot.",
        "Turn the file before you use it on a screen.",
    ),
    "shape.cut": Meaning(
        "Cropping to the target loses more than --max-cut allows; a note where it loses less.",
        "To fill the target, what lies outside its shape is lost.",
        "Keep what matters inside `crop_to`, or regenerate in a closer ratio.",
        ("thresholds.cut_much",),
    ),
    "bytes.too-many": Meaning(
        "The file is larger than --max-bytes or the target allows.",
        "Uploads above the limit are refused or recompressed.",
        "Scale it to the box of the target, lower the quality, or use a lighter format.",
    ),
    "alpha.refused": Meaning(
        "The target does not accept an alpha channel, used or not, and the file has one.",
        "Some stores refuse the mere channel; `source` names the rule.",
        "Export it without an alpha channel.",
    ),
    "alpha.wanted": Meaning(
        "A note: the target should be transparent, and the file is not.",
        "The background will show as a box.",
        "Remove the background, or leave it on purpose.",
    ),
    "alpha.missing": Meaning(
        "Transparency was requested, and the file has no alpha channel.",
        "What looks transparent is painted: many models draw a chequered pattern.",
        "Generate on one flat colour, remove the background, and export PNG.",
    ),
    "alpha.unused": Meaning(
        "Transparency was requested, and every pixel is opaque.",
        "There is a channel, but nothing in it.",
        "Remove the background, and export PNG.",
    ),
    "alpha.unread": Meaning(
        "A note: the pixels were not read to see whether the alpha channel is used.",
        "That needs the pixels, and only the header was read.",
        "Use --deep.",
    ),
    "bad-row": Meaning(
        "An error: the row of the manifest is invalid.",
        "A cell of it holds something that its option does not take.",
        "Correct the cell that the finding names.",
    ),
    "unreadable": Meaning(
        "An error: the system refuses to read the file, or it is not a file.",
        "Rights are missing, or it is a folder, a device or a broken link.",
        "Check the path and its rights.",
    ),
    "not-an-image": Meaning(
        "An error: the content is not an image in a supported format.",
        "Often an error page or JSON that was saved under the name of an image.",
        "Look at the content; the download may have failed.",
    ),
    "unsupported": Meaning(
        "An error: the file is a variant of its format that is not supported.",
        "Formats have rare variants, and some need a plug-in.",
        "Convert it to PNG or JPEG, or install the package that the finding names.",
    ),
    "broken": Meaning(
        "An error: the header, or with --deep the pixels, cannot be read.",
        "The file is truncated or damaged.",
        "Download or export it again.",
    ),
    "absurd": Meaning(
        "An error: the file claims more pixels than any image has.",
        "Such a header is damage or an attack.",
        "Do not open it elsewhere before you know where it comes from.",
    ),
    "slow": Meaning(
        "An error: reading the file takes more work than any real image needs.",
        "Its structure makes readers loop.",
        "Do not open it elsewhere before you know where it comes from.",
    ),
    "too-large": Meaning(
        "An error: there is not enough memory to read the file, or with --deep to decode it.",
        "Decoding holds every pixel in memory.",
        "Leave out --deep, or use a machine with more memory.",
    ),
}
