"""What the tools answer: the same as the Python interface, small, and every mistake with its choices."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from resadvise import api, load_facts
from resadvise.engine.lists import groups_of_deliverables
from resadvise.mcp.answers import advice_answer, as_text
from resadvise.mcp.roots import allowed_roots
from resadvise.mcp.tools import TOOLS, Context, call
from resadvise.names import find_row

if TYPE_CHECKING:
    from pathlib import Path

FACTS = load_facts()
# Those whose name is that of a target too are no question.
GROUPS = {
    group: names for group, names in groups_of_deliverables(FACTS).items() if not find_row(group, FACTS.deliverables)
}
# Models count in tokens of their own; no text of ours has fewer characters to one than this.
CHARACTERS_PER_TOKEN = 3.5
ANSWER_TOKENS = 250


def tokens(text: str) -> float:
    """Return how many tokens a text has at most."""
    return len(text) / CHARACTERS_PER_TOKEN


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """Return a server's context that may read one folder, with an image in it that was paid for as 4K."""
    Image.new("RGB", (896, 1200)).save(tmp_path / "poster.png")
    return Context(FACTS, (tmp_path.resolve(),))


def said(name: str, context: Context, **arguments: Any) -> dict[str, Any]:
    result = call(name, arguments, context)
    assert result.answer is not None, result.text
    assert result.text == as_text(result.answer)
    assert tokens(result.text) <= ANSWER_TOKENS
    json.dumps(result.answer, allow_nan=False)
    return result.answer


def test_there_are_few_tools() -> None:
    assert len(TOOLS) <= 4
    assert all(0 < tokens(tool.description) <= 120 for tool in TOOLS)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"uses": ["print", "crop"]},
        {"uses": "social"},
        {"for": "a3"},
        {"for": "a3", "distance": "2m"},
        {"for": "a1", "max_price": 0.05},
        {"for": "a3", "ppi": 300, "transparent": True},
        {"size": "297x420mm", "bleed": "3mm", "landscape": True},
        {"size": ["297mm", "420mm"]},
        {"pixels": [1080, 1350], "model": "nano-banana-pro"},
        {"pixels": "9000x9000", "max_price": "0.01", "max_seconds": 1},
        {"pixels": "1440x810", "dpr": 2, "keep": "50%"},
    ],
    ids=str,
)
def test_recommend_answers_as_python_does(arguments: dict[str, Any], context: Context) -> None:
    answer = said("recommend", context, **arguments)
    words = {("deliverable" if name == "for" else name): value for name, value in arguments.items()}
    uses = words.pop("uses", [])
    data = api.recommend(*([uses] if isinstance(uses, str) else uses), **words).as_dict()
    for name in ("status", "tier", "model", "price_usd", "request"):
        assert answer[name] == data[name]
    for name in ("margin", "verdict", "effective_ppi", "upscale", "alternative", "max_crop"):
        assert answer.get(name) == data[name]  # type: ignore[literal-required]
    assert answer["pixels"] == "x".join(map(str, data["pixels"]))
    assert len(answer.get("warnings", [])) == len(data["warnings"])
    assert len(answer.get("tiers", [])) == len(data["tiers"]) - 1
    if data["status"] != "ok":
        assert answer["why"]


def test_an_answer_to_every_target_and_use_is_small(context: Context) -> None:
    for name in FACTS.deliverables:
        said("recommend", context, **{"for": name})
    for model in FACTS.models:
        for use in FACTS.uses:
            said("recommend", context, uses=[use], model=model)
        said("plan", context, **{"for": "a1", "model": model, "budget": 0.1, "batch": True})


