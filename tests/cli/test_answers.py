"""What the commands answer: the acceptance list, the forms of output, the help, and what is said of a slip."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
from command import ask, environment, execute
from PIL import Image
from places import ROOT

from resadvise import __version__
from resadvise.cli.commands import GROUPS, HELP, SECTIONS
from resadvise.facts.load import shipped_facts
from resadvise.words import OPTION

if TYPE_CHECKING:
    from pathlib import Path

    from resadvise import Catalog


def _json(*arguments: str) -> Any:
    return json.loads(ask(*arguments, "--json").out)


# The acceptance list


@pytest.mark.parametrize(
    ("arguments", "field", "value"),
    [
        ("--print --crop", "tier", "4K"),
        ("--social", "tier", "1K"),
        ("--presentation --retina", "tier", "2K"),
        ("--draft --print", "tier", "4K"),
        ("--draft --print", "workflow.draft_tier", "1K"),
        ("--draft", "tier", "1K"),
        ("", "tier", "2K"),
        ("", "basis", "default"),
        ("--print", "basis", "rule-of-thumb"),
        ("--for a3", "basis", "target"),
        ("--for a3", "request.image_size", "4K"),
        ("--for a3", "need.pixels", "[2863,4025]"),
        ("--for a3", "need.pixels.1", "4025"),
        ("--for a3", "tiers.0.tier", "1K"),
        ("--for a3", "price_usd", "0.1134"),
        ("--for a3", "margin", "0.1925"),
        ("--for a3", "upscale", ""),
        ("--for a3", "warnings", "[]"),
        ("--for a3", "facts.user_file", ""),
        ("--for a3", "tiers.0.verified", "false"),
        (
            "--for a3",
            "format",
            '{"name":"jpg","why":"JPG is the smallest format that works on every screen and printer.",'
            '"accepted":[],"opaque":false}',
        ),
        ("--use PRINT", "tier", "4K"),
        ("--zoom", "tier", "4K"),
        ("--use zoom --use crop --crop", "tier", "4K"),
        ("--for ISO-A3", "tier", "4K"),
        ("--model Nano-Banana-Pro", "model", "gemini-3-pro-image"),
    ],
)
def test_acceptance(arguments: str, field: str, value: str) -> None:
    assert ask("recommend", *arguments.split(), "--get", field) == (0, f"{value}\n", "")


def test_a_bare_value_by_a_process() -> None:
    assert execute("recommend", "--print", "--get", "tier") == (0, "4K\n", "")
    assert execute("recommend", "--print", "--get", "upscale") == (0, "\n", "")


def test_every_use_is_a_flag_and_a_name() -> None:
    for name, use in shipped_facts().uses.items():
        flagged, named = (ask("recommend", *how, "--json").out for how in ([f"--{name}"], ["--use", name]))
        assert flagged == named
        assert json.loads(named)["tier"] == use.tier


COMMANDS = [name for name in HELP if name not in (*GROUPS, "mcp")]  # that one answers programs, and waits for them


# What a command cannot do without.
NEEDED = {"check": ["hero.png"], "campaign": ["a3", "og-image"]}


@pytest.fixture
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, the current one, with the images that the examples of `check` name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "renders").mkdir()
    (tmp_path / "job").mkdir()
    for name in ("hero.png", "renders/poster.jpg", "job/card.tif"):
        Image.new("RGB", (1376, 768)).save(tmp_path / name)
    (tmp_path / "names.txt").write_text("hero.png\nrenders/poster.jpg\n", "utf-8")
    (tmp_path / "jobs.csv").write_text("file,pixels\nhero.png,1376x768\n", "utf-8")
    (tmp_path / "briefs.csv").write_text("for\na3\n", "utf-8")
    (tmp_path / "products.csv").write_text("breite,hoehe,model\n297,420,A-7\n", "utf-8")
    (tmp_path / "briefs.jsonl").write_text('{"for": "a3"}\n', "utf-8")
    return tmp_path


# A batch writes tables, in the form in which it reads them.
@pytest.mark.parametrize(
    "command", [*sorted({*COMMANDS} - {"batch"}), *(f"presets {name}" for name in ("path", "show --all"))]
)
def test_every_command_has_every_output(command: str, images: Path) -> None:
    words = [*command.split(), *NEEDED.get(command, ())]
    assert images.exists()
    assert ask(*words, "-o", "json").out == ask(*words, "--json").out == ask(*words, "--json", "-o", "json").out
    assert "schema" in json.loads(ask(*words, "-o", "json").out)
    assert ask(*words, "-o", "table").out == ask(*words).out
    head, rule, *rows = [line for line in ask(*words, "-o", "md").out.splitlines() if line.startswith("|")]
    assert rule == "|" + " --- |" * (rule.count("|") - 1)
    widths = {len(re.findall(r"(?<!\\)\|", row)) for row in (head, rule, *rows)}
    assert len(widths) == 1
    cells = list(csv.reader(io.StringIO(ask(*words, "-o", "csv").out, newline=""), strict=True))
    assert len({len(row) for row in cells}) == 1
    assert len(cells) == len(rows) + (0 if command == "plan" else 1)  # a page of a plan has its total as well


def test_lines_of_json_are_the_rows() -> None:
    rows = _json("deliverables", "poster")["deliverables"]
    assert [json.loads(line) for line in ask("deliverables", "poster", "-o", "jsonl").out.splitlines()] == rows


def test_csv_holds_the_figures_of_the_json() -> None:
    rows = list(csv.DictReader(io.StringIO(ask("recommend", "--for", "a3", "-o", "csv").out)))
    for row, tier in zip(rows, _json("recommend", "--for", "a3")["tiers"], strict=True):
        assert row["pixels"] == f"{tier['pixels'][0]}x{tier['pixels'][1]}"
        assert float(row["margin"]) == tier["margin"]  # a negative number is no formula
        assert row["verified"] == str(tier["verified"]).lower()
    assert [row["tier"] for row in rows if row["chosen"] == "true"] == ["4K"]


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        ("--pixels 2048x2048", "Export a JPG of 0.5–1.2 MB."),
        ("--print", "Export a JPG of 2–5 MB."),
        ("--pixels 1000x1000", "Scale to 1000×1000 px, then export a JPG of 140–380 KB."),
        ("--pixels 8192x8192", "Upscale 2× to 8192×8192 px, then export a JPG of 8–20 MB."),
        ("--pixels 1080x1350",
         "Crop to the middle 1843×2304 px (loses 1%), scale it to 1080×1350 px, then export a JPG of 170–420 KB."),
        ("--size 420x594mm --ppi 300",
         "Crop to the middle 3394×4800 px (loses 5%), upscale it 1.46× to 4961×7016 px, then export a JPG of "
         "4.1–10 MB."),
        ("--for a6 --keep 50%",
         "Crop to the part you want, 1311×1819 px or more, scale it to 1311×1819 px, then export a JPG of 280–680 KB."),
        ("--for a5 --keep 50%",
         "Crop to the part you want, scale it to 1819×2551 px, then export a JPG of 0.55–1.4 MB."),
        ("--for a2 --ppi 300 --keep 50%",
         "Crop to the part you want, upscale it 2.95× to 5031×7087 px, then export a JPG of 4.3–11 MB."),
        ("--pixels 1000x1000 --keep 24.4%",
         "Crop to the part you want, scale it to 1000×1000 px, then export a JPG of 140–380 KB."),
        ("--for play-icon", "Scale to 512×512 px, then export a PNG. Google Play store icon: PNG."),
        ("--for podcast-cover", "Scale to 3000×3000 px, then export a JPG of 1.1–2.7 MB."),
        ("--for app-icon", "Export a PNG. App icon for the Apple App Store: PNG, without an alpha channel."),
    ],
)  # fmt: skip
def test_the_last_step_is_the_export(asked: str, last: str) -> None:
    steps = ask("recommend", *asked.split()).out.partition("\nNext\n")[2].partition("\n\n")[0]
    assert " ".join(steps.split()).partition(" 3. ")[2].split(" 4. ")[-1] == last


def test_the_screen_says_what_the_json_says() -> None:
    data = _json("recommend", "--for", "a3", "--transparent", "--draft")
    shown = " ".join(ask("recommend", "--for", "a3", "--transparent", "--draft").out.split())
    for reason in (*data["reasons"], *data["warnings"]):
        assert reason["text"] in shown
    assert data["workflow"]["why"] in shown


# Forms that contradict each other, and slips

DID_YOU_MEAN = [
    ("recommend --use prnt", "print"),
    ("recommend --use PRINTT", "print"),
    ("recommend --for instagram-stroy", "instagram-story"),
    ("recommend --for A33", "a3"),
    ("recommend --model nano-banan", "nano-banana"),
    ("table --model gemini-nano-banana-2", "gemini-nano-banana-2.1"),
    ("deliverables instagrm-story", "instagram-story"),
    ("recommend --pritn", "--print"),
    ("recommend --landscap", "--landscape"),
    ("table --modle x", "--model"),
    ("recomend", "recommend"),
    ("deliverable", "deliverables"),
    ("recommend -o jsn", "json"),
    ("deliverables -o jsonll", "jsonl"),
    ("recommend --get tir", "tier"),
    ("recommend --get request.image-size", "image_size"),
    ("recommend --get tiers.0.pixel", "pixels"),
]


@pytest.mark.parametrize(("arguments", "meant"), DID_YOU_MEAN)
def test_did_you_mean(arguments: str, meant: str) -> None:
    result = ask(*arguments.split())
    assert (result.code, result.out) == (2, "")
    assert re.search(rf"did you mean '?{re.escape(meant)}\b", result.err, re.IGNORECASE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--json -o csv", "--json and --output cannot be combined"),
        ("--json --get tier", "--get and --json cannot be combined"),
        ("-o table --get tier", "--get and --output cannot be combined"),
        ("-o json --get tier", "--get and --output cannot be combined"),
        ("--json -o table", "--json and --output cannot be combined"),
        ("-o yaml", "known: table, json, "),
        ("-o jsonl", "there is no output format 'jsonl'"),
        ("--get tiers.9", "say a number from 0 to 2"),
        ("--get tiers.-1", "say a number from 0 to 2"),
        ("--get tiers.x", "say a number from 0 to 2"),
        ("--get warnings.0", "the list is empty"),
        ("--get tier.x", "the value before it has no fields"),
        ("--get need.kind", "the value before it has no fields"),
        ("--get xyzzy", "known: schema, status"),
        ("--get tier.", "there is no field ''"),
        (f"--get tiers.{'1' * 5000}", "say a number from 0 to 2"),
        ("--get tiers.٢", "say a number from 0 to 2"),
        ("--size 8.5x11", "try 8.5x11mm, 8.5x11cm or 8.5x11in"),
        ("--ppi 300", "this needs a target"),
        ("--for a3 --pixels 3x3", "--for and --pixels cannot be combined"),
        ("--for a3 --dpr 2", "a print has no device pixel ratio"),
        ("--pixels 3x3 --bleed 3mm", "this applies to prints only"),
        ("--for a3 --landscape --portrait", "--landscape and --portrait cannot be combined"),
        ("--for a3 --bleed nan", "is not a length"),
        ("--max-price 1_0", "is not a price"),
        ("--aspect 7:5", "nearest: "),
        ("--for", "--for"),  # in the words of the option parser
        ("a3", "unexpected argument 'a3' for `recommend`"),
        ("--presets /no/such/file", "/no/such/file: cannot read the presets file"),
    ],
)
def test_a_wrong_question(arguments: str, words: str) -> None:
    result = ask("recommend", *arguments.split())
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_every_fault_is_told_at_once() -> None:
    result = ask("recommend", "--use", "x", "--for", "y", "--model", "z", "--ppi", "q", "--keep", "0")
    assert result.code == 2
    lines = result.err.splitlines()
    assert all(line.startswith("resadvise: --") for line in lines)
    assert {line.split()[1] for line in lines} == {"--use:", "--for:", "--model:", "--ppi:", "--keep:"}


@pytest.mark.parametrize("form", [["--json"], ["-o", "json"], ["-ojson"], ["--output", "json"], ["--output=json"]])
@pytest.mark.parametrize("slip", [["--use", "prnt"], ["--nope"], ["extra"], ["--get", "x"]])
def test_an_error_is_json_where_json_was_asked_for(form: list[str], slip: list[str]) -> None:
    result = ask("recommend", *slip, *form)
    assert (result.code, result.out) == (2, "")
    data = json.loads(result.err)
    assert data["schema"] == "resadvise/error/1"
    assert data["error"] == data["errors"][0]


def test_an_error_names_code_place_and_hint() -> None:
    error = json.loads(execute("recommend", "--use", "prnt", "--json").err)["error"]
    assert error == {
        "code": "unknown-use",
        "message": "there is no use 'prnt'",
        "where": "--use",
        "hint": "did you mean print?",
    }


# Help and version


def test_version_is_one_line() -> None:
    for option in ("--version", "-V"):
        assert ask(option) == (0, f"resadvise {__version__}\n", "")
    assert execute("--version") == (0, f"resadvise {__version__}\n", "")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_there_and_shows_examples_first(command: str) -> None:
    long, short = (ask(*command.split(), option) for option in ("--help", "-h"))
    assert (long.code, long.err) == (0, "")
    assert long == short
    assert long.out.index("Examples:") < long.out.index("-h, --help")
    assert long.out.isascii()


def _examples() -> list[str]:
    found = []
    for command in ("", *COMMANDS):
        shown = ask(*command.split(), "--help").out.partition("Examples:\n")[2].partition("\n\n")[0]
        found += [re.sub(r"^\w+=\$\((.*)\)$", r"\1", line.strip()) for line in shown.splitlines()]
    return found


def test_every_example_runs(images: Path) -> None:
    examples = _examples()
    assert len(examples) >= 2 * len(COMMANDS)
    for example in examples:
        program, *arguments = example.split()
        if "*" in example:  # the shell's part of an example is tried with the program's own, on one of its names
            program, arguments = "resadvise", ["check", str(images / "hero.png"), "-o", "github"]
        result = ask(*arguments)
        assert program == "resadvise"
        assert result.code in (0, 1), example
        assert result.err == "" or "--get" in arguments or arguments[0] == "batch"
        assert result.out or arguments[0] in ("check", "batch"), example


def test_every_option_has_a_long_form_and_its_words() -> None:
    for command in COMMANDS:
        options = ask(command, "--help", COLUMNS="100").out.partition("-h, --help")[0]
        for line in options.splitlines():
            if re.match(r"  -", line):
                assert re.match(r"  (-\w, )?--[a-z]", line)


def test_help_shows_every_use_under_its_group() -> None:
    groups = _flags_by_group(ask("recommend", "--help").out)
    shown = {name: group for group, flags in groups.items() for name in flags}
    assert shown == {
        f"--{name}": use.group for use in shipped_facts().uses.values() for name in (use.name, *use.aliases)
    }


def _flags_by_group(text: str) -> dict[str, list[str]]:
    """Return the flags of the uses as help lists them, by group; a group may take several lines."""
    section = text.partition("What is it for?\n")[2].partition("  --use NAME")[0]
    groups = re.findall(r"^  (\w.*?)  +(--.*(?:\n   .*)*)", section, re.MULTILINE)
    return {group: re.findall(r"--[\w-]+", flags) for group, flags in groups}


def test_every_command_is_listed_under_one_heading() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(HELP)


def test_help_of_recommend_fits_two_screens() -> None:
    assert len(ask("recommend", "--help", COLUMNS="80").out.splitlines()) <= 60


def test_every_word_of_a_brief_has_its_option() -> None:
    options = ask("recommend", "--help").out
    for option in OPTION.values():
        assert re.search(rf"^  {option}\b", options, re.MULTILINE), option


# Completion


def _completed(line: str, **more: str) -> list[str]:
    words = {"_RESADVISE_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    result = execute(env={**words, **more})
    assert (result.code, result.err) == (0, "")
    return result.out.splitlines()


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("resadvise re", ["recommend"]),
        ("resadvise recommend --po", ["--portrait"]),
        ("resadvise recommend --use retin", ["retina"]),
        ("resadvise recommend --for instagram-st", ["instagram-story"]),
        ("resadvise recommend --model nano-banana-p", ["nano-banana-pro"]),
    ],
)
def test_completion(line: str, known: list[str]) -> None:
    assert _completed(line) == known


# Data alone adds a use


def test_a_use_added_to_the_data_has_flag_help_completion_and_rule(tmp_path: Path) -> None:
    for name in ("src", "data", "pyproject.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    presets = tmp_path / "data" / "presets.yaml"
    facts = presets.read_text(encoding="utf-8")
    use = (
        "uses:\n"
        "  poster-wall:\n"
        "    {group: Business, tier: 4K, kind: needs, what: a wall of posters, why: Walls are large.,\n"
        "     source: a test, as_of: 2026-11-22}\n"
    )
    presets.write_text(facts.replace("uses:\n", use, 1), encoding="utf-8")
    more = {"PYTHONPATH": environment()["PYTHONPATH"]}
    more["PYTHONPATH"] = f"{tmp_path / 'src'}{':' if sys.platform != 'win32' else ';'}{more['PYTHONPATH']}"
    assert execute("recommend", "--poster-wall", "--get", "tier", env=more) == (0, "4K\n", "")
    assert "--poster-wall" in _flags_by_group(execute("recommend", "--help", env=more).out)["Business"]
    assert _completed("resadvise recommend --po", **more) == ["--portrait", "--poster-wall"]
    assert _completed("resadvise recommend --use poster-w", **more) == ["poster-wall"]
    reasons = json.loads(execute("recommend", "--poster-wall", "--json", env=more).out)["reasons"]
    assert reasons[0] == {
        "code": "use.needs",
        "text": "poster-wall needs 4K: Walls are large.",
        "source": "a test",
    }
    assert "poster-wall" in execute("uses", env=more).out


def test_a_use_named_like_an_option_is_reached_by_its_name(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("uses: {size: {tier: 4K, kind: needs, why: It is large.}}", encoding="utf-8")
    assert ask("recommend", "--use", "size", "--get", "tier", "--presets", str(own)) == (0, "4K\n", "")


# The user's own file, as it shows in spreadsheets and in Markdown


def _own_uses(tmp_path: Path, what: str) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(f"uses: {{mine: {{tier: 1K, kind: needs, why: {json.dumps(what)}}}}}", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_disarmed_in_csv(formula: str, tmp_path: Path) -> None:
    out = ask("uses", "-o", "csv", "--presets", _own_uses(tmp_path, formula)).out
    assert "\r" not in out
    last = list(csv.DictReader(io.StringIO(out)))[-1]
    assert last["why"] == f"'{formula}".replace("\r", "\\r")


def test_csv_is_quoted_where_it_must_be(tmp_path: Path) -> None:
    text = 'one, "two"\nthree'
    out = execute("uses", "-o", "csv", "--presets", _own_uses(tmp_path, text)).out
    assert list(csv.DictReader(io.StringIO(out, newline="")))[-1]["why"] == text
    assert out.endswith("\n")
    assert "\r" not in out


def test_markdown_cells_stay_cells(tmp_path: Path) -> None:
    out = ask("uses", "-o", "md", "--presets", _own_uses(tmp_path, "a | b \\| <b>c</b>\nd")).out
    assert "| a \\| b \\\\\\| &lt;b>c&lt;/b>\\\\nd |" in out.splitlines()[-1]


def test_the_answer_says_whose_facts_it_rests_on(tmp_path: Path, facts: Catalog) -> None:
    path = _own_uses(tmp_path, "Because.")
    assert _json("uses")["facts"] == {"version": facts.version, "as_of": facts.as_of, "user_file": None}
    assert _json("uses", "--presets", path)["facts"]["user_file"] == path
