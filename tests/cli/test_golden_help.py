"""The help of every command, and what is said of slips, word for word: tests/golden/help and tests/golden/slips."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from command import ask
from golden import held
from places import GOLDEN

from resadvise.cli import entry
from resadvise.cli.commands import HELP
from resadvise.cli.entry import report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from resadvise.errors import Fault

INNER = {"facts": ("diff",), "presets": ("path", "show", "init", "validate", "schema")}
PAGES = ["", *HELP, *(f"{group} {name}" for group, names in INNER.items() for name in names)]


def _name(command: str) -> str:
    return command.replace(" ", "-") or "resadvise"


@pytest.mark.parametrize("command", PAGES)
def test_a_page_of_help(command: str) -> None:
    held(f"help/{_name(command)}.txt", ask(*command.split(), "--help", COLUMNS="100").out)


# Command lines that cannot be answered, by what is wrong with them.
SLIPS = {
    "program": [
        "", "--nope", "--print", "--for a3", "--pritn", "--use print", "recomend", "a3", "A33", "print", "zoom",
        "help", "version", "list", "ls", "search", "targets", "nope", "instagram", "banana", "-x", "--version extra",
        "--json", "-- recommend",
    ],
    "options": [
        "recommend --pritn", "recommend --nope", "recommend --for", "recommend --json=1", "recommend --print=yes",
        "recommend --dpi 300", "recommend --width 300", "recommend --height 300", "recommend --format json",
        "recommend --csv", "recommend --md", "recommend --table", "recommend --deliverable a3", "recommend --target a3",
        "recommend --instagram", "recommend --a3", "recommend --iso-a3", "recommend --for a3 --for a4",
        "recommend --size 3x3cm --for a3 --for=a4", "plan --pixels 3x3 --pixels 4x4", "check x.png --for a3 --for a4",
        "table --modle x", "uses --nope", "check --csv", "uses -o",
        "presets --nope", "presets show --al", "mcp --json", "compare --model x",
    ],
    "arguments": [
        "recommend a3", "recommend print", "recommend zoom", "recommend help", "recommend version", "recommend a 3",
        "recommend 'a 3'", "recommend instagram", "recommend hello world", "recommend print crop",
        "recommend business card us", "recommend youtube thumbnail", "plan 3",
        "plan a3", "table nano-banana", "uses print", "uses nope", "models a3", "presets shw",
        "presets list", "presets help", "presets path x", "presets print", "facts diff a b c", "facts nope",
        "facts --get x diff a", "schema a b", "mcp x", "check",
    ],
    "forms": [
        "recommend -o jsn", "recommend -o jsonl", "recommend -o yaml", "deliverables -o jsnl", "check x.png -o githb",
        "check x.png -o html", "recommend --json -o csv", "recommend --json --get tier", "recommend --get tir",
        "recommend -o table --get tier", "recommend -o json --get tier", "recommend --get tiers.9",
        "recommend --get warnings.0", "recommend --get tier.x", "recommend --get tiers[0].pixels",
        "recommend --get xyzzy", "recommend --get tier,nope", "recommend --get tier.", "schema advice -o csv",
        "schema -o html", "facts -o csv", "models -o html", "uses --get uses.x", "plan -o yaml",
        "compare -o yaml", "campaign -o yaml a3", "explain -o yaml", "presets path -o yaml", "table -o yaml",
        "presets show -o yaml", "presets init -o yaml", "presets validate -o yaml", "facts diff -o yaml a",
        "skill -o yaml",
        # a wrong format is refused before anything else
        "recommend --for nope -o html", "plan --drafts x -o html", "compare --provider nope -o html",
        "campaign nope -o html", "check none.png --presets none.yaml -o html", "deliverables nope -o html",
        "explain nope -o html", "facts --presets none.yaml -o html", "facts diff none.json -o html",
        "presets show nope -o html", "presets init . -o html", "presets validate none.yaml -o html",
        "deliverables -o html",
    ],
    "files": [
        "check", "check none.png", "check --null x.png", "check --manifest jobs.csv x.png",
        "check --manifest jobs.csv --files-from names", "check --manifest none.csv", "check --files-from none",
        "check - -", "check - --presets -", "check --manifest - --files-from -", "check empty", "check -r empty",
        "check -0 --files-from names0", "check -r damaged", "check -r mixed", "check -r mixed -o md",
        "check --manifest jobs.csv --expect 9K", "check --manifest bad.csv", "check --manifest jobs.csv --json",
        "check x.png --expect 5x", "check x.png --color-mode blue", "check x.png --max-cut -1%", "check x.png --use x",
        "batch jobs.csv",
        "batch", "batch - --presets -", "batch none.csv", "batch jobs.csv --map width", "batch jobs.csv --map =b",
        "batch jobs.csv --map a=", "batch jobs.csv --format xml", "batch jobs.txt",
        "batch asks.csv --fail-fast", "batch asks.csv", "batch asks.csv --prefix tier",
        "campaign", "campaign none.yaml", "campaign a3 none.yaml", "campaign - --presets -", "campaign a3 nope",
        "campaign targets.yaml", "campaign model.yaml", "campaign model.yaml --model nopes",
         "campaign targets.yaml --budget 9", "campaign a3 --max-cut 0",
        "campaign a3 --drafts x",
        "facts diff", "facts diff none.json", "facts diff jobs.csv",
        "recommend --presets none.yaml", "recommend --for a3 --guide .", "recommend --print --guide x.svg",
        "recommend --for a3 --guide -", "campaign a3 --guide jobs.csv", "presets validate", "presets validate jobs.csv",
        "presets init jobs.csv", "presets show nope", "presets show tier", "presets show tiers.4k",
    ],
    "names": [
        "deliverables nope", "deliverables instagrm", "schema nope", "schema advise", "schema recommend --get x",
        "explain nope", "explain size.shrt near", "table --model nope", "table --model nano-banan",
        "compare --provider nope", "compare --provider googl", "recommend --use prnt --for a33 --model x --quality y",
        "recommend --quality x --model gpt-image-2", "plan --drafts 0", "plan --finals 2 --drafts 1", "plan --budget x",
        "deliverables a3 --model nope",
    ],
}  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the files lie that the command lines name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "names0").write_text("mixed/a.gif\0mixed/a\nb.gif\0")
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "a.gif").write_bytes(b"GIF89a\x40\0\x40\0\0\0\0,\0\0\0\0\x40\0\x40\0\0\2\0;")
    (tmp_path / "mixed" / "b.psd").write_bytes(b"8BPS")
    (tmp_path / "jobs.csv").write_text("file,pixels,nope\nx.png,3x3,1\n")
    (tmp_path / "jobs.txt").write_text("")
    (tmp_path / "bad.csv").write_text("file,expect,pixels\n,4K,\nx.png,9K,\nx.png,4K,3y3\n-,4K,\n")
    (tmp_path / "asks.csv").write_text("for\na3\nnope\nnopes\na4\n")
    (tmp_path / "targets.yaml").write_text("targets: [a3]\nbudget: x\n")
    (tmp_path / "model.yaml").write_text("targets: [a3]\nmodel: nope\n")
    return tmp_path


@pytest.mark.parametrize("kind", SLIPS)
@pytest.mark.usefixtures("here")
def test_what_is_said_of_a_slip(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[str] = []

    def noting(faults: Sequence[Fault], *, as_json: bool) -> None:
        codes.extend(fault.code for fault in faults)
        report(faults, as_json=as_json)

    monkeypatch.setattr(entry, "report", noting)
    told = []
    for line in SLIPS[kind]:
        codes.clear()
        result = ask(*shlex.split(line))
        told.append(f"$ resadvise {line}".rstrip() + f"\n{result.out}{result.err}")
        told.append(" ".join(["exit code", str(result.code), *codes]) + "\n\n")
    held(f"slips/{kind}.txt", "".join(told))


def test_none_is_left_over() -> None:
    assert {path.stem for path in (GOLDEN / "help").iterdir()} == set(map(_name, PAGES))
    assert {path.stem for path in (GOLDEN / "slips").iterdir()} == set(SLIPS)
