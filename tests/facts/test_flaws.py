"""What is wrong with values whose shape is right: each flaw, at the path of its value, in full, and no other."""

from __future__ import annotations

import pytest
from catalogs import few_facts

from resadvise.facts import load, strict_yaml
from resadvise.facts.references import check_catalog

FEW = few_facts()
USE = "tier: 1K, kind: needs, why: x"
ONE = "tiers: {1K: {}}, pixels: {1:1: {1K: 9x9}}"
KNOWN = "known: {model}, {aspect_ratio}, {image_size}, {width}, {height}, {quality}"
NO_IMAGE = ": no image keeps all of these rules"
STEPS = ".steps: must run from small to large, and only the last step has no max_area"
# What a row stands in.
FRAMES = {
    "tiers.XL": "tiers: {XL: {ROW}}",
    "uses.mine": "uses: {mine: {ROW}}",
    "": "ROW",
    "thresholds": "thresholds: {ROW}",
    "defaults": "defaults: {ROW}",
    "apis.a": "apis: {a: {ROW}}",
    "deliverables.d": "deliverables: {d: {ROW}}",
    "models.m": "models: {m: {ROW}}",
    "models.m.size_rules": "models: {m: {size_rules: {ROW}}}",
    "models.m.price": (
        "models: {m: {size_rules: {max_edge: 9}, qualities: [low, high], default_quality: low, price: {ROW}}}"
    ),
}
# By what it stands in: a row, and its flaws with their path inside of that; none where it is as it should be.
FLAWS: dict[str, list[tuple[str, list[str]]]] = {
    "tiers.XL": [
        ("", [": 'pixel_width' is missing"]),
        ("pixel_width: 9, seconds: [2s, 1s]", [".seconds: the lower end must come first: [1s, 2s]"]),
        ("pixel_width: 9, jpg: [2KB, 1KB]", [".jpg: the lower end must come first: [1KB, 2KB]"]),
        ("pixel_width: 9, seconds: [0, 1]", [".seconds: '0' must be more than zero"]),
        ("pixel_width: 9, jpg: [0, 1]", [".jpg: '0' must be more than zero"]),
        ("pixel_width: 9, timeout: 0", [".timeout: '0' must be more than zero"]),
        ("pixel_width: 9, seconds: [1, 1], jpg: [1, 1]", []),
    ],
    "uses.mine": [
        ("kind: needs, why: x", [": 'tier' is missing"]),
        ("tier: 1K, why: x", [": 'kind' is missing"]),
        ("tier: 1K, kind: needs", [": 'why' is missing"]),
        (f"{USE}, assume: {{keep: 0%}}", [".assume.keep: '0%' keeps less than 0.01%; try 50%"]),
        ("tier: 3K, kind: needs, why: x", [".tier: there is no '3K'; known: 512, 1K, 2K, 4K"]),
        (f"{USE}, deliverables: [a3, a44]", [".deliverables.1: there is no 'a44'; did you mean a4?"]),
        (f"{USE}, aliases: [zoom, ok]", [".aliases.0: the name 'zoom' already belongs to crop"]),
        (f"{USE}, aliases: [mine, MINE]", []),
    ],
    "": [
        ("viewing_classes: [{ppi: 9, ppi_min: 8}]", [".viewing_classes.0: 'name' is missing"]),
        ("viewing_classes: [{name: a, ppi: 1}]", [".viewing_classes.0: 'ppi_min' is missing"]),
        ("viewing_classes: [{name: a, ppi_min: 8}]", [".viewing_classes.0: 'ppi' is missing"]),
        (
            "viewing_classes: [{name: a, ppi: 9, ppi_min: 9.5}]",
            [".viewing_classes.0.ppi_min: ppi_min must not be above ppi"],
        ),
        ("viewing_classes: [{name: a, ppi: 9, ppi_min: 9}]", []),
        (
            "viewing_classes: []",
            [".viewing_classes: the rows must go from small to large, and only the last one has diagonal_max: null"],
        ),
        (
            "viewing_classes: [{name: a, diagonal_max: 1m, ppi: 9, ppi_min: 9}]",
            [".viewing_classes: the rows must go from small to large, and only the last one has diagonal_max: null"],
        ),
        ("unsupported: {m: {}}", [".unsupported.m: 'why' is missing"]),
        (
            "unsupported: {m: {why: x, aliases: [midjourney v7]}}",
            [".unsupported.m.aliases.0: the name 'midjourney v7' already belongs to midjourney"],
        ),
        (f"uses: {{CROP: {{{USE}}}}}", [".uses.CROP: the name 'CROP' already belongs to crop"]),
        (
            f"uses: {{a: {{{USE}, aliases: [b_1]}}, b-1: {{{USE}}}}}",
            [".uses.b-1: the name 'b-1' already belongs to a"],
        ),
        (
            f"uses: {{mine: {{{USE}, aliases: [draft]}}, draft: {{aliases: [mine]}}}}",
            [
                ".uses.mine: the name 'mine' already belongs to draft",
                ".uses.mine.aliases.0: the name 'draft' already belongs to draft",
            ],
        ),
        ("uses: {draft: {aliases: [print]}}", [".uses.draft.aliases.0: the name 'print' already belongs to print"]),
        (
            "models: {gemini-3-pro-image: {aliases: [m, Nano_Banana]}}",
            [".models.gemini-3-pro-image.aliases.1: the name 'Nano_Banana' already belongs to gemini-2.5-flash-image"],
        ),
        ("deliverables: {ISO_A3: {size: 9x9mm}}", [".deliverables.ISO_A3: the name 'ISO_A3' already belongs to a3"]),
        ("facts: {stale_after_days: {deliverables: {web: 7}}}", []),
        (
            "tiers: {9K: {pixel_width: 9}}\ndefaults: {rule_tiers: [9K]}\n"
            "models: {m: {size_rules: {min_edge: 10, max_edge: 10}}}",
            [".models.m.size_rules: every image by these rules is larger than 9K"],
        ),
    ],
    "thresholds": [
        ("print: {enough: 1%, near: 0%}", [".print.enough: enough must not be above 0%: an exact fit is enough"]),
        ("pixels: {near: -1%}", [".pixels.near: near must not be above enough"]),
        ("css: {near: -100%}", [".css.near: near must be above -100%"]),
        ("css: {enough: -100%, near: -150%}", [".css.near: near must be above -100%"]),
        ("ample: 0%", [".ample: ample must be above 0%"]),
        ("ample: -1%", [".ample: ample must be above 0%"]),
        ("file_tier: 0%", [".file_tier: file_tier must be above 0%"]),
        ("print: {near: -99%}, ample: 1%, file_tier: 1%", []),
        ("print: {enough: 0%, near: 0%}", []),
    ],
    "defaults": [
        ("tier: 3K", [".tier: there is no '3K'; known: 512, 1K, 2K, 4K"]),
        ("model: gemini-3-pro", [".model: there is no 'gemini-3-pro'; did you mean gemini-3-pro-image?"]),
        ("rule_tiers: [1K, 3K]", [".rule_tiers.1: there is no '3K'; known: 512, 1K, 2K, 4K"]),
        ("box_names: {uhdd: x}", [".box_names.uhdd: there is no 'uhdd'; did you mean uhd?"]),
        ("print_densities: [300, 150]", [".print_densities: the lower end must come first: [150, 300]"]),
        ("print_densities: [150, 150]", []),
    ],
    "apis.a": [
        ("request: {x: '{model}', y: ['{modl}']}", [f".request: unknown placeholder {{modl}}; {KNOWN}"]),
        ("url: 'https://x/{api}'", [f".url: unknown placeholder {{api}}; {KNOWN}"]),
        (
            "body: {x: {y: ['{c}', '{b}', '{e}']}, z: ['{a}{d}', '{f}']}",
            [f".body: unknown placeholder {{{each}}}; {KNOWN}" for each in "abcdef"],
        ),
        ("request: {x: '{}'}", [f".request: unknown placeholder {{}}; {KNOWN}"]),
        (
            "request: {a: '{model}{aspect_ratio}', b: '{image_size}', c: ['{width}', {d: '{height}{quality}'}], e: 7}",
            [],
        ),
    ],
    "deliverables.d": [
        ("", [": 'size' is missing"]),
        ("size: 9x9PX, bleed: 3mm", [".bleed: 'bleed' cannot be combined with a size in px"]),
        (
            "size: '9x9px ', ppi: 9, ppi_min: 9",
            [
                ".ppi: 'ppi' cannot be combined with a size in px",
                ".ppi_min: 'ppi_min' cannot be combined with a size in px",
            ],
        ),
        ("size: 9x9cm, dpr: 2", [".dpr: 'dpr' cannot be combined with a size on paper"]),
        ("size: 9x9cm, bleed: 3mm, ppi: 9, ppi_min: 9", []),
        ("size: 9x9px, dpr: 2", []),
        ("size: 9x9cm, ppi: 9", [": ppi and ppi_min must be given together"]),
        ("size: 9x9cm, ppi_min: 9", [": ppi and ppi_min must be given together"]),
        ("size: 9x9cm, ppi: 9, ppi_min: 10", [".ppi_min: ppi_min must not be above ppi"]),
        ("size: 9x9cm, opaque: true, transparent: true", [".transparent: opaque and transparent cannot be combined"]),
        ("size: 9x9cm, safe: {top: 60%, bottom: 0.4}", [".safe: top and bottom leave nothing of the frame"]),
        ("size: 9x9cm, safe: {left: 60%, right: 50%}", [".safe: left and right leave nothing of the frame"]),
        ("size: 9x9cm, safe: {top: 60%, left: 50%, bottom: 39%, right: 49%}", []),
        (
            "size: 9x9cm, safe: {corner: top-left}",
            [".safe: 'corner_width' is missing", ".safe: 'corner_height' is missing"],
        ),
        (
            "size: 9x9cm, safe: {corner_width: 10%, corner_height: 10%}",
            [
                ".safe.corner_width: 'corner_width' needs a 'corner'",
                ".safe.corner_height: 'corner_height' needs a 'corner'",
            ],
        ),
        ("size: 9x9cm, safe: {corner: top-left, corner_width: 10%, corner_height: 10%}", []),
    ],
    "models.m": [
        ("", [": sizes are missing: 'tiers' and 'pixels', or 'size_rules'"]),
        (
            "tiers: {1K: {}, 2K: {}}",
            [".tiers.1K: no row of 'pixels' has a size for 1K", ".tiers.2K: no row of 'pixels' has a size for 2K"],
        ),
        ("tiers: {1K: {}, 2K: {}}, pixels: {1:1: {1K: 9x9}}", [".tiers.2K: no row of 'pixels' has a size for 2K"]),
        ("tiers: {1K: {}}, pixels: {1:1: {1K: 9x9, 2K: 9x9}}", [".pixels.1:1.2K: this model has no 2K in 'tiers'"]),
        ("tiers: {3K: {}}, pixels: {1:1: {3K: 9x9}}", [".tiers.3K: there is no '3K'; known: 512, 1K, 2K, 4K"]),
        (
            f"{ONE}, verified: {{1K: [1:1, 2:1], 2K: [1:1]}}",
            [
                ".verified.1K.1: no row of 'pixels' has a size for 2:1 at 1K",
                ".verified.2K.0: no row of 'pixels' has a size for 1:1 at 2K",
            ],
        ),
        (
            "tiers: {1K: {}, 2K: {}}, pixels: {1:1: {1K: 9x9, 2K: 9x9}, 1:2: {1K: 9x18}}, verified: {2K: [1:1, 1:2]}",
            [".verified.2K.1: no row of 'pixels' has a size for 1:2 at 2K"],
        ),
        (
            "tiers: {1K: {seconds: [2, 1]}}, pixels: {1:1: {1K: 9x9}}",
            [".tiers.1K.seconds: the lower end must come first: [1, 2]"],
        ),
        (f"{ONE}, seconds: [2, 1]", [".seconds: the lower end must come first: [1, 2]"]),
        (f"{ONE}, api: gemin", [".api: there is no 'gemin'; did you mean gemini?"]),
        (
            f"{ONE}, replacement: gemini-3-pro",
            [".replacement: there is no 'gemini-3-pro'; did you mean gemini-3-pro-image?"],
        ),
        (f"{ONE}, disagreements: [{{text: x}}, {{source: x}}]", [".disagreements.1: 'text' is missing"]),
        (f"{ONE}, qualities: [low]", [": 'default_quality' is missing"]),
        (f"{ONE}, default_quality: low", [".default_quality: 'qualities' of this model has no low"]),
        (
            f"{ONE}, qualities: [low], default_quality: high",
            [".default_quality: 'qualities' of this model has no high"],
        ),
        (f"{ONE}, qualities: [low, high], default_quality: high", []),
        (
            "size_rules: {max_edge: 9}, pixels: {1:1: {1K: 9x9}}",
            [".pixels: 'pixels' and 'size_rules' exclude each other: sizes are a table or follow rules"],
        ),
        (
            "size_rules: {max_edge: 9}, verified: {1K: [1:1]}",
            [".verified: 'verified' and 'size_rules' exclude each other: sizes are a table or follow rules"],
        ),
        ("size_rules: {max_edge: 9}, tiers: {3K: {}}", [".tiers.3K: there is no '3K'; known: 512, 1K, 2K, 4K"]),
        (
            "size_rules: {max_edge: 9}, tiers: {1K: {seconds: [2, 1]}}",
            [".tiers.1K.seconds: the lower end must come first: [1, 2]"],
        ),
    ],
    "models.m.size_rules": [
        ("multiple_of: 8", [": 'max_edge' or 'max_area' is missing"]),
        ("min_edge: 8, max_edge: 7", [NO_IMAGE]),
        ("min_edge: 100, max_area: 50", [NO_IMAGE]),
        ("min_area: 9, max_area: 8", [NO_IMAGE]),
        ("max_edge: 99, min_area: 10000", [NO_IMAGE]),
        ("multiple_of: 64, max_edge: 63", [NO_IMAGE]),
        ("max_edge: 9999, min_area: 16777217", [": every image by these rules is larger than 4K"]),
        ("max_edge: 9999, min_area: 16777216", []),
        ("max_edge: 7", []),
    ],
    "models.m.price": [
        ("usd: {mid: 1}", [".usd.mid: 'qualities' of this model has no mid"]),
        ("batch_usd: {mid: 1}", [".batch_usd.mid: 'qualities' of this model has no mid"]),
        (
            "kind: image, megapixel: 9, steps: [{usd: 1}], usd: 1, batch_usd: 1",
            [
                ".megapixel: 'megapixel' cannot be combined with a price of the kind 'image'",
                ".steps: 'steps' cannot be combined with a price of the kind 'image'",
            ],
        ),
        ("kind: area, usd: 1, steps: [{usd: 1}]", [".usd: 'usd' cannot be combined with a price of the kind 'area'"]),
        ("kind: area", [STEPS]),
        ("kind: area, steps: [{max_area: 9, usd: 1}]", [STEPS]),
        ("kind: area, steps: [{max_area: 9, usd: 1}, {max_area: 9, usd: 1}, {usd: 1}]", [STEPS]),
        ("kind: area, steps: [{max_area: 9, usd: 1}, {max_area: 8, usd: 1}, {usd: 1}]", [STEPS]),
        ("kind: area, steps: [{usd: 1}, {usd: 1}]", [STEPS]),
        (
            "kind: area, steps: [{max_area: 9, usd: {high: 1}}, {usd: {mid: 1}}]",
            [".steps.1.usd.mid: 'qualities' of this model has no mid"],
        ),
        ("kind: megapixel, first_usd: 1", [": 'megapixel' is missing"]),
        (
            "kind: megapixel, megapixel: 9, first_usd: {mid: 1}, further_usd: {low: 1}",
            [".first_usd.mid: 'qualities' of this model has no mid"],
        ),
        (
            "kind: megapixel, megapixel: 9, usd: 1, patches: 1",
            [
                ".usd: 'usd' cannot be combined with a price of the kind 'megapixel'",
                ".patches: 'patches' cannot be combined with a price of the kind 'megapixel'",
            ],
        ),
        ("kind: token, patches: 1", [": 'offset' is missing", ": 'divisor' is missing"]),
        (
            "kind: token, offset: 1, divisor: 1, megapixel: 1, first_usd: 1",
            [
                ".megapixel: 'megapixel' cannot be combined with a price of the kind 'token'",
                ".first_usd: 'first_usd' cannot be combined with a price of the kind 'token'",
            ],
        ),
        (
            "kind: token, usd_per_million: 1, patches: {mid: 1}, offset: 1, divisor: 1, source: x, as_of: y",
            [".patches.mid: 'qualities' of this model has no mid"],
        ),
    ],
}


