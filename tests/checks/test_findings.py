"""Tables of what is found in a file of given pixels. Add a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resadvise.brief import Words, ask
from resadvise.checks.criteria import Criteria, set_criteria
from resadvise.checks.report import Report, check_image, unread
from resadvise.checks.rules import RULES
from resadvise.errors import QuestionError
from resadvise.facts.catalog import SizeTable
from resadvise.images.formats import ImageFile, ProbeError
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from resadvise import Catalog

PNG = ImageFile("png", 1, 1, False, False, None, 1000, None)


def criteria(facts: Catalog, expect: str | None = None, **words: Any) -> Criteria:
    return set_criteria(ask(Words(**words), facts), facts, expect=expect, model_named="model" in words)


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
        ("3840x2160", None, "between 2K and 4K", "16:9"),
        ("1050x1051", "1K", "1K", "1:1"),
        ("1051x1051", None, "between 1K and 2K", "1:1"),  # more than 1/95 % of the area
        ("998x999", "1K", "1K", "1:1"),  # 95 % of the area are 996,148 pixels
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
    assert (seen.tier, seen.tier_text) == (tier, text)
    assert seen.shape.name == ratio


def test_a_tier_that_lacks_the_ratio_is_judged_by_its_nearest(facts: Catalog) -> None:
    model = facts.models["gemini-nano-banana-2.1"]
    offers = dict(model.offers)
    square = [cell for cell in offers["4K"].sizes.cells if str(cell.ratio) == "1:1"]
    offers["4K"] = offers["4K"]._replace(sizes=SizeTable.of(square))
    brief = ask(Words(), facts)._replace(model=model._replace(offers=offers))
    wide = set_criteria(brief, facts).shape_of(Pixels(1376, 768))
    assert wide.name == "16:9"
    assert str(wide.tier("4K").box) == "4096x4096px"
    assert str(wide.tier("2K").box) == "2752x1536px"


A3: dict[str, Any] = {"deliverable": "a3"}


@pytest.mark.parametrize(
    ("pixels", "asked", "expected", "words"),
    [
        pytest.param("2048x2048", {"expect": "2K"}, [], [], id="the tier that was asked for"),
        pytest.param("1996x1997", {"expect": "2k"}, [], [], id="95 % of it, in any case of letters"),
        pytest.param("4096x4096", {"expect": "2K"}, [], [], id="more than was asked for"),
        pytest.param(
            "1376x768", {"expect": "4K"}, ["tier.downgraded"],
            ["4K at 16:9 is 5504×3072 px", "1376×768 px, which is 1K (6 % of the area)", 'image_size "4K"'],
            id="downgraded",
        ),
        pytest.param("3840x2160", {"expect": "4K"}, ["tier.downgraded"], ["between 2K and 4K"], id="UHD is no 4K"),
        pytest.param(
            "800x800", {"expect": "1K", "model": "nano-banana"}, ["tier.downgraded"], ["Make it again."],
            id="a model without image sizes",
        ),
        pytest.param("1376x768", {"aspect": "16:9"}, [], [], id="the ratio that was asked for"),
        pytest.param("1408x768", {"aspect": "16:9"}, ["ratio.unexpected"], ["2.3 % wider than 16:9"], id="over 2 %"),
        pytest.param(
            "1024x1024", {"aspect": "16:9"}, ["ratio.unexpected"],
            ["44.2 % taller than 16:9 (1376×768 px)", 'aspect_ratio "16:9"', "cut 1024×572 px out"], id="another ratio",
        ),
        pytest.param("1376x768", {"model": "nano-banana-2.1"}, [], [], id="a shape of the model"),
        pytest.param("1000x700", {}, [], [], id="no model was named"),
        pytest.param(
            "1000x700", {"model": "nano-banana-2.1"}, ["ratio.unexpected"],
            ["4.2 % ", "3:2", "another model made it"], id="no shape of the model",
        ),
        pytest.param("3584x4800", A3, [], [], id="enough for A3"),
        pytest.param("2863x4025", A3, [], [], id="exactly"),
        pytest.param("2820x3965", A3, [], [], id="1.5 % short is enough"),
        pytest.param("4800x3584", A3, ["size.turned"], ["turned by 90°, and was judged so."], id="lying"),
        pytest.param("4800x3584", {**A3, "landscape": True}, [], [], id="lying, as was asked for"),
        pytest.param("4800x3584", {**A3, "portrait": True}, ["size.below-ideal"], [], id="not upright"),
        pytest.param(
            "1920x1080", {"pixels": "1080x1920"}, ["size.turned"], ["or make it again the other way"], id="box, lying"
        ),
        pytest.param("4096x4096", A3, [], [], id="29 % are cut away"),
        pytest.param(
            "1000x1000", {"pixels": "700x1000"}, ["shape.cut"],
            ["30 % of it is cut away: 700×1000 px of 1000×1000 px have the"], id="30 % are cut away",
        ),
        pytest.param("1000x1000", {"pixels": "701x1000"}, [], [], id="29.9 % are cut away"),
        pytest.param("2000x2000", {"pixels": "500x1000", "keep": "50%"}, [], [], id="a crop that was asked for"),
        pytest.param(
            "2700x3600", A3, ["size.below-ideal"],
            ["-11 %", "215 ppi where 240 ppi", "above the floor of 200 ppi"], id="above the floor of a print",
        ),
        pytest.param(
            "2048x2048", A3, ["size.short"],
            ["takes 2863×4025 px; this has 2048×2048 px: -49 %, 122 ppi", "Make it again in 4K at 3:4 (3584×4800 px)",
             "upscale it by 1.97", "print it at 21.1 × 21.1 cm for 240 ppi", "seen from 72 cm away"], id="short for A3",
        ),
        pytest.param(
            "1000x1000", {"pixels": "1040x1040"}, ["size.near"],
            ["-3.8 %", "Make it again in 1K at 1:1 (1024×1024 px)", "upscale it by 1.04", "--tolerance 3.9%"],
            id="near",
        ),
        pytest.param("1000x1000", {"pixels": "1040x1040", "tolerance": "3.9%"}, [], [], id="allowed by the tolerance"),
        pytest.param("1080x1350", {"pixels": "1080x1351", "tolerance": "0"}, ["size.near"], [], id="a tolerance of 0"),
        pytest.param(
            "4096x4096", {"pixels": "9000x9000"}, ["size.short"],
            ["No tier of Nano Banana 2.1 is enough: upscale it by 2.2."], id="beyond every tier",
        ),
        pytest.param("2752x1536", {"pixels": "1440x810", "dpr": "2"}, [], [], id="CSS pixels"),
        pytest.param("1600x900", {"pixels": "1440x810", "dpr": "2"}, ["size.short"], ["2880×1620 px"], id="too blunt"),
        pytest.param("2048x2048", {"pixels": "1080x1080", "keep": "50%"}, ["size.near"], ["2160×2160"], id="a crop"),
        pytest.param(
            "10x10", {"size": "10x10mm", "bleed": "3mm"}, ["size.short"],
            ["seen from"], id="a print too small to name its size",
        ),
        pytest.param(
            "1500x1500", {"size": "20x20cm", "ppi": "300", "distance": "10m"}, [], [], id="seen from far away",
        ),
    ],
)  # fmt: skip
def test_pixels(facts: Catalog, pixels: str, asked: dict[str, Any], expected: list[str], words: list[str]) -> None:
    found = report(facts, pixels, **asked)
    assert codes(found) == expected
    text = " ".join(finding.text for finding in found.findings)
    assert [word for word in words if word not in text] == []
    notes = {"size.turned", "size.below-ideal", "shape.cut"}
    assert found.status == ("pass" if set(expected) <= notes else "fail")


@pytest.mark.parametrize(
    ("held", "suffix", "expected"),
    [
        ("png", ".png", None),
        ("png", ".PNG", None),
        ("jpeg", ".mpo", None),
        ("jpeg", "", None),
        ("jpeg", ".bin", None),
        ("jpeg", ".png", "It is named .png, but holds JPEG. Rename it to .jpg, or convert it."),
        ("avif", ".heic", "It is named .heic, but holds AVIF. Rename it to .avif, or convert it."),
    ],
)
def test_format(facts: Catalog, held: str, suffix: str, expected: str | None) -> None:
    found = report(facts, "1024x1024", PNG._replace(format=held), suffix)
    assert [finding.text for finding in found.findings] == ([expected] if expected else [])
    assert found.status == ("fail" if expected else "pass")


@pytest.mark.parametrize(
    ("size", "asked", "words"),
    [
        (500_000, {"max_bytes": "500KB"}, None),
        (500_001, {"max_bytes": "500KB"}, "500001 bytes are more than the 500000 of --max-bytes"),
        (5_000_000, {"max_bytes": "500KB"}, "5 MB are more than the 500 KB of --max-bytes. Export it with a lower"),
        (200_000, {"deliverable": "ad-300x250"}, "200 KB are more than the 150 KB of "),
        (200_000, {"deliverable": "ad-300x250", "max_bytes": "1MB"}, "Scale it to 600×500 px"),
        (120_000, {"deliverable": "ad-300x250", "max_bytes": "100KB"}, "100 KB of --max-bytes"),
        (10**9, {}, None),
    ],
)
def test_bytes(facts: Catalog, size: int, asked: dict[str, Any], words: str | None) -> None:
    found = report(facts, "1024x1024", PNG._replace(bytes=size), **asked)
    assert codes(found) == (["bytes.too-many"] if words else [])
    assert words is None or words in found.findings[0].text


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
    ],
)
def test_what_the_model_does_not_have_is_a_wrong_question(facts: Catalog, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        criteria(facts, **asked)
    assert caught.value.faults[0].code == code


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
    assert report(facts, "4096x4096", **A3).serves is None
    assert report(facts, "4096x4096", expect="4K").prints is None
    assert report(facts, "4096x4096", max_bytes="1MB").serves is not None


def test_a_row_holds_every_field_in_the_same_order(facts: Catalog) -> None:
    image = PNG._replace(dpi=(72.0, 71.999), turned=True, bytes=1_048_576, alpha=True)
    row = report(facts, "2863x4025", image, **A3).as_dict("x.png")
    lost = unread(ProbeError("broken", "starts badly")).as_dict("bad\\xff.png", "YmFk/w==")
    assert list(row) == list(lost)
    assert (row["effective_ppi"], row["margin"], row["verdict"], row["need_turned"]) == (240, 0, "enough", False)
    assert (row["dpi"], row["bits_per_pixel"], row["turned"]) == ([72, 72.0], 0.73, True)
    assert lost["findings"] == [{"code": "broken", "level": "error", "text": "The file starts badly."}]
    assert {name: value for name, value in lost.items() if value is not None} == {
        "path": "bad\\xff.png", "path_bytes": "YmFk/w==", "status": "error", "findings": lost["findings"],
    }  # fmt: skip


def test_every_rule_explains_itself() -> None:
    assert all(rule.__doc__ for rule in RULES)