def test_plan_answers_as_python_does(context: Context) -> None:
    answer = said("plan", context, **{"for": "a3", "drafts": 20, "finals": 3, "budget": 5, "deadline": "10m"})
    data = api.plan(deliverable="a3", drafts=20, finals=3, budget=5, deadline="10m").as_dict()
    assert (answer["status"], answer["way"]) == (data["status"], data["way"]) == ("ok", "start-low")
    assert answer["price_usd"] == data["total"]["price_usd"]
    assert answer["price_per_final_usd"] == data["price_per_final_usd"]
    assert answer["all_direct_usd"] == data["compare"]["price_usd"]
    assert [step.split()[0] for step in answer["steps"]] == ["20", "3"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"for": "a3"},
        {"for": "a3", "provider": "google", "all": True},
        {"pixels": "500x500", "provider": "google"},  # no other is left
        {"pixels": "9000x9000"},
        {"transparent": True},
        {"uses": ["social"], "max_price": 0.03},
    ],
    ids=str,
)
def test_compare_answers_as_python_does(arguments: dict[str, Any], context: Context) -> None:
    answer = said("compare", context, **arguments)
    words = {{"for": "deliverable", "all": "every"}.get(name, name): value for name, value in arguments.items()}
    data = api.compare(*words.pop("uses", []), **words).as_dict()
    assert (answer["status"], answer.get("cheapest")) == (data["status"], data["cheapest"])
    assert answer["models"][0].split()[0] == data["models"][0]["model"]
    assert answer.get("request") == data["models"][0]["request"]
    counted = sum(int(part.split()[0]) for part in answer.get("others", "0 x").split(", "))
    assert counted + len(answer["models"]) == len(data["models"])
    assert ("others" in answer) == (counted > 0)


def test_check_finds_a_downgrade(context: Context) -> None:
    answer = said("check", context, path="poster.png", expect="4K")
    assert (answer["status"], answer["pixels"], answer["tier"]) == ("fail", "896x1200", "1K")
    assert answer["findings"][0].startswith("fail tier.downgraded: ")
    assert said("check", context, path="poster.png", **{"for": "instagram-square"})["status"] == "fail"
    assert said("check", context, path="poster.png", pixels="640x480")["status"] == "pass"
    assert "named targets" in said("check", context, path="poster.png")["serves"]
    assert said("check", context, path="none.png")["findings"][0].startswith("error unreadable")
    assert said("check", context, path=".")["status"] == "error"


# the tool, its arguments, and what the lines of the error begin with or hold
MISTAKES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("recommend", {"modle": "x"}, ["there is no argument 'modle' (did you mean model?)"]),
    ("recommend", {"for": "a33"}, ["for: there is no deliverable 'a33' (did you mean a3?"]),
    ("recommend", {"for": "xyzzy"}, ["for: there is no deliverable 'xyzzy'", "its targets): ads, "]),
    *(("recommend", {"for": group}, ["for: ", f"targets: {names[0]}"]) for group, names in GROUPS.items()),
    ("recommend", {"for": "banner"}, ["for: 'banner'", "youtube-banner"]),
    ("recommend", {"model": "zzz"}, ["model: there is no model 'zzz'", "models: ", "nano-banana-2.1"]),
    ("recommend", {"uses": ["zzz"]}, ["uses: there is no use 'zzz'", "uses: draft, "]),
    ("recommend", {"for": "a3", "size": "1x1mm"}, ["for and size"]),
    ("recommend", {"size": "8.5x11"}, ["size: "]),
    ("recommend", {"aspect": "7:5"}, ["aspect: ", "nearest"]),
    ("recommend", {"max_price": "cheap"}, ["max_price: "]),
    ("plan", {"drafts": -1}, ["drafts: "]),
    ("plan", {"drafts": 1.5}, ["drafts: "]),
    ("check", {}, ["path: this argument is required"]),
    ("check", {"path": "poster.png", "expect": "5K"}, ["5K"]),
    ("check", {"path": "a\0b"}, ["path: no file can have this name"]),
    ("recomend", {}, ["there is no tool 'recomend' (did you mean recommend?)"]),
    ("xyzzy", {}, ["tools: recommend, compare, plan, check"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "words"), MISTAKES, ids=str)
def test_a_mistake_is_told_with_the_choices(
    name: str, arguments: dict[str, Any], words: list[str], context: Context
) -> None:
    result = call(name, arguments, context)
    assert result.answer is None
    assert all(each in result.text for each in words), result.text
    assert "--" not in result.text
    assert "`resadvise" not in result.text.replace("`resadvise deliverables banner", "")
    assert tokens(result.text) <= 2 * ANSWER_TOKENS


