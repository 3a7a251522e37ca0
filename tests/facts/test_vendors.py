"""The rows of each vendor against what its API is known to take and to charge, and what holds of all of them."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from places import DATA

from resadvise import load_facts, recommend
from resadvise.engine.pricing import price_of
from resadvise.engine.sizes import all_sizes
from resadvise.facts.catalog import plain_name
from resadvise.facts.load import read_yaml_facts
from resadvise.facts.size_rules import is_legal
from resadvise.names import find_model, find_row
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = read_yaml_facts(DATA)
FACTS = load_facts()
OTHERS = [name for name, row in RAW["models"].items() if row["provider"] != "google"]

# --- sizes

# What the API of each is known to take (seen, or in the vendor's own words), and what it is known to refuse.
SIZES: dict[str, tuple[str, str]] = {
    "gpt-image-2": (
        "1024x1024 1536x1024 1024x640 2048x1152 2160x3840 2880x2880 3840x1280 3840x2160",
        "800x800 1920x1080 2896x2896 3840x1264 3840x3840 3856x2160 4096x2048",
    ),
    "gpt-image-2-5-flare": ("1024x1024 2160x3840 2880x2880", "800x800 3840x3840 4096x2048"),
    "gpt-image-2-5-sunburst": ("1024x1024 2160x3840 2880x2880", "800x800 3840x3840 4096x2048"),
    "gpt-image-1-5": ("1024x1024 1024x1536 1536x1024", "1088x1360 1792x1024 2048x2048"),
    "gpt-image-1-mini": ("1024x1024 1024x1536 1536x1024", "1792x1024 2048x2048"),
    "flux-2-pro": ("64x64 1344x576 1376x768 1920x1088 2048x2048", "48x64 1360x576 1920x1080 2064x2048 4096x4096"),
    "flux-2-max": ("64x64 1376x768 2048x2048", "1920x1080 2064x2048"),
    "flux-2-flex": ("64x64 1376x768 2048x2048", "1920x1080 2064x2048"),
    "flux-2-klein-9b": ("64x64 1376x768 2048x2048", "1920x1080 2064x2048"),
    "flux-2-klein-4b": ("64x64 1376x768 2048x2048", "1920x1080 2064x2048"),
    "seedream-5-0-pro": ("1024x1024 1280x720 1568x672 2048x2048 2848x1600", "1024x768 3072x3072 4096x4096"),
    "seedream-5-0-lite": (
        "1920x1920 2048x2048 2650x1392 2848x1600 4096x4096 5504x3040 6240x2656",
        "1024x1024 1280x720 1919x1920 4704x4704",
    ),
    "seedream-4-5": ("1920x1920 2048x2048 4096x4096", "1024x1024 1919x1920 4704x4704"),
    "seedream-4-0": ("1024x1024 1280x720 1312x736 2048x2048 4096x4096", "1024x768 4704x4704"),
    "qwen-image-3-0": ("512x512 1536x1024 2048x2048 2560x1440 4096x512", "500x500 2880x1600 4104x512"),
    "qwen-image-3-0-pro": ("512x512 1536x1024 2048x2048 2560x1440", "500x500 2880x1600"),
    "mai-image-2-6": ("768x1365 1024x1024", "767x1024 1536x1536 2048x2048"),
    "mai-image-2-6-flash": ("768x1365 1024x1024", "767x1024 1536x1536 2048x2048"),
    "recraft-v4-1": ("1024x1024 1344x768 832x1344", "1024x768 2048x2048 2688x1536"),
    "recraft-v4-1-pro": ("2048x2048 2688x1536 1664x2688", "1024x1024 1344x768 4096x4096"),
    "recraft-v4": ("1024x1024 1536x768", "2048x2048"),
    "recraft-v4-pro": ("2048x2048 3072x1536", "1024x1024"),
    "ideogram-4-0": ("2048x2048 1440x2560 1248x3328 2112x1920", "1024x1024 1344x768 4096x4096"),
    "ideogram-3-0": ("512x1536 1024x1024 1312x736 1344x768", "1080x1080 2048x2048"),
}


def takes(name: str, size: Pixels) -> bool:
    """Say whether a model's rules or its table allow a size."""
    model = FACTS.models[name]
    if model.rules:
        return is_legal(model.rules, size)
    return any(cell.pixels == size for offer in model.offers.values() for cell in all_sizes(offer))


