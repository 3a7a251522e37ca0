"""The pages under docs/: their scripts run, their YAML is good, their Python is true."""

from __future__ import annotations

import doctest
import os
import re
import runpy
import stat
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from command import environment
from PIL import Image
from places import ROOT

from resadvise import load_facts
from resadvise.cli.commands import HELP

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted((ROOT / "docs").glob("*.md"))


def blocks(kind: str) -> list[tuple[str, str]]:
    """Return (page, text) of every fenced block of a kind."""
    pattern = re.compile(rf"^```{kind}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [(page.name, text) for page in PAGES for text in pattern.findall(page.read_text("utf-8"))]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a folder that holds a `resadvise` and a `python3` to put on the path."""
    folder = tmp_path_factory.mktemp("bin")
    for name, arguments in (("resadvise", '-m resadvise "$@"'), ("python3", '"$@"')):
        script = folder / name
        script.write_text(f"#!/bin/sh\nexec '{sys.executable}' {arguments}\n", "utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(folder)


def _bash(script: str, program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder that is also the home."""
    settings = environment(folder)
    settings["PATH"] = os.pathsep.join((program, settings["PATH"]))
    words = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(words, cwd=folder, env=settings, capture_output=True, text=True, check=False)


@pytest.fixture
def images(tmp_path: Path) -> None:
    """Put the files there that the pages name."""
    for name, mode in (("hero.png", "RGB"), ("logo.png", "RGBA"), ("renders/a.png", "RGB"), ("assets/b.png", "RGB")):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        Image.new(mode, (5504, 3072)).save(file, compress_level=1)
    subprocess.run("git init -q && git add .", shell=True, cwd=tmp_path, check=True)


@pytest.mark.parametrize(("page", "script"), blocks("sh"))
@pytest.mark.usefixtures("images")
def test_each_line_of_an_sh_block_gets_an_answer(page: str, script: str, program: str, tmp_path: Path) -> None:
    for line in script.splitlines():
        done = _bash(line, program, tmp_path)
        assert done.returncode in (0, 1), f"{page}: {line}: {done.stderr}"
        assert done.stdout or "-o github" in line  # there is nothing to annotate


def test_every_command_is_on_a_page() -> None:
    told = "".join(page.read_text("utf-8") for page in (*PAGES, ROOT / "README.md"))
    presets = [f"presets {name}" for name in ("path", "show", "init", "validate", "schema")]
    assert [name for name in (*HELP, *presets) if f"resadvise {name}" not in told] == []


@pytest.mark.parametrize(("page", "script"), blocks("bash"))
def test_a_bash_block_runs(page: str, script: str, program: str, tmp_path: Path) -> None:
    done = _bash(script, program, tmp_path)
    assert done.returncode == 0, f"{page}: {done.stderr}"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if ">>> " in page.read_text("utf-8")], ids=lambda page: page.name
)
@pytest.mark.usefixtures("images")
def test_the_python_of_a_page_is_true(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried
    assert failed == 0


def test_the_users_file_of_the_data_page_is_a_good_one(tmp_path: Path) -> None:
    [text] = [text for page, text in blocks("yaml") if page == "data.md"]
    file = tmp_path / "presets.yaml"
    file.write_text(text, "utf-8")
    facts = load_facts(str(file))
    assert {"house-model"} <= set(facts.models)
    assert {"window", "banner"} <= set(facts.deliverables)


def test_every_link_of_the_pages_leads_somewhere() -> None:
    for page in (*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_tree_of_the_house_names_every_module() -> None:
    _, tree, _ = GUIDE.split("```\n", 2)
    named, folder = set(), ""
    for line in tree.partition("src/resadvise/\n")[2].splitlines():
        if not line.startswith("  "):
            break
        if inner := re.match(r"  ([a-z]+/) ", line):
            folder = inner[1]
        else:
            named |= {folder + name for name in re.findall(r"\b[a-z_]+\.py\b", line)}
    package = ROOT / "src" / "resadvise"
    modules = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if "__" not in path.stem}
    assert named == {name for name in modules if not name.startswith("cli/commands/")}


def test_every_row_of_the_recipes_is_a_good_one(tmp_path: Path) -> None:
    rows = [textwrap.dedent(block) for block in re.findall(r"^ +```yaml\n(.*?)^ +```", GUIDE, re.DOTALL | re.MULTILINE)]
    sections = [text for text in rows if not text.startswith("-")]
    assert len(sections) == 4
    for text in sections:
        file = tmp_path / "presets.yaml"
        file.write_text(text, "utf-8")
        assert load_facts(str(file)).user_file == str(file)


def test_the_disagreements_on_the_page_are_those_of_the_facts() -> None:
    page = ROOT / "docs" / "wrong.md"
    written = runpy.run_path(str(ROOT / "tools" / "wrong.py"))["page"]
    text = page.read_text("utf-8")
    assert text == written(text), "run `just wrong`"
    assert text.count("\n- **") == sum(len(model.disagreements) for model in load_facts().models.values())
