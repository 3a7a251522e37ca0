"""The tools as a client's model reads them, and what they answer, word for word: tests/golden/mcp."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from golden import held
from PIL import Image
from places import GOLDEN

from resadvise import load_facts
from resadvise.errors import QuestionError
from resadvise.mcp.arguments import brief_properties, schema_of
from resadvise.mcp.roots import allowed_roots
from resadvise.mcp.tools import TOOLS, Context, call
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from pathlib import Path

OWN = 'models: {own: {tiers: {1K: {}, 2K: {price_usd: 0.5}}, pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048}}}}\n'
CALLS: dict[str, list[dict[str, Any]]] = {
    "recommend": [
        {},
        {"uses": ["print", "crop"]},
        {"for": "a3", "max_price": 0.05, "max_seconds": 1},
        {"for": "a3", "ppi": 300},
        {"for": "app-icon", "model": "gpt-image-2", "quality": "low"},
        {"for": "a6", "keep": "50%", "transparent": True},
        {"pixels": "900x900", "model": "own"},
        {"for": "poster"},
        {"for": "shirt", "modle": "x", "landscape": "yes"},
        {"for": "nope", "model": "nope", "uses": ["nope"]},
    ],
    "compare": [
        {"for": "a3"},
        {"for": "a3", "provider": "google", "all": True},
        {"pixels": "9000x9000"},
        {"pixels": "900x900", "max_price": 0.001},
        {"provider": "nope"},
    ],
    "plan": [
        {"for": "a3", "drafts": 20, "finals": 1, "budget": 5, "deadline": "10m"},
        {"uses": "social", "drafts": 1},
        {"uses": ["print"], "budget": 0.2, "parallel": 2, "batch": True},
        {"uses": ["print"], "transparent": True},
        {"for": "a3", "drafts": 20, "budget": 0.5},
        {"for": "a3", "budget": 0.01},
        {"pixels": "900x900", "model": "own", "drafts": 3},
        {"targets": ["a4", "og-image", "9000x9000"], "drafts": 4},
        {"targets": "a4", "budget": 0.01},
        {"targets": ["900x900"], "model": "own"},
        {"targets": ["a4"], "for": "a3", "finals": 2},
        {"max_cut": "10%"},
    ],
    "check": [
        {"path": "poster.png"},
        {"path": "poster.png", "expect": "4K"},
        {"path": "poster.png", "for": "instagram-portrait"},
        {"path": "none.png"},
        {"path": "../poster.png"},
        {"for": "a3"},
    ],
}


def test_the_tools() -> None:
    held("mcp/tools.json", json.dumps([tool[:3] for tool in TOOLS], indent=1) + "\n")


@pytest.mark.parametrize("told", [True, False])
def test_the_arguments(told: bool) -> None:
    properties = brief_properties(read_schema("question")["properties"], told=told)
    held(f"mcp/arguments-{'told' if told else 'bare'}.json", json.dumps(schema_of(properties), indent=1) + "\n")
    assert schema_of(properties, ["for"]) == {**schema_of(properties), "required": ["for"]}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none", "cannot use the folder 'none': No such file or directory"),
        ("own.yaml", "'own.yaml' is not a folder"),
        ("a\0b", r"cannot use the folder 'a\x00b': embedded null byte"),
    ],
)
def test_a_folder_that_cannot_be_used(name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(OWN)
    with pytest.raises(QuestionError) as caught:
        allowed_roots([".", name])
    assert [tuple(fault) for fault in caught.value.faults] == [("unreadable-file", message, "--root", None)]


@pytest.mark.parametrize("name", CALLS)
def test_an_answer(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(OWN)
    Image.new("RGB", (896, 1200)).save("poster.png", compress_level=0)
    context = Context(load_facts("own.yaml"), (tmp_path.resolve(),))
    told = []
    for arguments in CALLS[name]:
        result = call(name, arguments, context)
        kind = "mistake" if result.answer is None else "answer"
        told.append(f"{name} {json.dumps(arguments)}\n{kind}:\n{result.text}\n")
    held(f"mcp/{name}.txt", "\n".join(told).replace(str(tmp_path.resolve()), "/renders"))


def test_none_is_left_over() -> None:
    assert {path.stem for path in (GOLDEN / "mcp").iterdir()} == {"tools", "arguments-told", "arguments-bare", *CALLS}