@pytest.mark.parametrize(
    ("name", "size", "taken"),
    [
        (name, size, taken)
        for name, sides in SIZES.items()
        for taken, sizes in zip((True, False), sides, strict=True)
        for size in sizes.split()
    ],
)
def test_what_an_api_takes_and_refuses(name: str, size: str, taken: bool) -> None:
    assert takes(name, Pixels.parse(size)) is taken


def test_a_pro_size_of_recraft_is_twice_the_plain_one() -> None:
    for name in ("recraft-v4-1", "recraft-v4"):
        plain, pro = (RAW["models"][each]["pixels"] for each in (name, f"{name}-pro"))
        assert list(plain) == list(pro)
        for ratio, by_tier in plain.items():
            box = Pixels.parse(by_tier["1K"])
            assert Pixels.parse(pro[ratio]["2K"]) == (box.width * 2, box.height * 2)


@pytest.mark.parametrize("name", [name for name in OTHERS if FACTS.models[name].rules])
def test_no_rules_name_a_side_that_no_image_can_have(name: str) -> None:
    rules = FACTS.models[name].rules
    assert rules is not None
    assert rules.edge_max**2 <= rules.area_max * rules.ratio_max


# --- prices

# US dollars for one image, as vendors, resellers and bills say; None: not known.
GPT_2 = {
    "1024x1024": {"low": "0.00588", "medium": "0.05268", "high": "0.21072"},
    "1536x1024": {"low": "0.00474", "medium": "0.04116", "high": "0.16464"},
    "2048x1152": {"low": "0.00471", "medium": "0.04239", "high": "0.1695"},
    "2048x2048": {"low": "0.01191", "medium": "0.10704", "high": "0.42816"},
    "3840x2160": {"low": "0.01113", "medium": "0.10008", "high": "0.40026"},
}
GPT_2_5 = {
    "1024x1024": {"low": "0.00588", "medium": "0.01317", "high": "0.05268", "xhigh": "0.09366", "max": "0.21072"},
    "1536x1024": {"low": "0.00474", "medium": "0.01029", "high": "0.04116", "xhigh": "0.07377", "max": "0.16464"},
    "2048x2048": {"low": "0.01191", "medium": "0.02676", "high": "0.10704", "xhigh": "0.19029", "max": "0.42816"},
    "3840x2160": {"low": "0.01113", "medium": "0.02595", "high": "0.10008", "xhigh": "0.1779", "max": "0.40026"},
}
PRICES: dict[str, dict[str, Any]] = {
    "gpt-image-2": GPT_2,
    "gpt-image-2-5-flare": GPT_2_5,
    "gpt-image-2-5-sunburst": GPT_2_5,
    "gpt-image-1-5": {
        "1024x1024": {"low": "0.009", "medium": "0.034", "high": "0.133"},
        "1536x1024": {"low": "0.013", "medium": None, "high": None},
        "1024x1536": {"low": "0.013", "medium": None, "high": None},
    },
    "gpt-image-1-mini": {
        "1024x1024": {"low": "0.005", "medium": "0.011", "high": "0.036"},
        "1024x1536": {"low": "0.006", "medium": "0.015", "high": "0.052"},
    },
    "flux-2-pro": {"1024x1024": "0.03", "1920x1080": "0.045", "2048x2048": "0.075"},
    "flux-2-max": {"1024x1024": "0.07", "1920x1088": "0.1", "2048x2048": "0.16"},
    "flux-2-flex": {"1024x1024": "0.05", "1920x1088": "0.1", "2048x2048": "0.2"},
    "flux-2-klein-9b": {"1024x1024": "0.015", "2048x2048": "0.021"},
    "flux-2-klein-4b": {"1024x1024": "0.014", "2048x2048": "0.017"},
    "seedream-5-0-pro": {"1024x1024": "0.045", "1536x1536": "0.045", "1552x1536": "0.09", "2048x2048": "0.09"},
    "seedream-5-0-lite": {"2048x2048": "0.035", "4096x4096": "0.035"},
    "seedream-4-5": {"2048x2048": "0.04", "4096x4096": "0.04"},
    "seedream-4-0": {"1024x1024": "0.03", "4096x4096": "0.03"},
    "qwen-image-3-0": {"1024x1024": "0.03", "2048x2048": "0.03"},
    "qwen-image-3-0-pro": {"1024x1024": "0.04", "1500x1500": "0.04", "1501x1500": "0.075", "2048x2048": "0.075"},
    "mai-image-2-6": {"1024x1024": "0.039", "768x1365": "0.039"},
    "mai-image-2-6-flash": {"1024x1024": "0.0195", "768x1365": "0.0195"},
    "recraft-v4-1": {"1024x1024": "0.035", "1344x768": "0.035"},
    "recraft-v4-1-pro": {"2048x2048": "0.21", "2688x1536": "0.21"},
    "recraft-v4": {"1024x1024": "0.04"},
    "recraft-v4-pro": {"2048x2048": "0.25"},
    "ideogram-4-0": {"2048x2048": {"TURBO": "0.03", "DEFAULT": "0.06", "QUALITY": "0.1"}},
    "ideogram-3-0": {"1024x1024": {"TURBO": "0.03", "DEFAULT": "0.06", "QUALITY": "0.09"}},
}