@pytest.mark.parametrize(("word", "listed"), [("a33", False), ("banner", False), ("xyzzy", True)])
def test_groups_are_listed_only_where_nothing_is_near(word: str, listed: bool, context: Context) -> None:
    text = call("recommend", {"for": word}, context).text
    assert ("groups (give one as for" in text) == listed
    assert len(text.splitlines()) == 1 + listed


# Which files may be read: the path as it is given (in the folder `in`), and whether it is looked at.
PATHS = {
    "poster.png": True,
    "./sub/../poster.png": True,
    "{folder}/in/poster.png": True,
    "link-inside.png": True,
    "sub/deep.png": True,
    "missing.png": True,
    "../out.png": False,
    "{folder}/out.png": False,
    "/etc/passwd": False,
    "link-outside.png": False,
    "folder-outside/out.png": False,
    "../in-not/out.png": False,
    "": True,
    "~/x.png": True,
}


@pytest.mark.parametrize("path", PATHS)
def test_only_files_inside_the_roots_are_looked_at(path: str, tmp_path: Path) -> None:
    inner = tmp_path / "in"
    (inner / "sub").mkdir(parents=True)
    (tmp_path / "in-not").mkdir()
    for place in ("in/poster.png", "in/sub/deep.png", "out.png", "in-not/out.png"):
        Image.new("RGB", (8, 8)).save(tmp_path / place)
    (inner / "link-inside.png").symlink_to(inner / "poster.png")
    (inner / "link-outside.png").symlink_to(tmp_path / "out.png")
    (inner / "folder-outside").symlink_to(tmp_path)
    result = call("check", {"path": path.format(folder=tmp_path)}, Context(FACTS, allowed_roots([str(inner)])))
    assert (result.answer is not None) is PATHS[path]
    if not PATHS[path]:
        assert "this path leads outside the folders that may be read (allowed: files in" in result.text


def test_there_may_be_several_roots_and_links_to_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Image.new("RGB", (8, 8)).save(tmp_path / name / "x.png")
    (tmp_path / "link").symlink_to(tmp_path / "b")
    context = Context(FACTS, allowed_roots([str(tmp_path / "a"), str(tmp_path / "link")]))
    for path in ("x.png", str(tmp_path / "b" / "x.png"), str(tmp_path / "link" / "x.png")):
        assert said("check", context, path=path)["pixels"] == "8x8"
    monkeypatch.chdir(tmp_path)
    assert allowed_roots([]) == (tmp_path.resolve(),)


# Campaigns


def test_a_plan_of_several_targets_is_a_campaign(context: Context) -> None:
    targets = ["instagram-portrait", "instagram-story", "youtube-thumbnail", "og-image", "a3"]
    result = call("plan", {"targets": targets}, context)
    assert result.answer is not None
    alone = api.campaign(*targets).as_dict()
    assert result.answer["price_usd"] == alone["total"]["price_usd"] == 0.2268
    assert result.answer["one_image_each_usd"] == 0.3612
    assert result.answer["requests"] == [row["request"] for row in alone["masters"]]
    assert [line.partition(":")[0] for line in result.answer["crops"]] == targets
    assert all(line in result.text for line in ("images: 1: ", 'requests: {"aspect_ratio"', "prompt: Keep"))
    assert tokens(result.text) <= 2 * ANSWER_TOKENS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"targets": ["a3"], "finals": 2}, "finals: this cannot be combined with targets"),
        ({"targets": ["nope"]}, "nope"),
        ({"targets": []}, ""),
        ({"max_cut": "10%", "for": "a3"}, "max_cut: this needs targets"),
        ({"targets": [3]}, "targets: give a list of texts"),
    ],
)
def test_what_a_campaign_cannot_take_is_said(arguments: dict[str, Any], said: str, context: Context) -> None:
    result = call("plan", arguments, context)
    assert result.answer is None
    assert said in result.text


def test_a_time_that_is_not_known_is_left_out() -> None:
    data = api.recommend("print").as_dict()
    assert advice_answer(data)["seconds"] == "20-30"
    assert "seconds" not in advice_answer({**data, "seconds_min": None, "seconds_max": None})