def told(place: str, row: str) -> list[str]:
    """Return the flaws of the facts with such a row."""
    own = strict_yaml.read(FRAMES[place].replace("ROW", row).encode())
    assert isinstance(own.value, dict)
    found = check_catalog(load._merge(FEW, own.value), own.marks)
    return [f"{'.'.join(map(str, flaw.path))}: {flaw.message}" for flaw in found]


def of(*places: str) -> pytest.MarkDecorator:
    """Try the rows that stand in these places."""
    rows = [
        (place, row, [f"{place}{flaw}".removeprefix(".") for flaw in flaws])
        for place in places
        for row, flaws in FLAWS[place]
    ]
    return pytest.mark.parametrize(("place", "row", "flaws"), rows)


@of("tiers.XL", "uses.mine", "apis.a", "")
def test_flaws_of_rows(place: str, row: str, flaws: list[str]) -> None:
    assert told(place, row) == flaws


@of("thresholds", "defaults")
def test_flaws_of_constants(place: str, row: str, flaws: list[str]) -> None:
    assert told(place, row) == flaws


@of("deliverables.d")
def test_flaws_of_targets(place: str, row: str, flaws: list[str]) -> None:
    assert told(place, row) == flaws


@of("models.m")
def test_flaws_of_models(place: str, row: str, flaws: list[str]) -> None:
    assert told(place, row) == flaws


@of("models.m.size_rules", "models.m.price")
def test_flaws_of_rules_and_prices(place: str, row: str, flaws: list[str]) -> None:
    assert told(place, row) == flaws


def test_names_are_listed_only_if_few() -> None:
    def told_with(tiers: int) -> str:
        raw = FEW | {
            "tiers": FEW["tiers"] | {f"T{place}": {"pixel_width": place} for place in range(5, tiers + 1)},
            "defaults": FEW["defaults"] | {"tier": "zzz"},
        }
        (flaw,) = check_catalog(raw)
        return flaw.message

    assert len(FEW["tiers"]) == 4
    assert told_with(12).startswith("there is no 'zzz'; known: T5, T6, ")
    assert told_with(13) == "there is no 'zzz'"
