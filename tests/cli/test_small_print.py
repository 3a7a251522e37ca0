"""What is easily lost on the way through the command line: a code, an order, a bound, a forgotten option."""

from __future__ import annotations

import gc
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from command import ask
from PIL import Image

from resadvise.cli.app import build_app
from resadvise.cli.commands.recommend import spec
from resadvise.cli.entry import report, wants_json
from resadvise.cli.options import use_flags
from resadvise.errors import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from resadvise import Catalog


def test_a_use_that_is_named_like_an_option_has_no_flag(facts: Catalog) -> None:
    parameters = spec(facts).parameters
    options = {word for each in parameters for word in each.default.param_decls if word.startswith("--")}
    own = {word for each in use_flags(facts) for word in each.default.param_decls}
    assert {"--for", "--guide", "--json", "--keep"} < options - own
    some = next(iter(facts.uses.values()))
    for word in {*options - own, "--help", "--version"}:
        named = facts._replace(uses={**facts.uses, word[2:]: some._replace(name=word[2:], aliases=("mine",))})
        flags = [each.default.param_decls for each in use_flags(named)]
        assert word not in [name for names in flags for name in names]
        assert ("--mine",) in flags


def test_a_command_runs_with_the_collector_of_cycles_on() -> None:
    gc.disable()  # as the start does, while it imports
    try:
        ask("uses", "--json")
        assert gc.isenabled()
    finally:
        gc.enable()


# What a script is told


@pytest.mark.parametrize(
    "command",
    ["recommend", "plan", "compare", "campaign a3", "table", "uses", "models", "deliverables", "deliverables --names",
     "deliverables poster", "explain", "explain near", "facts", "skill", "schema", "schema advice", "presets path",
     "presets show", "presets init own.yaml", "presets validate some.yaml", "presets schema", "check some.png"],
)  # fmt: skip
def test_a_command_returns_its_exit_code(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "some.yaml").write_text("")
    Image.new("1", (8, 8)).save("some.png")
    with redirect_stdout(io.StringIO()):
        status = build_app(command.split())(args=command.split(), prog_name="resadvise", standalone_mode=False)
    assert type(status) is int
    assert status == 0


@pytest.mark.parametrize(
    ("arguments", "status", "option"),
    [
        ("recommend --for a3 --ppi 300", "insufficient", "4K"),
        ("recommend --for a3 --max-price 0.06", "conflict", "--max-price"),
        ("recommend --print --model nano-banana", "insufficient", "4K"),
        ("plan --drafts 20 --for a3 --budget 0.5", "conflict", "$0.5"),
        ("plan --finals 9 --for a3 --budget 0.5", "conflict", "$0.5"),
    ],
)
def test_a_script_is_told_why_the_exit_code_is_1(arguments: str, status: str, option: str) -> None:
    result = ask(*arguments.split(), "--get", "status")
    assert (result.code, result.out) == (1, f"{status}\n")
    first = result.err.splitlines()[0]
    assert first.startswith(f"resadvise: {status}: ")
    assert option in first


@pytest.mark.parametrize(
    ("status", "days", "told"), [("available", 1, 1), ("available", 0, 0), ("available", -1, 0), ("off", 1, 1)]
)
def test_a_model_may_be_gone_from_the_day_after_its_end(tmp_path: Path, status: str, days: int, told: int) -> None:
    """Of one that is known to be off, its answer says so itself."""
    end = date.today() - timedelta(days)
    row = f'status: "{status}", shutdown: {end}, tiers: {{4K: {{}}}}, pixels: {{"1:1": {{4K: 4096x4096}}}}'
    (tmp_path / "own.yaml").write_text(f"models: {{m: {{{row}}}}}\n")
    for arguments in ("recommend --print --get tier", "plan --print --get way"):
        err = ask(*arguments.split(), "--model", "m", "--presets", str(tmp_path / "own.yaml")).err
        assert sum(str(end) in line for line in err.splitlines()) == told


@pytest.mark.parametrize(
    ("arguments", "as_json"),
    [
        (["--json"], True),
        (["x", "--json", "y"], True),
        (["-o", "json"], True),
        (["-o", "jsonl"], True),
        (["--output", "jsonl"], True),
        (["-ojson"], True),
        (["--output=jsonl"], True),
        (["-", "--json"], True),
        (["-o", "csv"], False),
        (["-o"], False),
        (["json", "-o"], False),
        (["--get", "json"], False),
        (["--", "--json"], False),
        ([], False),
    ],
)
def test_errors_are_json_where_the_answer_would_be(arguments: list[str], as_json: bool) -> None:
    assert wants_json(arguments) == as_json


@pytest.mark.parametrize("as_json", [False, True])
def test_what_was_typed_is_told_up_to_a_thousand_characters(as_json: bool) -> None:
    for length in (1000, 1001, 100_000):
        err, text = io.StringIO(), f"a{'x' * (length - 2)}z"
        with redirect_stderr(err):
            report([Fault("usage", text, text)], as_json=as_json)
        told = err.getvalue()
        assert (text in told) == (length == 1000)
        assert ("…" in told or "\\u2026" in told) == (length > 1000)
        assert len(told) < 5000
        assert "xz" in told


# Options