def prices() -> Iterator[tuple[str, str, str | None, str | None]]:
    for name, by_size in PRICES.items():
        for size, usd in by_size.items():
            by_quality = usd if isinstance(usd, dict) else {None: usd}
            yield from ((name, size, quality, each) for quality, each in by_quality.items())


@pytest.mark.parametrize(("name", "size", "quality", "usd"), [*prices()])
def test_the_price_of_a_size(name: str, size: str, quality: str | None, usd: str | None) -> None:
    offer = next(iter(FACTS.models[name].offers.values()))
    assert price_of(offer, Pixels.parse(size), quality) == (None if usd is None else Fraction(usd))


def test_every_quality_of_a_model_is_in_the_table_of_prices() -> None:
    for name, by_size in PRICES.items():
        told = next(iter(by_size.values()))
        assert FACTS.models[name].qualities == (tuple(told) if isinstance(told, dict) else ())


def test_a_wide_image_costs_less_than_a_smaller_square_one() -> None:
    offer = FACTS.models["gpt-image-2"].offers["4K"]
    wide, square = (price_of(offer, Pixels.parse(size), "high") for size in ("3840x2160", "2048x2048"))
    assert wide is not None
    assert square is not None
    assert wide < square


# --- requests

SIZE = "(?P<width>[1-9][0-9]*)x(?P<height>[1-9][0-9]*)"
TWO_SIDES = '"width": (?P<width>[1-9][0-9]*), "height": (?P<height>[1-9][0-9]*)'
QUALITY = '"(?P<quality>low|medium|high|xhigh|max)"'
SPEED = '"(?P<quality>TURBO|DEFAULT|QUALITY)"'
ASTERISK = SIZE.replace(")x(", r")\*(")
PROMPT = '"prompt": "<prompt>"'

