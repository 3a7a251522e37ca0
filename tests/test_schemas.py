"""Every JSON that the command writes keeps to the schema that it ships, and a dozen answers stay as they are."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from command import ask
from jsonschema import Draft202012Validator
from places import GOLDEN, ROOT

from resadvise.engine.codes import REASONS, WARNINGS

SCHEMAS = (
    "advice",
    "plan",
    "check",
    "table",
    "uses",
    "models",
    "deliverables",
    "explain",
    "names",
    "error",
    "campaign",
)
UPDATE = "RESADVISE_UPDATE_GOLDENS"

# A user's file that reaches what the shipped facts leave out: unknown figures, new tiers, uses, targets and models.
OWN_FACTS = """
tiers:
  XL: {pixel_width: 8192, timeout: 10m}
uses:
  poster: {tier: XL, kind: needs, why: Posters are large., deliverables: [poster]}
  soft: {tier: XL, kind: prefers, why: As large as there is., assume: {keep: 40%}}
deliverables:
  poster: {size: 500x700mm}
  tile: {size: 300x300px, dpr: 2, max_bytes: 1KB}
models:
  mine:
    tiers:
      1K: {price_usd: 2}
      XL: {image_size: null}
    pixels:
      "1:1": {1K: 1000x1000, XL: 8000x8000}
      "2:1": {XL: 8000x4000}
  gone:
    status: "off"
    replacement: mine
    shutdown: 2026-01-01
    tiers:
      1K: {}
    pixels:
      "1:1": {1K: 1000x1000}
