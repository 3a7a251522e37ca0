"""What is sent to a model: the size fields, and the whole call, from the templates of the facts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from resadvise import Catalog, FactsError, load_facts, recommend

if TYPE_CHECKING:
    from pathlib import Path

OWN = """
apis:
  boxes:
    request: {size: "{width}x{height}", width: "{width}", steps: 20}
    url: https://example.com/{model}
    body: {prompt: <prompt>, image: [{size: "{width}*{height}", tier: "{image_size}"}], seed: null}
  bare: {request: {ratio: "{aspect_ratio}"}}
  silent: {url: https://example.com}
  nowhere: {request: {width: "_width_"}, body: {prompt: <prompt>}}
models:
  boxed: {api: boxes, tiers: {1K: {}}, pixels: {"1:1": {1K: 1024x1024}, "4:5": {1K: 928x1152}}}
  bared: {api: bare, tiers: {1K: {}}, pixels: {"1:1": {1K: 1024x1024}}}
  silenced: {api: silent, tiers: {1K: {image_size: one}}, pixels: {"1:1": {1K: 1024x1024}}}
  plain: {tiers: {1K: {}}, pixels: {"1:1": {1K: 1024x1024}}}
  ruled: {size_rules: {multiple_of: 16, max_area: 1048576, max_ratio: 3}}
  nowhere: {api: nowhere, api_id: its-own, tiers: {1K: {}}, pixels: {"1:1": {1K: 1024x1024}}}
  graded: {qualities: [low, high], default_quality: low, tiers: {1K: {}}, pixels: {"1:1": {1K: 1024x1024}}}
"""
GEMINI = "https://generativelanguage.googleapis.com/v1beta/models"
# model, ratio, its request, and the place and body of the whole call
ROWS: list[tuple[str, str, dict[str, Any], str | None, dict[str, Any] | None]] = [
    (
        "nano-banana-2.1", "4:5", {"aspect_ratio": "4:5", "image_size": "1K"},
        f"{GEMINI}/gemini-nano-banana-2.1:generateContent", {"aspectRatio": "4:5", "imageSize": "1K"},
    ),
    (
        "nano-banana", "1:1", {"aspect_ratio": "1:1", "image_size": None},
        f"{GEMINI}/gemini-2.5-flash-image:generateContent", {"aspectRatio": "1:1"},
    ),
    (
        "boxed", "4:5", {"size": "928x1152", "width": 928, "steps": 20}, "https://example.com/boxed",
        {"prompt": "<prompt>", "image": [{"size": "928*1152"}]},
    ),
    ("bared", "1:1", {"ratio": "1:1"}, None, None),
    ("silenced", "1:1", {"aspect_ratio": "1:1", "image_size": "one"}, None, None),
    ("plain", "1:1", {"aspect_ratio": "1:1", "image_size": None}, None, None),
    ("ruled", "1:1", {"width": 1024, "height": 1024}, None, None),
    ("nowhere", "1:1", {"width": "_width_"}, None, {"prompt": "<prompt>"}),
    ("graded", "1:1", {"aspect_ratio": "1:1", "image_size": None, "quality": "low"}, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("model", "ratio", "request_fields", "url", "body"), ROWS)
def test_what_is_sent(
    own: Catalog, model: str, ratio: str, request_fields: dict[str, Any], url: str | None, body: dict[str, Any] | None
) -> None:
    data = recommend("draft", facts=own, model=model, aspect=ratio).as_dict()
    assert data["request"] == request_fields
    if body is None:
        assert data["send"] is None
        return
    assert data["send"] is not None
    assert (data["send"]["model"], data["send"]["url"]) == ("its-own" if model == "nowhere" else data["model"], url)
    sent = data["send"]["body"]
    if "generationConfig" in sent:
        assert sent["contents"] == [{"parts": [{"text": "<prompt>"}]}]
        assert sent["generationConfig"] == {"responseModalities": ["IMAGE"], "imageConfig": body}
    else:
        assert sent == body


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("apis: {x: {request: {size: '{w}x{h}'}}}", "unknown placeholder {h}; known: {model}"),
        ("apis: {x: {body: {a: [{b: '{nope}'}]}}}", "unknown placeholder {nope}"),
        ("apis: {x: {url: 'https://example.com/{}'}}", "unknown placeholder {}"),
        ("models: {x: {api: gemni, tiers: {1K: {}}, pixels: {'1:1': {1K: 1x1}}}}", "there is no 'gemni'; did you mean"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    with pytest.raises(FactsError) as caught:
        load_facts(str(tmp_path / "own.yaml"))
    assert message in str(caught.value)


def test_the_library_of_the_vendor_takes_what_is_sent() -> None:
    reason = "google-genai is no dependency of ours: it is asked where it is installed"
    types = pytest.importorskip("google.genai.types", reason=reason)
    for name in load_facts().models:
        data = recommend("draft", model=name).as_dict()
        config = types.ImageConfig(**data["request"])
        assert config.aspect_ratio == data["aspect_ratio"]
        assert data["send"] is not None
        body = json.loads(json.dumps(data["send"]["body"]))
        types.GenerateContentConfig.model_validate(body["generationConfig"])
        types.Content.model_validate(body["contents"][0])