# The only fields that a request may have, in their type and spelling: size fields, where the call goes, its body.
CALLS: dict[str, tuple[str, str, str]] = {
    "openai": (
        f'{{"size": "{SIZE}", "quality": {QUALITY}}}',
        "https://api.openai.com/v1/images/generations",
        f'{{"model": "ID", {PROMPT}, "size": "{SIZE}", "quality": {QUALITY}}}',
    ),
    "bfl": (f"{{{TWO_SIDES}}}", "https://api.bfl.ai/v1/ID", f"{{{PROMPT}, {TWO_SIDES}}}"),
    "ark": (
        f'{{"size": "{SIZE}"}}',
        "https://ark.ap-southeast.bytepluses.com/api/v3/images/generations",
        f'{{"model": "ID", {PROMPT}, "size": "{SIZE}", "watermark": false}}',
    ),
    "dashscope": (
        f'{{"size": "{ASTERISK}"}}',
        "https://dashscope-intl.aliyuncs.com/api/v1/services/aigc/multimodal-generation/generation",
        r'{"model": "ID", "input": {"messages": \[{"role": "user", "content": \[{"text": "<prompt>"}\]}\]}, '
        f'"parameters": {{"size": "{ASTERISK}"}}}}',
    ),
    "mai": (
        f"{{{TWO_SIDES}}}",
        "https://<resource>.services.ai.azure.com/mai/v1/images/generations",
        f'{{"model": "ID", {PROMPT}, {TWO_SIDES}}}',
    ),
    "recraft": (
        f'{{"size": "{SIZE}"}}',
        "https://external.api.recraft.ai/v1/images/generations",
        f'{{"model": "ID", {PROMPT}, "size": "{SIZE}"}}',
    ),
    "ideogram-4": (
        f'{{"resolution": "{SIZE}", "rendering_speed": {SPEED}}}',
        "https://api.ideogram.ai/v1/ID/generate",
        f'{{"text_prompt": "<prompt>", "resolution": "{SIZE}", "rendering_speed": {SPEED}}}',
    ),
    "ideogram-3": (
        f'{{"resolution": "{SIZE}", "rendering_speed": {SPEED}}}',
        "https://api.ideogram.ai/v1/ID/generate",
        f'{{{PROMPT}, "resolution": "{SIZE}", "rendering_speed": {SPEED}}}',
    ),
}

# What the vendor's own API calls each model.
IDS = {
    "gpt-image-2": "gpt-image-2",
    "gpt-image-2-5-flare": "gpt-image-2.5-flare",
    "gpt-image-2-5-sunburst": "gpt-image-2.5-sunburst",
    "gpt-image-1-5": "gpt-image-1.5",
    "gpt-image-1-mini": "gpt-image-1-mini",
    **{name: name for name in ("flux-2-pro", "flux-2-max", "flux-2-flex", "flux-2-klein-9b", "flux-2-klein-4b")},
    "seedream-5-0-pro": "dola-seedream-5-0-pro-260628",
    "seedream-5-0-lite": "seedream-5-0-lite-260128",
    "seedream-4-5": "seedream-4-5-251128",
    "seedream-4-0": "seedream-4-0-250828",
    "qwen-image-3-0": "qwen-image-3.0",
    "qwen-image-3-0-pro": "qwen-image-3.0-pro",
    "mai-image-2-6": "MAI-Image-2.6",
    "mai-image-2-6-flash": "MAI-Image-2.6-Flash",
    "recraft-v4-1": "recraftv4_1",
    "recraft-v4-1-pro": "recraftv4_1_pro",
    "recraft-v4": "recraftv4",
    "recraft-v4-pro": "recraftv4_pro",
    "ideogram-4-0": "ideogram-v4",
    "ideogram-3-0": "ideogram-v3",
}

