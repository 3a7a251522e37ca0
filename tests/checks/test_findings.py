"""Tables of what is found in a file of given pixels. Add a row."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from resadvise import load_facts, recommend
from resadvise.brief import ask
from resadvise.checks.criteria import Criteria, set_criteria
from resadvise.checks.report import Report, check_image, head_dict, tail_dict, unread
from resadvise.checks.rules import RULES
from resadvise.engine.sizes import all_sizes
from resadvise.errors import QuestionError
from resadvise.facts.catalog import SizeTable
from resadvise.images.formats import ImageFile, ProbeError, formats_of_suffix
from resadvise.units.quantities import Pixels
from resadvise.words import Words

if TYPE_CHECKING:
    from resadvise import Catalog

PNG = ImageFile("png", 1, 1, False, False, None, 1000, None)


def criteria(facts: Catalog, **asked: Any) -> Criteria:
    words = {name: value for name, value in asked.items() if name in Words._fields}
    wanted = {name: value for name, value in asked.items() if name not in words}
    return set_criteria(ask(Words(**words), facts), facts, **wanted, model_named="model" in words)


def report(facts: Catalog, sides: str, image: ImageFile = PNG, suffix: str = ".png", **asked: Any) -> Report:
    width, height = map(int, sides.split("x"))
    return check_image(image._replace(width=width, height=height), suffix, criteria(facts, **asked))


def codes(found: Report) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("pixels", "tier", "text", "ratio"),
    [
        ("1024x1024", "1K", "1K", "1:1"),
        ("2048x2048", "2K", "2K", "1:1"),
        ("4096x4096", "4K", "4K", "1:1"),
        ("1376x768", "1K", "1K", "16:9"),  # by its long edge it would be 2K
        ("1408x768", "1K", "1K", "16:9"),  # as some channels send it
        ("1584x672", "1K", "1K", "21:9"),
        ("3168x1344", "2K", "2K", "21:9"),
        ("768x1376", "1K", "1K", "9:16"),
        ("1080x1350", None, "between 1K and 2K", "4:5"),
        ("3840x2160", None, "between 2K and 4K (3840×2160, UHD)", "16:9"),
        ("2160x3840", None, "between 2K and 4K (2160×3840, UHD)", "9:16"),
        ("1920x1080", None, "between 1K and 2K (1920×1080, Full HD)", "16:9"),
        ("3841x2160", None, "between 2K and 4K", "16:9"),
        ("1050x1051", "1K", "1K", "1:1"),
        ("1051x1051", None, "between 1K and 2K", "1:1"),  # more than 1/95% of the area
        ("1263x3523", "2K", "2K", "1:4"),  # as much of it as may be, to the pixel
        ("1263x3524", None, "between 2K and 4K", "1:4"),
        ("956x16387", "4K", "4K", "1:8"),  # as little
        ("956x16386", None, "between 2K and 4K", "1:8"),
        ("998x999", "1K", "1K", "1:1"),  # 95% of the area are 996,148 pixels
        ("998x998", None, "below 1K", "1:1"),
        ("64x64", None, "below 1K", "1:1"),
        ("8192x8192", None, "above 4K", "1:1"),
        ("1x65535", None, "below 1K", "1:8"),
        ("65535x1", None, "below 1K", "8:1"),
    ],
)
def test_the_tier_goes_by_area(facts: Catalog, pixels: str, tier: str | None, text: str, ratio: str) -> None:
    seen = report(facts, pixels).file
    assert seen is not None
    row = report(facts, pixels).as_dict("x.png")
    assert (row["tier"], row["tier_text"]) == (tier, text)
    assert seen.shape.name == ratio


def test_a_tier_that_lacks_the_ratio_is_judged_by_its_nearest(facts: Catalog) -> None:
    model = facts.models["gemini-nano-banana-2.1"]
    offers = dict(model.offers)
    square = [size for size in all_sizes(offers["4K"]) if str(size.ratio) == "1:1"]
    offers["4K"] = offers["4K"]._replace(sizes=SizeTable.of(square))
    brief = ask(Words(), facts)._replace(model=model._replace(offers=offers))
    wide = set_criteria(brief, facts).shape_of(Pixels(1376, 768))
    assert wide.name == "16:9"
    assert str(wide.tier("4K").box) == "4096x4096px"
    assert str(wide.tier("2K").box) == "2752x1536px"


A3: dict[str, Any] = {"deliverable": "a3"}
CARD: dict[str, Any] = {"deliverable": "business-card-eu"}


@pytest.mark.parametrize(
    ("pixels", "asked", "expected", "words"),
    [
        pytest.param("2048x2048", {"expect": "2K"}, [], [], id="the tier that was asked for"),
        pytest.param("1996x1997", {"expect": "2k"}, [], [], id="95% of it, in any case of letters"),
        pytest.param("4096x4096", {"expect": "2K"}, [], [], id="more than was asked for"),
        pytest.param(
            "1376x768", {"expect": "4K"}, ["tier.downgraded"],
            ["4K at 16:9 is 5504×3072 px", "1376×768 px, which is 1K (6% of the area)", 'image_size "4K"'],
            id="downgraded",
        ),
        pytest.param(
            "3840x2160", {"expect": "4K"}, ["tier.downgraded"], ["between 2K and 4K, UHD (49%"], id="UHD is no 4K"
        ),
        pytest.param(
            "800x800", {"expect": "1K", "model": "nano-banana"}, ["tier.downgraded"], ["Regenerate it."],
            id="a model without image sizes",
        ),
        pytest.param("1376x768", {"aspect": "16:9"}, [], [], id="the ratio that was asked for"),
        pytest.param("1408x768", {"aspect": "16:9"}, ["ratio.unexpected"], ["2.3% wider than 16:9"], id="over 2%"),
        pytest.param(
            "1024x1024", {"aspect": "16:9"}, ["ratio.unexpected"],
            ["44.2% taller than 16:9 (1376×768 px)", 'aspect_ratio "16:9"', "crop it to 1024×572 px"],
            id="another ratio",
        ),
        pytest.param("1376x768", {"model": "nano-banana-2.1"}, [], [], id="a shape of the model"),
        pytest.param("1000x700", {}, [], [], id="no model was named"),
        pytest.param(
            "1000x700", {"model": "nano-banana-2.1"}, ["ratio.unexpected"],
            ["4.2% ", "another model made it", 'Regenerate it with aspect_ratio "3:2".'], id="no shape of the model",
        ),
        pytest.param("3584x4800", A3, [], [], id="enough for A3"),
        pytest.param("2863x4025", A3, [], [], id="exactly"),
        pytest.param("2820x3965", A3, [], [], id="1.5% short is enough"),
        pytest.param(
            "4800x3584", A3, ["size.turned"], ["Checked rotated by 90°, which fits ISO A3 (297×420 mm) better."],
            id="landscape",
        ),
        pytest.param("4800x3584", {**A3, "landscape": True}, [], [], id="landscape, as requested"),
        pytest.param("4800x3584", {**A3, "portrait": True}, ["size.below-ideal", "shape.cut"], [], id="not portrait"),
        pytest.param(
            "1920x1080", {"pixels": "1080x1920"}, ["size.turned"], ["or regenerate it in the other orientation"],
            id="a box, rotated",
        ),
        pytest.param(
            "4096x4096", A3, ["shape.cut"], ["uses 2914×4096 of 4096×4096 px: cropping loses 29%"],
            id="a square for A3",
        ),
        pytest.param(
            "1000x1000", {"pixels": "950x1000"}, ["shape.cut"],
            ["uses 950×1000 of 1000×1000 px: cropping loses 5%"], id="5% are cut away",
        ),
        pytest.param("1000x1000", {"pixels": "951x1000"}, [], [], id="4.9% are cut away"),
        pytest.param("1000x1000", {"pixels": "951x1000", "max_cut": "4.9%"}, [], [], id="as much as may be cut away"),
        pytest.param(
            "1000x1000", {"pixels": "951x1000", "max_cut": "4.8%"}, ["shape.cut!"],
            ["loses 4.9%, more than the 4.8% of --max-cut", "Regenerate it in a closer shape."],
            id="more than may be cut away",
        ),
        pytest.param(
            "4096x4096", {**A3, "max_cut": "10%"}, ["shape.cut!"],
            ["loses 28.9%, more than the 10%", "Regenerate it in 4K at 3:4."], id="a closer shape",
        ),
        pytest.param(
            "4096x4096", {**A3, "max_cut": "0.3"}, ["shape.cut"], ["cropping loses 29%"], id="allowed, and yet noted"
        ),
        pytest.param(
            "900x900", {**A3, "max_cut": "10%"}, ["size.short", "shape.cut!"], [], id="a cut fails whatever the pixels"
        ),
        pytest.param(
            "4200x3200", A3, ["size.turned", "shape.cut"], ["loses 7%", "4200×2987 of 4200×3200 px"],
            id="cut as it is judged, turned, and told as it lies",
        ),
        pytest.param("2000x2000", {"pixels": "500x1000", "keep": "50%"}, [], [], id="a crop that was asked for"),
        pytest.param(
            "2000x2000", {"pixels": "500x1000", "keep": "50%", "max_cut": "1%"}, [], [], id="such a crop is no loss"
        ),
        pytest.param(
            "2600x3600", A3, ["size.below-ideal"],
            ["-11%", "215 ppi instead of 240 ppi", "It passes, because it meets the minimum of 200 ppi",
             "--accept minimum"], id="above the floor of a print",
        ),
        pytest.param(
            "2048x2048", A3, ["size.short"],
            ["needs 2863×4025 px; this has 2048×2048 px: -49%, 122 ppi instead of 240 ppi. Regenerate it in "
             "4K at 3:4 (3584×4800 px) or print it at 21.1 × 21.1 cm for 240 ppi."], id="short for A3",
        ),
        pytest.param(
            "2048x2048", {**A3, "max_bytes": "900KB"}, ["size.short"], ["Regenerate it in 4K at 3:4 (3584×4800 px)"],
            id="a limit of the file is none of the tier",
        ),
        pytest.param(
            "2000x3000", {"deliverable": "poster-24x36"}, ["size.short"],
            ["print it at 33.9 × 50.8 cm for 150 ppi"], id="short for a poster, which comes in every size",
        ),
        pytest.param("9000x9000", A3, ["shape.cut"], ["loses 29%"], id="ample, and much is cut away"),
        pytest.param(
            "300x200", {"deliverable": "business-card-eu"}, ["size.short"],
            ["Regenerate it in 1K at 3:2 (1264×848 px) or upscale it by 3.6×"], id="in the hand, and no sheet",
        ),
        pytest.param(
            "3000x2000", {"size": "3x2m"}, ["size.short"],
            ["No tier of Nano Banana 2.1 is large enough: view it from 3.4 m away or upscale it by 3.94×."],
            id="seen from farther away",
        ),
        pytest.param(
            "1000x667", {"size": "3x2m", "distance": "3m"}, ["size.short"],
            ["4K at 3:2 (5056×3392 px) or upscale it by"], id="the distance was said",
        ),
        pytest.param(
            "1004x650", CARD, ["size.below-ideal"],
            ["It has no bleed: the trim of 1004×650 px is covered, but 36 px of the 3 mm bleed are missing"],
            id="no bleed",
        ),
        pytest.param(
            "1040x680", CARD, ["size.below-ideal"], ["Its bleed is too small", "but 20 px"], id="too little bleed",
        ),
        pytest.param("1003x650", CARD, ["size.below-ideal"], [], id="less than the trim"),
        pytest.param(
            "1004x650", {"size": "85x55mm", "bleed": "3mm", "ppi": "300"}, ["size.near"], ["It has no bleed"],
            id="no bleed, and no floor",
        ),
        pytest.param(
            "1000x1000", {"pixels": "1040x1040"}, ["size.near"],
            ["-3.9%. Regenerate it in 1K at 1:1 (1024×1024 px) or accept it with --tolerance 3.9%."],
            id="near",
        ),
        pytest.param("1000x1000", {"pixels": "1040x1040", "tolerance": "3.9%"}, [], [], id="allowed by the tolerance"),
        pytest.param("1080x1350", {"pixels": "1080x1351", "tolerance": "0"}, ["size.near"], ["or upscale it by 1.01×."],
                     id="a tolerance of 0"),
        pytest.param(
            "4096x4096", {"pixels": "9000x9000"}, ["size.short"],
            ["No tier of Nano Banana 2.1 is large enough: upscale it by 2.2×."], id="beyond every tier",
        ),
        pytest.param("2752x1536", {"pixels": "1440x810", "dpr": "2"}, [], [], id="CSS pixels"),
        pytest.param("1600x900", {"pixels": "1440x810", "dpr": "2"}, ["size.short"], ["2880×1620 px"], id="too blunt"),
        pytest.param("2048x2048", {"pixels": "1080x1080", "keep": "50%"}, ["size.near"], ["2160×2160"], id="a crop"),
        pytest.param(
            "10x10", {"size": "10x10mm", "bleed": "3mm"}, ["size.short"],
            ["Regenerate it in 1K at 1:1 (1024×1024 px) or upscale it by"], id="a print too small to name its size",
        ),
        pytest.param(
            "1500x1500", {"size": "20x20cm", "ppi": "300", "distance": "10m"}, [], [], id="seen from far away",
        ),
    ],
)  # fmt: skip
def test_pixels(facts: Catalog, pixels: str, asked: dict[str, Any], expected: list[str], words: list[str]) -> None:
    """A code with `!` is a failure here, although it can be a note."""
    found = report(facts, pixels, **asked)
    assert codes(found) == [code.removesuffix("!") for code in expected]
    text = " ".join(finding.text for finding in found.findings)
    assert [word for word in words if word not in text] == []
    notes = {"size.turned", "size.below-ideal", "shape.cut"}
    assert found.status == ("pass" if set(expected) <= notes else "fail")


@pytest.mark.parametrize(
    ("pixels", "asked", "cut", "crop_to"),
    [
        ("4096x4096", A3, 0.2886, [2914, 4096]),
        ("2863x4025", A3, 0, [2863, 4025]),
        ("4800x3584", A3, 0.0474, [4800, 3414]),  # in the file's own orientation
        ("4800x3584", {**A3, "portrait": True}, 0.469, [2549, 3584]),
        ("4096x4096", {"deliverable": "business-card-eu"}, 0.3303, [4096, 2743]),
        ("10x10", {"pixels": "30x10"}, 0.7, [10, 3]),
        ("10x10", {}, None, None),
    ],
)
def test_what_is_cut_away(
    facts: Catalog, pixels: str, asked: dict[str, Any], cut: float | None, crop_to: list[int] | None
) -> None:
    row = report(facts, pixels, **asked).as_dict("x.png")
    assert (row["cut_fraction"], row["crop_to"]) == (cut, crop_to)


@pytest.mark.parametrize("name", ["a3", "business-card-eu", "instagram-portrait", "hero"])
def test_what_is_made_is_cut_as_was_said(facts: Catalog, name: str) -> None:
    advice = recommend(facts=facts, deliverable=name).as_dict()
    made = "x".join(map(str, advice["pixels"]))
    row = report(facts, made, deliverable=name).as_dict("x.png")
    assert (row["cut_fraction"], row["crop_to"]) == (advice["cut_fraction"], advice["crop_to"])


@pytest.mark.parametrize(
    ("held", "suffix", "expected"),
    [
        ("png", ".png", None),
        ("png", ".PNG", None),
        ("jpeg", ".mpo", None),
        ("jpeg", "", None),
        ("jpeg", ".bin", None),
        ("jpeg", ".png", "The name ends in .png, but the file is JPEG. Rename it to .jpg, or convert it."),
        ("avif", ".heic", "The name ends in .heic, but the file is AVIF. Rename it to .avif, or convert it."),
    ],
)
def test_format(facts: Catalog, held: str, suffix: str, expected: str | None) -> None:
    found = report(facts, "1024x1024", PNG._replace(format=held), suffix)
    assert [finding.text for finding in found.findings] == ([expected] if expected else [])
    assert found.status == ("fail" if expected else "pass")


@pytest.mark.parametrize(
    ("target", "held", "words"),
    [
        ("app-icon", "png", None),
        ("app-icon", "jpeg", "accepts PNG; this is JPEG. Export it as PNG."),
        ("favicon", "jpeg", "accepts ICO, PNG or SVG; this is JPEG. Export it as PNG."),
        ("play-icon", "jpeg", "accepts PNG; this is JPEG"),
        ("amazon-product", "jpeg", None),
        ("amazon-product", "tiff", None),
        ("amazon-product", "webp", "accepts JPG, TIFF, PNG or GIF; this is WEBP. Export it as JPG."),
        ("whatsapp-sticker", "png", "accepts WEBP; this is PNG. Export it as WEBP."),
        ("brochure", "tiff", None),
        ("brochure", "png", "accepts PDF, TIFF, JPG or EPS; this is PNG. Export it as JPG."),
        ("kdp-full-cover", "jpeg", None),  # recommend says so: the JPG is placed in the PDF
        ("kdp-full-cover", "webp", "accepts PDF; this is WEBP. Export it as JPG and place it in a PDF."),
        ("a3", "bmp", None),  # nothing is known of what it takes
        (None, "bmp", None),
    ],
)
def test_the_formats_of_a_target(facts: Catalog, target: str | None, held: str, words: str | None) -> None:
    image = PNG._replace(format=held, alpha=target == "whatsapp-sticker")
    found = [
        each for each in report(facts, "9000x9000", image, "", deliverable=target).findings if "cut" not in each.code
    ]
    assert [finding.code for finding in found] == (["format.refused"] if words else [])
    if words:
        assert words in found[0].text
        row = facts.deliverables[str(target)]
        assert found[0].source == (row.formats_source or row.source)


@pytest.mark.parametrize("name", [name for name, row in load_facts().deliverables.items() if row.formats])
def test_what_recommend_exports_is_taken(facts: Catalog, name: str) -> None:
    advice = recommend(facts=facts, deliverable=name).as_dict()
    held = formats_of_suffix(f".{advice['format']['name']}")
    assert held is not None
    found = report(facts, "900x900", PNG._replace(format=held), "", deliverable=name)
    assert "format.refused" not in codes(found)


@pytest.mark.parametrize(
    ("target", "alpha", "used", "asked", "expected"),
    [
        ("app-icon", False, None, {}, []),
        ("app-icon", True, None, {}, ["alpha.refused!"]),
        ("app-icon", True, True, {}, ["alpha.refused!"]),
        ("app-icon", True, False, {}, ["alpha.refused!"]),  # Apple refuses the channel itself
        ("play-icon", True, None, {}, []),
        ("play-feature", True, None, {}, ["alpha.refused!"]),
        ("merch-amazon", False, None, {}, ["alpha.wanted"]),
        ("merch-amazon", True, False, {}, ["alpha.wanted"]),
        ("merch-amazon", True, None, {}, []),
        ("merch-amazon", True, True, {}, []),
        ("merch-amazon", False, None, {"transparent": True}, ["alpha.missing!"]),  # said by the user, it is a demand
    ],
)
def test_the_alpha_of_a_target(
    facts: Catalog, target: str, alpha: bool, used: bool | None, asked: dict[str, Any], expected: list[str]
) -> None:
    image = PNG._replace(alpha=alpha, alpha_used=used)
    found = report(facts, "6000x6000", image, deliverable=target, **asked)
    row = facts.deliverables[target]
    sources = {each.source for each in found.findings if each.code == "alpha.refused"}
    assert sources <= {row.formats_source or row.source}
    assert [code for code in codes(found) if "cut" not in code] == [code.removesuffix("!") for code in expected]
    assert found.status == ("fail" if any("!" in code for code in expected) else "pass")
    opaque = [
        each for each in found.findings if each.code.startswith("alpha.") and "every pixel is opaque" in each.text
    ]
    assert bool(opaque) == (used is False and bool(expected))


@pytest.mark.parametrize(
    ("size", "asked", "words"),
    [
        (500_000, {"max_bytes": "500KB"}, None),
        (500_001, {"max_bytes": "500KB"}, "500001 bytes is more than the 500000 of --max-bytes"),
        (5_000_000, {"max_bytes": "500KB"}, "5 MB is more than the 500 KB of --max-bytes. Export it with a lower"),
        (200_000, {"deliverable": "ad-300x250"}, "200 KB is more than the 150 KB of "),
        (200_000, {"deliverable": "ad-300x250", "max_bytes": "1MB"}, "Scale it to 600×500 px"),
        (120_000, {"deliverable": "ad-300x250", "max_bytes": "100KB"}, "100 KB of --max-bytes"),
        (10**9, {}, None),
    ],
)
def test_bytes(facts: Catalog, size: int, asked: dict[str, Any], words: str | None) -> None:
    found = report(facts, "1200x1000", PNG._replace(bytes=size), **asked)
    assert codes(found) == (["bytes.too-many"] if words else [])
    assert found.status == ("fail" if words else "pass")
    assert words is None or words in found.findings[0].text


SCREEN: dict[str, Any] = {"pixels": "1075x720"}


@pytest.mark.parametrize(
    ("details", "asked", "expected", "words"),
    [
        ({"color_mode": "rgb"}, CARD, [], ""),
        ({"color_mode": "gray", "bits": 16}, CARD, [], ""),
        ({"color_mode": "bilevel"}, CARD, ["color.bilevel"], "only black and white"),
        ({"color_mode": "bilevel"}, SCREEN, ["color.bilevel"], ""),
        ({"color_mode": "bilevel"}, {}, [], ""),  # for no target nothing is right or wrong
        ({"color_mode": "bilevel"}, {**CARD, "color_mode": "bilevel"}, [], ""),  # nor is what was asked for
        ({"color_mode": "palette"}, CARD, ["color.palette"], "256 colours"),
        ({"color_mode": "cmyk", "icc": "PSO Coated v3"}, CARD, [], ""),
        ({"color_mode": "cmyk", "format": "jpeg"}, CARD, ["color.profile"], "without an ICC profile"),
        ({"color_mode": "cmyk", "format": "tiff"}, CARD, ["color.profile"], "ICC profile"),
        ({"color_mode": "cmyk", "format": "jpeg"}, SCREEN, ["color.mode"], ""),  # what its inks are is no matter there
        ({"color_mode": "lab"}, SCREEN, ["color.mode"], "LAB"),
        ({"color_mode": "lab"}, CARD, [], ""),
        ({"color_mode": "cmyk", "format": "jpeg2000"}, CARD, [], ""),  # where no profile is looked for
        ({"color_mode": "cmyk"}, SCREEN, ["color.mode"], "Convert it to RGB."),
        (
            {"color_mode": "rgb"},
            {**CARD, "color_mode": "cmyk"},
            ["color.mode!"],
            "CMYK was requested; this is RGB.",
        ),
        ({"color_mode": "rgb"}, {"color_mode": "gray"}, ["color.mode!"], "Convert it to gray."),
        ({"color_mode": "cmyk", "icc": "x"}, {**CARD, "color_mode": "CMYK"}, [], ""),
        ({"color_mode": "cmyk"}, {**SCREEN, "color_mode": "cmyk"}, [], ""),
        ({"color_mode": "cmyk"}, {**SCREEN, "color_mode": "rgb"}, ["color.mode!"], ""),
        (
            {"color_mode": None},
            {"color_mode": "ycbcr"},
            ["color.mode!"],
            "YCbCr was requested; the header does not say",
        ),
        ({"frames": 1}, CARD, [], ""),
        ({"frames": 12}, CARD, ["frames.many"], "12 frames, and perhaps only the first is printed"),
        ({"frames": 12}, SCREEN, ["frames.many"], "the first is shown"),
        ({"frames": 3, "format": "tiff"}, CARD, ["frames.many"], "3 pages"),
        ({"frames": 12}, {}, [], ""),
        (
            {"frames": 12, "format": "gif", "color_mode": "palette"},
            {"deliverable": "discord-banner"},
            ["shape.cut"],
            "",
        ),
        ({"frames": 12}, {"deliverable": "discord-banner"}, ["shape.cut", "frames.many"], ""),
    ],
)
def test_colours_and_frames(
    facts: Catalog, details: dict[str, Any], asked: dict[str, Any], expected: list[str], words: str
) -> None:
    found = report(facts, "1075x720", PNG._replace(**details), "", **asked)
    assert sorted(codes(found)) == sorted(code.removesuffix("!") for code in expected)
    assert words in " ".join(finding.text for finding in found.findings)
    assert found.status == ("fail" if any("!" in code for code in expected) else "pass")


@pytest.mark.parametrize(
    ("pixels", "asked", "words"),
    [
        ("1920x1080", {"max_margin": "100%"}, None),
        ("1922x1080", {"max_margin": "100%"}, None),  # the worse side counts
        ("1922x1082", {"max_margin": "100%"}, "+100%, more than the +100% of --max-margin. Scale it to 960×541 px."),
        ("5504x3072", {"max_margin": "1"}, "+469%, more than the +100% of --max-margin. Scale it to 968×540 px."),
        ("5504x3072", {"max_margin": "470%"}, None),
        ("5504x3072", {}, None),
        ("961x541", {"max_margin": "0"}, "more than the 0% of"),
    ],
)
def test_more_than_is_needed(facts: Catalog, pixels: str, asked: dict[str, Any], words: str | None) -> None:
    found = report(facts, pixels, pixels="960x540", **asked)
    assert codes(found) == (["size.wasteful"] if words else [])
    assert words is None or words in found.findings[0].text


def test_what_it_is_scaled_to_passes(facts: Catalog) -> None:
    """The advice is enough, and no more than was allowed."""
    demand: dict[str, Any] = {"size": "100x70mm", "bleed": "3mm", "max_margin": "5%", "max_cut": "50%"}
    for sides in ("4000x3000", "5504x3072", "3072x5504", "9999x9998"):
        text = next(each.text for each in report(facts, sides, **demand).findings if each.code == "size.wasteful")
        scaled = text.split("Scale it to ")[1].split(" ")[0].replace("×", "x")
        assert not {"size.wasteful", "size.short", "size.near"} & set(codes(report(facts, scaled, **demand)))


@pytest.mark.parametrize(
    ("pixels", "expect", "words"),
    [
        ("1088x1360", "1088x1360", None),
        ("1088x1360", "1088 × 1360 px", None),
        ("1360x1088", "1088x1360", "1088×1360 px was requested; this has 1360×1088 px. Rotate it by 90°."),
        ("1088x1361", "1088x1360", "this has 1088×1361 px. Regenerate it"),
    ],
)
def test_exact_sides(facts: Catalog, pixels: str, expect: str, words: str | None) -> None:
    found = report(facts, pixels, expect=expect)
    assert codes(found) == (["size.unexpected"] if words else [])
    assert words is None or words in found.findings[0].text
    assert found.serves is None


@pytest.mark.parametrize(
    ("alpha", "used", "wanted", "expected"),
    [
        (False, None, False, []),
        (True, False, False, []),
        (False, None, True, ["alpha.missing"]),
        (False, False, True, ["alpha.missing"]),
        (True, True, True, []),
        (True, False, True, ["alpha.unused"]),
        (True, None, True, ["alpha.unread"]),
    ],
)
def test_alpha(facts: Catalog, alpha: bool, used: bool | None, wanted: bool, expected: list[str]) -> None:
    image = PNG._replace(alpha=alpha, alpha_used=used)
    found = report(facts, "1024x1024", image, transparent=wanted)
    assert codes(found) == expected
    assert found.status == ("fail" if set(expected) - {"alpha.unread"} else "pass")


def test_everything_is_found_at_once(facts: Catalog) -> None:
    image = PNG._replace(format="jpeg", bytes=10**7)
    asked: dict[str, Any] = {
        "expect": "4K",
        "deliverable": "instagram-story",
        "aspect": "9:16",
        "transparent": True,
        "max_bytes": "1MB",
    }
    found = report(facts, "1000x1000", image, **asked)
    assert codes(found) == [
        "format.mismatch", "tier.downgraded", "ratio.unexpected", "size.short", "bytes.too-many", "alpha.missing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"expect": "XS"}, "unknown-tier"),
        ({"expect": "zzz"}, "unknown-tier"),
        ({"expect": "4K", "model": "nano-banana"}, "cannot-apply"),
        ({"aspect": "7:5"}, "unknown-aspect"),
        ({"expect": "0x100"}, "bad-quantity"),
        ({"expect": "100x100mm"}, "bad-quantity"),
        ({"color_mode": "cymk"}, "unknown-color-mode"),
        ({"color_mode": "spot"}, "unknown-color-mode"),
        ({"max_margin": "100%"}, "cannot-apply"),
        ({"max_margin": "-1%", **A3}, "bad-quantity"),
        ({"max_margin": "2px", **A3}, "bad-quantity"),
        ({"max_cut": "10%"}, "cannot-apply"),
        ({"max_cut": "a bit", **A3}, "bad-quantity"),
    ],
)
def test_what_the_model_does_not_have_is_a_wrong_question(facts: Catalog, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        criteria(facts, **asked)
    [fault] = caught.value.faults
    assert (fault.code, fault.where) == (code, f"--{next(iter(asked)).replace('_', '-')}")


def test_what_the_model_offers_is_told_where_a_tier_is_not_known(facts: Catalog) -> None:
    questions: tuple[dict[str, Any], ...] = ({"expect": "zzz"}, {"expect": "4K", "model": "nano-banana"})
    for asked in questions:
        model = ask(Words(model=asked.get("model")), facts).model
        with pytest.raises(QuestionError) as caught:
            criteria(facts, **asked)
        assert ", ".join(model.offers) in (caught.value.faults[0].hint or "")


def test_a_file_of_a_model_by_rule_has_a_size_that_the_rules_allow(facts: Catalog) -> None:
    asked: dict[str, Any] = {"model": "gpt-image-2"}
    assert codes(report(facts, "1024x1024", **asked)) == []
    for sides in (
        "1000x1000",
        "3856x1024",
        "512x512",
        "3200x1024",
    ):  # no multiple, too long, too small, too long a shape
        found = report(facts, sides, **asked)
        assert (codes(found), found.status) == (["ratio.unexpected"], "fail")
        assert found.findings[0].text.startswith(f"GPT Image 2 returns no image of {sides.replace('x', '×')} px (")


def test_without_a_brief_a_file_says_what_it_is_good_for(facts: Catalog) -> None:
    found = report(facts, "4096x4096")
    assert found.serves is not None
    assert {"a3", "a1", "instagram-story", "hero"} <= set(found.serves)
    assert "poster-36x48" not in found.serves
    assert found.prints is not None
    assert [(str(each.ppi), each.width_mm, each.height_mm, each.viewed) for each in found.prints] == [
        ("300", 347, 347, None),
        ("150", 694, 694, None),
        ("150", 694, 694, "from across a room"),  # 38.6 inches across: beyond 37, not beyond 60 at 100 ppi
    ]
    densities = facts.defaults._replace(print_densities=(Fraction(25, 2), Fraction(100, 3)))
    prints = report(facts._replace(defaults=densities, memo={}), "1000x500").prints or ()
    # 1000 / 33.333 in are 30 in, 1000 / 12.5 in are 80 in
    assert [(each.width_mm, each.height_mm) for each in prints[:2]] == [(762, 381), (2032, 1016)]
    for sides, ppi, viewed in (("3330x4440", 200, "on a wall"), ("3331x4440", 150, "from across a room")):  # 37 inches
        largest = (report(facts, sides).prints or ())[-1]
        assert (largest.ppi, largest.viewed) == (Fraction(ppi), viewed)
    assert report(facts, "4096x4096", **A3).serves is None
    assert report(facts, "4096x4096", expect="4K").prints is None
    assert report(facts, "4096x4096", max_bytes="1MB").serves is not None


def test_what_a_file_serves_does_not_depend_on_those_before_it(facts: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    sides = [f"{width}x{height}" for width in (900, 2000, 3000) for height in (900, 2000, 3000)]
    alone = {each: report(facts._replace(memo={}), each).serves for each in sides}
    assert alone["900x2000"] == alone["2000x900"] != alone["2000x2000"]
    monkeypatch.setattr("resadvise.checks.report._SIZES_KNOWN", 2)
    together = facts._replace(memo={})
    assert {each: report(together, each).serves for each in (*sides, *sides)} == alone
    assert len(together.memo["serves",]) <= 2


def test_a_row_holds_every_field_in_the_same_order(facts: Catalog) -> None:
    image = PNG._replace(dpi=(72.0, 71.999), turned=True, bytes=1_048_576, alpha=True)
    row = report(facts, "2863x4025", image, **A3).as_dict("x.png")
    lost = unread(ProbeError("broken", "starts badly")).as_dict("bad\\xff.png", "YmFk/w==")
    assert list(row) == list(lost)
    assert (row["effective_ppi"], row["margin"], row["verdict"], row["need_turned"]) == (240, 0, "enough", False)
    assert (row["dpi"], row["bits_per_pixel"], row["turned"]) == ([72, 72.0], 0.73, True)
    assert lost["findings"] == [{"code": "broken", "level": "error", "text": "The file starts badly.", "source": None}]
    assert {name: value for name, value in lost.items() if value is not None} == {
        "path": "bad\\xff.png", "path_bytes": "YmFk/w==", "status": "error", "findings": lost["findings"],
    }  # fmt: skip


def test_a_row_holds_each_figure_in_its_own_field(facts: Catalog) -> None:
    image = PNG._replace(turned=True, alpha=False, bytes=9_360_000, bits=16, frames=3, icc="sRGB", color_mode="gray")
    row = report(facts, "2600x3600", image, **A3).as_dict("x.png")
    assert (row["turned"], row["alpha"], row["alpha_used"]) == (True, False, None)
    assert (row["bits"], row["frames"], row["icc"], row["color_mode"]) == (16, 3, "sRGB", "gray")
    assert (row["pixels"], row["bytes"], row["bits_per_pixel"]) == ([2600, 3600], 9_360_000, 8)
    assert (row["effective_ppi"], row["margin"], row["verdict"]) == (214.6, -0.1056, "short")
    assert report(facts, "2600x3600", PNG._replace(alpha=True), **A3).as_dict("x.png")["turned"] is False


def test_what_stands_around_the_files(facts: Catalog) -> None:
    statuses = Counter({"pass": 5, "fail": 2, "error": 1})
    assert tail_dict(statuses, ["a.psd"], 9, criteria(facts))["skipped"] == ["a.psd"]
    assert tail_dict(statuses, ["a.psd"], 9, criteria(facts))["summary"] == {
        "checked": 8, "passed": 5, "failed": 2, "errors": 1, "skipped": 9,
    }  # fmt: skip
    assert [head_dict(criteria(facts, expect=expect))["expect"] for expect in (None, "2k", "10x20")] == [
        None, "2K", "10x20",
    ]  # fmt: skip
    assert head_dict(criteria(facts))["need"] is None
    assert head_dict(criteria(facts, **A3))["need"]["pixels"] == [2863, 4025]


def test_every_rule_explains_itself() -> None:
    assert all(rule.__doc__ for rule in RULES)