"""

BRIEFS = """
--print
--crop
--social
--presentation --retina
--draft --print
--draft
--small-file --print
--balanced --social
--variations --small-file --balanced
--use crop --use CROP
--hero --max-seconds 20
--draft --max-price 0.01
--model gpt-image-2 --transparent --pixels 1080x1350
--print --max-price 0.10
--print --max-price 0.001
--max-price 0.001
--max-bytes 500KB
--max-seconds 1s --max-price 0 --max-bytes 1B
--print --model nano-banana
--print --model nano-banana --max-price 0.01
--balanced --model nano-banana
--draft --model nano-banana-2
--model nano-banana-2 --max-seconds 5
--aspect 16:9
--aspect 21:9 --print
--transparent
--transparent --model nano-banana-pro
--for a3
--for a3 --landscape
--for a4 --distance 2m
--for a1
--for a1 --max-price 0.01
--for a0 --distance 10m
--for instagram-story --social
--for instagram-story --retina
--for business-card-us --print --crop
--for hero --retina
--for og-image
--for play-icon --crop
--size 297x420mm --ppi 240 --bleed 3mm
--size 8.5x11in --bleed 0.125in --keep 50%
--size 10x15cm --ppi 1200
--size 48x14ft
--size 48x14ft --distance 30m --ppi 300
--size 1x1mm
--size 3x3mm --ppi 1
--size 300x10mm
--pixels 1080x1350
--pixels 1x1
--pixels 1000000x1
--pixels 2048x2048 --tolerance 0
--pixels 2100x2100 --tolerance 5%
--pixels 1440x810 --dpr 2
--pixels 1440x810 --dpr 1
--pixels 1440x810 --dpr 0.5
--pixels 4000x1000 --dpr 3
--pixels 1920x1080 --retina --crop
--pixels 3000x3000 --crop
--pixels 1024x1024 --keep 33.3%
--pixels 3000x3000 --max-price 0.05 --max-seconds 12
--pixels 9000x9000 --max-price 0.01
--pixels 1080x1920 --aspect 1:1
--for a3 --model nano-banana-2
--for a3 --transparent --draft --print --social
--for a5 --max-bytes 1MB
--for a5 --accept minimum
--size 3x2m --distance 3m
--for ad-300x600
--for og-image --keep 20%
--pixels 800x800 --model nano-banana-pro
--transparent --model nano-banana
""".strip().splitlines()

OWN_BRIEFS = """
--use poster
--use poster --model mine
--use soft
--use soft --social --model mine
--use soft --pixels 1000x1000
--model mine --max-seconds 10 --max-bytes 2MB --use poster
--for poster
--for poster --model mine --max-price 1
--for tile
--for tile --model mine
--pixels 7000x3500 --model mine
--model mine --aspect 2:1
--model gone
""".strip().splitlines()

OTHERS = """
table
table --model nano-banana-pro
table --model nano-banana
table --model nano-banana-2
uses
models
deliverables
deliverables --model nano-banana
deliverables instagram story
deliverables poster --names
models --names
explain
explain size.short ok
""".strip().splitlines()

WRONG = """
recommend --use prnt
recommend --use a --use b --for c --model d --size 3 --pixels 4
recommend --size 8.5x11
recommend --for a3 --size 1x1mm --dpr 2 --landscape --portrait
recommend --aspect 7:5
recommend --prnt
recommend extra
recommend --for
recommend -o csv
deliverables nothing-like-this
explain size.shrt
table --model nope
models --presets /no/such/file
nonsense
""".strip().splitlines()

# name: (exit code, command); the pictures are those of the fuzzing corpus
GOLDENS = {
    "nothing": (0, "recommend"),
    "print-crop": (0, "recommend --print --crop"),
    "draft-print": (0, "recommend --draft --print"),
    "social": (0, "recommend --social"),
    "a3": (0, "recommend --for a3"),
    "a1": (0, "recommend --for a1"),
    "rules": (0, "recommend --model gpt-image-2 --pixels 1080x1350"),
    "compare": (0, "compare --for a3"),
    "story-crop": (0, "recommend --for instagram-story --crop"),
    "print-240ppi-bleed": (0, "recommend --size 297x420mm --ppi 240 --bleed 3mm"),
    "billboard-distance": (0, "recommend --size 48x14ft --distance 30m"),
    "css-limit": (0, "recommend --pixels 1440x810 --dpr 2 --max-price 0.10"),
    "conflict": (1, "recommend --pixels 3000x3000 --max-seconds 12"),
    "short-transparent": (1, "recommend --pixels 9000x6000 --transparent --model nano-banana-pro"),
    "plan": (0, "plan --drafts 20 --finals 3 --print --budget 5"),
    "plan-batch": (0, "plan --social --batch --drafts 50"),
    "campaign": (0, "campaign instagram-portrait instagram-story youtube-thumbnail 297x420mm 1200x628"),
    "campaign-short": (1, "campaign tests/cases/campaign.yaml"),
    "check": (2, "check --for a3 fuzz/corpus/image/png fuzz/corpus/image/turned fuzz/corpus/image/text"),
    "check-tier": (1, "check --expect 4K --model nano-banana-2.1 fuzz/corpus/image/jpeg"),
    "table": (0, "table"),
    "uses": (0, "uses"),
    "models": (0, "models"),
    "deliverables": (0, "deliverables instagram story"),
    "error": (2, "recommend --use prnt --size 8.5x11"),
    "names": (0, "deliverables instagram story --names"),
    "explain": (0, "explain size.short shape.cut"),
    "schemas": (0, "schema"),
}


@cache
def _schema(name: str) -> Any:
    return json.loads(files("resadvise").joinpath(f"schemas/{name}.json").read_text("utf-8"))


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({key for key, _ in pairs}) == len(pairs), f"a key stands twice: {pairs}"
    return dict(pairs)


def _strictly(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicates)


def _flaws(name: str, data: Any) -> list[str]:
    """Return what is wrong with a document, each with its place."""
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(_schema(name)).iter_errors(data)]


def _document(command: str, *more: str, codes: tuple[int, ...] = (0, 1)) -> Any:
    result = ask(*command.split(), "--json", *more)
    assert result.code in codes, result.err
    assert result.err == ""
    return _strictly(result.out)


def _check_advice(data: Any) -> None:
    assert _flaws("advice", data) == []
    assert {reason["code"] for reason in data["reasons"]} <= set(REASONS)
    assert {warning["code"] for warning in data["warnings"]} <= set(WARNINGS)
    chosen = [row for row in data["tiers"] if row["tier"] == data["tier"]]
    assert len(chosen) == 1
    same = set(chosen[0]) & set(data)
    if "aspect_ratio" in data["request"]:
        assert data["request"]["aspect_ratio"] == data["aspect_ratio"]
    else:  # by size rules no more is requested than needed, of what the tier can give
        same -= {"aspect_ratio", "pixels", "margin", "verdict", "effective_ppi"}
        assert data["margin"] <= chosen[0]["margin"]
    assert {name: data[name] for name in same} == {name: chosen[0][name] for name in same}


@pytest.fixture(scope="module")
def own_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(OWN_FACTS, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_sound(name: str) -> None:
    schema = _schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"resadvise {name}"
    assert schema["properties"]["schema"]["const"] == f"resadvise/{name}/1"


def _nodes(schema: Any) -> list[dict[str, Any]]:
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return [*([schema] if isinstance(schema, dict) else []), *(node for value in inner for node in _nodes(value))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_is_closed_and_every_field_described(name: str) -> None:
    schema = _schema(name)
    nodes = _nodes(schema)
    for node in nodes:
        if node.get("type") == "object" and "required" in node:
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
            for field, value in node["properties"].items():
                target = schema["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else {}
                assert "description" in value or "description" in target or field in ("title", "group", "text", "why")
    used = {node["$ref"].rpartition("/")[2] for node in nodes if isinstance(node.get("$ref"), str)}
    assert used == set(schema.get("$defs", {}))


@pytest.mark.parametrize("brief", ["", *BRIEFS])
def test_advice_keeps_to_its_schema(brief: str) -> None:
    _check_advice(_document(f"recommend {brief}"))


@pytest.mark.parametrize("brief", OWN_BRIEFS)
def test_advice_on_own_facts_keeps_to_its_schema(brief: str, own_file: str) -> None:
    data = _document(f"recommend {brief}", "--presets", own_file)
    _check_advice(data)
    assert data["facts"]["user_file"] == own_file


@pytest.mark.parametrize("command", OTHERS)
def test_lists_keep_to_their_schemas(command: str) -> None:
    data = _document(command)
    assert _flaws(data["schema"].split("/")[1], data) == []


@pytest.mark.parametrize("command", ["table --model mine", "uses", "models", "deliverables --model mine"])
def test_lists_of_own_facts_keep_to_their_schemas(command: str, own_file: str) -> None:
    assert _flaws(command.split()[0], _document(command, "--presets", own_file)) == []


@pytest.mark.parametrize("command", WRONG)
def test_errors_keep_to_their_schema(command: str) -> None:
    result = ask(*command.split(), "--json")
    assert (result.code, result.out) == (2, "")
    data = _strictly(result.err)
    assert _flaws("error", data) == []
    assert data["error"] == data["errors"][0]


PLANS = [
    "--drafts 20 --finals 3 --print",
    "--social --budget 1",
    "--for a3 --ppi 300",
    "--print --model nano-banana-2 --batch",
]


@pytest.mark.parametrize("brief", PLANS)
def test_a_plan_keeps_to_its_schema(brief: str) -> None:
    data = _document(f"plan {brief}")
    assert _flaws("plan", data) == []
    _check_advice(data["advice"])


def test_every_deliverable_gives_sound_advice() -> None:
    """Every shipped target, on the model of most answers and on one that has a single tier."""
    for model in ("nano-banana-2.1", "nano-banana"):
        for row in _document(f"deliverables --model {model}")["deliverables"]:
            data = _document(f"recommend --for {row['deliverable']} --model {model}")
            _check_advice(data)
            shared = ("tier", "status", "margin", "verdict", "effective_ppi")
            assert {name: data[name] for name in shared} == {name: row[name] for name in shared}


def _change(data: Any, path: str, value: object) -> Any:
    changed = json.loads(json.dumps(data))
    *parents, last = path.split(".")
    inner = changed
    for name in parents:
        inner = inner[int(name)] if isinstance(inner, list) else inner[name]
    inner[last] = value
    return changed


@pytest.mark.parametrize(
    ("command", "path", "value"),
    [
        ("--for a3", "need", None),
        ("--for a3", "margin", None),
        ("--for a3", "export", None),
        ("--for a3", "effective_ppi", None),
        ("--for a3", "tiers.0.verdict", None),
        ("--for a3", "need.dpr", 2),
        ("--for a3", "need.ppi", None),
        ("--for a3", "basis", "default"),
        ("--for a3", "upscale", 1.2),
        ("--for a3", "alternative", "1K"),
        ("--for a3", "verdict", "fine"),
        ("--for a3", "pixels", [1, 2, 3]),
        ("--for a3", "price_usd", "0.1"),
        ("--for a3", "new_field", 1),
        ("--for a3", "need.new_field", 1),
        ("--for a3", "format.name", "tiff"),
        ("--for a3", "workflow.name", "start-high"),
        ("--for a3", "tiers.0.ruled_out_by", ["max_fun"]),
        ("--for a3", "seconds_basis", None),
        ("--for a3", "jpg_bytes_max", None),
        ("--pixels 9000x9000", "upscale", None),
        ("--pixels 800x600", "effective_ppi", 100),
        ("--pixels 800x600", "need.bleed_mm", 3),
        ("--pixels 800x600", "need.kind", "css"),
        ("--social", "margin", 0),
        ("--social", "crop_to", [1, 1]),
        ("--social", "tiers.0.margin", 0),
        ("--social", "max_crop", 0.5),
        ("--social", "reasons", []),
    ],
)  # fmt: skip
def test_schema_refuses_what_the_contract_forbids(command: str, path: str, value: object) -> None:
    data = _document(f"recommend {command}")
    assert _flaws("advice", data) == []
    assert _flaws("advice", _change(data, path, value))


def test_briefs_reach_every_code(own_file: str) -> None:
    """Keep the tables of briefs rich: an answer of each code of the catalogue is validated above."""
    documents = [_document(f"recommend {brief}") for brief in ["", *BRIEFS]]
    documents += [_document(f"recommend {brief}", "--presets", own_file) for brief in OWN_BRIEFS]
    seen = {reason["code"] for data in documents for reason in (*data["reasons"], *data["warnings"])}
    # test_plan.py and test_campaign.py reach these
    others = {code for code in (*REASONS, *WARNINGS) if code.startswith(("plan.", "campaign."))}
    assert {*REASONS, *WARNINGS} - seen == others


@pytest.mark.parametrize("name", GOLDENS)
def test_golden(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code, command = GOLDENS[name]
    result = ask(*command.split(), "--json")
    text = result.out or result.err
    path = GOLDEN / f"{name}.json"
    if os.environ.get(UPDATE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), "`just golden` takes the new answer; then read the diff"
    assert result.code == code
    data = _strictly(text)
    assert _flaws(data["schema"].split("/")[1], data) == []


def test_no_golden_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(GOLDENS)
