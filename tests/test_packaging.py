"""The same facts in a checkout, an editable install, a wheel, and a wheel made from the sdist."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from places import ROOT

PACKED = ("src", "data", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md",
          "constraints.txt", "justfile", "tests", "docs", "benchmarks", "fuzz", "tools", "skills")  # fmt: skip


def run(*command: str | Path, cwd: Path, path: str = "") -> str:
    """Run a command that must succeed, with nothing on its import path but what is named and our dependencies."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "RESADVISE"))}
    environment |= {"XDG_CONFIG_HOME": str(cwd / "no-config"), "PYTHONPATH": path}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the files that a release is made from."""
    copy = tmp_path_factory.mktemp("checkout")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in PACKED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=ignore)
        else:
            shutil.copy(source, copy / name)
    return copy


def build(checkout: Path, out: Path, *what: str) -> Path:
    """Build with what is installed here; the build back end is a development dependency."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, *what, cwd=checkout, path=dependencies())
    [built] = out.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, tmp_path_factory.mktemp("wheel"), "--wheel")


@pytest.fixture(scope="module")
def wheel_from_sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    sdist = build(checkout, tmp_path_factory.mktemp("sdist"), "--sdist")
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:  # 3.11.2 knows no filter yet, and later ones ask for one
        if hasattr(tarfile, "data_filter"):
            archive.extractall(unpacked, filter="data")
        else:
            archive.extractall(unpacked)  # our own archive
    [source] = unpacked.iterdir()
    return build(source, tmp_path_factory.mktemp("wheel-from-sdist"), "--wheel")


def dependencies() -> str:
    """Return the folder in which our dependencies are installed, without this checkout."""
    import yaml

    return str(Path(yaml.__file__).parent.parent)


def answer_of(path: str, cwd: Path) -> str:
    return run(sys.executable, "-m", "resadvise", "recommend", "--for", "a3", "--json", cwd=cwd, path=path)


def unpack(wheel: Path, to: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(to)
    return os.pathsep.join((str(to), dependencies()))


def test_all_four_forms_give_the_same_answer(
    checkout: Path, wheel: Path, wheel_from_sdist: Path, tmp_path: Path
) -> None:
    from_checkout = answer_of(os.pathsep.join((str(checkout / "src"), dependencies())), tmp_path)
    assert json.loads(from_checkout)["tier"] == "4K"
    assert answer_of(unpack(wheel, tmp_path / "wheel"), tmp_path) == from_checkout
    assert answer_of(unpack(wheel_from_sdist, tmp_path / "sdist"), tmp_path) == from_checkout
    assert answer_of(os.pathsep.join((str(wheel), dependencies())), tmp_path) == from_checkout  # from inside the zip


def test_the_wheel_carries_the_compiled_facts_and_no_yaml(wheel: Path, wheel_from_sdist: Path) -> None:
    for built in (wheel, wheel_from_sdist):
        names = zipfile.ZipFile(built).namelist()
        assert "resadvise/data/facts.json" in names
        assert "resadvise/py.typed" in names
        assert "resadvise/.agents/skills/resadvise/SKILL.md" in names
        assert any(name.endswith("licenses/LICENSE") for name in names)
        assert not [name for name in names if name.endswith(".yaml") or "test" in name]


def test_the_compiled_facts_equal_the_yaml(wheel: Path) -> None:
    from resadvise.facts.load import read_yaml_facts

    compiled = json.loads(zipfile.ZipFile(wheel).read("resadvise/data/facts.json"))
    assert compiled == read_yaml_facts(ROOT / "data")


def test_two_builds_give_the_same_bytes(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    assert build(checkout, tmp_path, "--wheel").read_bytes() == wheel.read_bytes()


def test_an_editable_install_sees_an_edit_of_the_yaml(checkout: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    python = environment / "bin" / "python"
    install = ("install", "--no-deps", "--no-build-isolation", "--editable")
    run(sys.executable, "-m", "pip", "--python", python, *install, checkout, cwd=tmp_path, path=dependencies())
    command = (environment / "bin" / "resadvise", "table", "--get", "tiers.2.seconds_max")
    assert run(*command, cwd=tmp_path, path=dependencies()) == "30\n"
    presets = checkout / "data" / "presets.yaml"
    before = presets.read_text("utf-8")
    presets.write_text(before.replace("seconds: [20, 30]", "seconds: [20, 31]"), "utf-8")
    try:
        assert run(*command, cwd=tmp_path, path=dependencies()) == "31\n"
    finally:
        presets.write_text(before, "utf-8")


def test_broken_facts_stop_the_build_with_the_place(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    presets = copy / "data" / "presets.yaml"
    presets.write_text(presets.read_text("utf-8").replace("kind: needs", "kind: wants", 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path / "out", copy],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": dependencies()},
    )
    assert done.returncode != 0
    assert "presets.yaml:" in done.stdout + done.stderr
    assert "'wants'" in done.stdout + done.stderr