NEEDS = [
    "32x32", "160x600", "300x250", "728x90", "800x4000", "1000x1500", "1080x1080", "1080x1350", "1080x1920", "1200x630",
    "1500x500", "1584x396", "1920x1080", "2048x2048", "2480x3508", "2560x1440", "3508x2480", "3840x2160", "5000x500",
    "7016x9933",
]  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_request_has_the_fields_of_its_vendor_and_a_size_that_it_takes(name: str) -> None:
    model = FACTS.models[name]
    for need in NEEDS:
        for quality in model.qualities or (None,):
            answer: Any = recommend(pixels=need, model=name, quality=quality, facts=FACTS).as_dict()
            sizes, url, body = CALLS[model.api or ""]
            call = answer["send"]
            assert (call["model"], call["url"]) == (IDS[name], url.replace("ID", IDS[name]))
            for pattern, sent in ((sizes, answer["request"]), (body, call["body"])):
                found = re.fullmatch(pattern.replace("ID", re.escape(IDS[name])), json.dumps(sent))
                assert found, f"{need}: {sent}"
                said = found.groupdict()
                box = Pixels(int(said["width"]), int(said["height"]))
                assert list(box) == answer["pixels"]
                assert takes(name, box), f"{need}: {box}"
                assert said.get("quality") == quality
            assert all(takes(name, Pixels(*tier["pixels"])) for tier in answer["tiers"])


# --- drafts

# What each takes to make a draft again: a seed, and how many reference images; None: not known.
KEPT: dict[str, tuple[str, int | None]] = {
    **dict.fromkeys(("gpt-image-2", "gpt-image-2-5-flare", "gpt-image-2-5-sunburst"), ("no", 16)),
    **dict.fromkeys(("gpt-image-1-5", "gpt-image-1-mini"), ("no", None)),
    **dict.fromkeys(("flux-2-pro", "flux-2-max", "flux-2-flex", "flux-2-klein-9b", "flux-2-klein-4b"), ("yes", 7)),
    "seedream-5-0-pro": ("no", 10),
    **dict.fromkeys(("seedream-5-0-lite", "seedream-4-5", "seedream-4-0"), ("no", 14)),
    **dict.fromkeys(("qwen-image-3-0", "qwen-image-3-0-pro"), ("yes", 3)),
    **dict.fromkeys(("mai-image-2-6", "mai-image-2-6-flash"), ("no", 5)),
    **dict.fromkeys(("recraft-v4-1", "recraft-v4-1-pro", "recraft-v4", "recraft-v4-pro"), ("yes", None)),
    "ideogram-4-0": ("no", None),
    "ideogram-3-0": ("yes", None),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_makes_a_draft_again(name: str) -> None:
    model = FACTS.models[name]
    assert (model.seed, model.reference_images_max) == KEPT[name]


# --- names

NAMES = {
    "gpt-image-2": ["gpt image 2", "GPT-Image-2", "gpt_image_2", "gpt-image-2-2026-04-21"],
    "gpt-image-2-5-flare": ["gpt-image-2.5", "gpt image 2.5", "gpt-image-2.5-flare", "gpt-image-2.5-flare-2026-09-08"],
    "gpt-image-2-5-sunburst": ["gpt-image-2.5-sunburst", "gpt image 2.5 sunburst"],
    "gpt-image-1-5": ["gpt-image-1.5"],
    "flux-2-pro": ["flux 2 pro", "FLUX.2-pro", "flux2-pro"],
    "flux-2-klein-4b": ["flux 2 klein 4b", "flux.2-klein-4b"],
    "seedream-5-0-pro": ["seedream 5 pro", "seedream-5.0-pro", "doubao-seedream-5-0-pro-260628"],
    "seedream-5-0-lite": ["seedream 5 lite", "seedream 5.0 lite", "seedream-5-0-260128", "doubao-seedream-5-0-260128"],
    "seedream-4-5": ["seedream 4.5", "seedream-4-5-251128"],
    "seedream-4-0": ["seedream 4", "seedream-4.0"],
    "qwen-image-3-0": ["qwen-image-3.0", "qwen image 3"],
    "qwen-image-3-0-pro": ["qwen-image-3.0-pro", "qwen image 3 pro"],
    "mai-image-2-6": ["MAI-Image-2.6", "mai image 2.6"],
    "mai-image-2-6-flash": ["MAI-Image-2.6-Flash"],
    "recraft-v4-1": ["recraftv4_1", "recraft v4.1"],
    "recraft-v4-1-pro": ["recraftv4_1_pro", "recraft v4.1 pro"],
    "ideogram-4-0": ["ideogram-v4", "ideogram 4", "ideogram 4.0"],
    "ideogram-3-0": ["ideogram-v3", "ideogram 3"],
}


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, words in NAMES.items() for said in words])
def test_a_model_is_found_by_its_popular_names(name: str, said: str) -> None:
    assert find_model(said, FACTS).name == name