def test_names_come_before_those_of_a_list_and_folders_stay_in_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b").mkdir()
    for name in ("z.png", "y.png", "b/c.png", "b/a.png", "x.png"):
        Image.new("RGB", (9, 9)).save(name)
    (tmp_path / "list").write_text("y.png\nx.png\n")
    data = json.loads(ask("check", "-r", "z.png", "b", "--files-from", "list", "--json").out)
    assert [file["path"] for file in data["files"]] == ["z.png", "b/a.png", "b/c.png", "y.png", "x.png"]


@pytest.mark.parametrize("column", ["accept", "max_seconds", "max-price", "use"])
def test_a_manifest_knows_no_limits_of_a_request(tmp_path: Path, column: str) -> None:
    (tmp_path / "jobs.csv").write_text(f"file,{column}\na.png,1\n")
    result = ask("check", "--manifest", str(tmp_path / "jobs.csv"), "--json")
    assert result.code == 2
    assert json.loads(result.err)["error"]["code"] == "unknown-column"


@pytest.mark.parametrize(
    ("option", "value", "codes"),
    [
        ("expect", "4K", ["tier.downgraded"]),
        ("color-mode", "cmyk", ["color.mode"]),
        ("max-cut", "10%", ["shape.cut"]),
        ("max-margin", "1%", ["size.wasteful"]),
        ("max-bytes", "10B", ["bytes.too-many"]),
        ("aspect", "16:9", ["ratio.unexpected"]),
        ("transparent", "yes", ["alpha.missing"]),
    ],
)
def test_what_a_row_wants_is_what_an_option_wants(tmp_path: Path, option: str, value: str, codes: list[str]) -> None:
    """A row says it with a column, the command line with an option; either one reaches the file, and it alone."""
    Image.new("RGB", (1024, 1024)).save(tmp_path / "a.png")
    (tmp_path / "row.csv").write_text(f"file,{option},pixels\na.png,{value},500x1000\na.png,,500x1000\n")
    (tmp_path / "plain.csv").write_text("file,pixels\na.png,500x1000\n")
    given = [f"--{option}", *([] if value == "yes" else [value])]
    if option in ("max-cut", "max-margin"):
        given += ["--pixels", "500x1000"]

    def found(*arguments: str) -> list[list[str]]:
        data = json.loads(ask("check", "--json", *arguments).out)
        return [[each["code"] for each in file["findings"] if each["level"] == "fail"] for file in data["files"]]

    assert found("--manifest", str(tmp_path / "row.csv")) == [codes, []]
    assert found("--manifest", str(tmp_path / "plain.csv"), *given) == [codes]
    assert found(str(tmp_path / "a.png"), *given, *(["--pixels", "500x1000"] if "--pixels" not in given else [])) == [
        codes
    ]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("deliverables a3 --get deliverables.0.deliverable", "a3\n"),
        ("deliverables --get deliverables.0.margin,deliverables.0.tier", "\t"),
        ("deliverables a3 --model nano-banana --get deliverables.0.tier", "1K\n"),
        ("deliverables a3 --model nano-banana-pro --get deliverables.0.tier", "4K\n"),
        ("table --model nano-banana-2 -o csv", "aspect_ratio,"),
        ("table -o csv", "tier,"),
        ("schema advice -o json --get title", ""),
        ("presets show --all tiers.4K. --get values.0.path", "tiers.4K."),
        ("recommend --print --use social --get tier", "4K\n"),
        ("recommend --use social --use print --get tier", "4K\n"),
        ("recommend --social -o JSON --get tier", ""),
        ("skill", "name: resadvise\n"),
        ("skill --get schema", "resadvise/skill/1\n"),
        ("explain near --get schema", "resadvise/explain/1\n"),
        ("schema --get schema", "resadvise/schemas/1\n"),
        ("presets path --get schema", "resadvise/presets-path/1\n"),
        ("presets show --get schema", "resadvise/presets-show/1\n"),
        ("deliverables --get schema", "resadvise/deliverables/1\n"),
        ("deliverables --names --get schema", "resadvise/names/1\n"),
        ("skill --path", "SKILL.md\n"),
        ("recommend --social -o CSV", "chosen,tier,"),
    ],
)
def test_an_option_reaches_what_it_is_for(arguments: str, text: str) -> None:
    result = ask(*arguments.split())
    assert result.code == (0 if text else 2)
    assert text in result.out


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ("recommend --dpi 300 --for a3", "--ppi"),
        ("recommend --target a3", "--for"),
        ("recommend --deliverable a3", "--for"),
        ("recommend --width 300", "--pixels WxH or --size WxH"),
        ("recommend --height 300", "--pixels WxH or --size WxH"),
        ("recommend --format json", "-o"),
        ("recommend --csv", "-o csv"),
        ("recommend --md", "-o md"),
        ("recommend --table", "-o table"),
        ("list", "deliverables"),
        ("ls", "deliverables"),
        ("search", "deliverables"),
        ("targets", "deliverables"),
        ("help", "--help"),
        ("version", "--version"),
        ("recommend help", "--help"),
    ],
)
def test_what_other_programs_call_it_is_answered_with_our_name(arguments: str, meant: str) -> None:
    result = ask(*arguments.split())
    assert (result.code, result.out) == (2, "")
    assert f"did you mean {meant}" in result.err