@pytest.mark.parametrize("name", IDS)
def test_a_model_is_found_by_the_id_of_its_api(name: str) -> None:
    assert find_model(IDS[name], FACTS).name == name


@pytest.mark.parametrize(
    "said",
    [
        "dall-e-3", "firefly", "flux 3", "gpt-image-1", "gpt-image-2.6", "gpt-image-2.6-flare", "hy-image",
        "grok-imagine-image-2.0", "ideogram-4.5", "imagen-4", "kling", "krea-2", "mai-image-2.7", "midjourney",
        "muse-image-1.0", "qwen-image", "qwen-image-2.0", "recraftv3", "reve", "sd3.5", "sdxl", "seedream 5.5",
        "seedream-5.0-flash", "wan2.7-image",
    ],
)  # fmt: skip
def test_a_model_that_is_left_out_says_why(said: str) -> None:
    row = find_row(said, FACTS.unsupported)
    assert row is not None
    assert re.fullmatch(r"[A-Z][^.]*(\.\d[^.]*)*\.", row.why), "one sentence"


def test_no_model_is_both_described_and_left_out() -> None:
    names = [
        {plain_name(each) for name, row in RAW[section].items() for each in (name, *row.get("aliases", ()))}
        for section in ("models", "unsupported")
    ]
    assert names[0] & names[1] == set()


# --- rows


def test_every_model_of_another_vendor_is_in_the_tables() -> None:
    assert list(SIZES) == list(PRICES) == list(IDS) == list(KEPT)
    assert set(IDS) == set(OTHERS)
    assert {FACTS.models[name].api for name in OTHERS} == set(CALLS)


def test_enough_models_are_described() -> None:
    assert len([name for name in OTHERS if RAW["models"][name]["status"] == "available"]) >= 18


def test_each_file_holds_one_vendor() -> None:
    for path in sorted((DATA / "models").glob("*.yaml")):
        providers = set(re.findall(r"^    provider: (.*)$", path.read_text("utf-8"), re.MULTILINE))
        assert providers <= {path.stem}


@pytest.mark.parametrize("name", OTHERS)
class TestRow:
    """What holds of every row of another vendor."""

    def test_what_it_costs_and_which_rules_hold_is_sourced(self, name: str) -> None:
        row = RAW["models"][name]
        assert {"source", "as_of"} <= set(row["price"])
        assert ("pixels" in row) != ("size_rules" in row)

    def test_no_cell_is_called_measured(self, name: str) -> None:
        assert "verified" not in RAW["models"][name]

    def test_notes_are_few_and_short(self, name: str) -> None:
        row = FACTS.models[name]
        assert len(row.notes) <= 3
        assert all(note.endswith(".") and len(note) <= 170 for note in row.notes)

    def test_a_doubtful_source_is_explained(self, name: str) -> None:
        row = FACTS.models[name]
        assert row.confidence != "low" or row.notes


@pytest.mark.parametrize("path", sorted((DATA / "models").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_source_is_a_page_or_words_and_never_a_number_of_an_index(path: Any) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"index file|\b\d{11}\b", text)
