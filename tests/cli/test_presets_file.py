"""Which presets file is in use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import typer

from resadvise.cli import presets_file
from resadvise.cli.presets_file import VARIABLE, default_presets_path, presets_path


@pytest.mark.parametrize(
    ("named", "variable", "found"),
    [
        ("mine.yaml", "other.yaml", "mine.yaml"),
        ("", "other.yaml", ""),
        ("none", "other.yaml", "none"),
        (None, "other.yaml", "other.yaml"),
        (None, "none", "none"),
        (None, "", "CONFIGURED"),
        (None, None, "CONFIGURED"),
    ],
)
def test_the_option_goes_before_the_variable_and_that_before_the_folder(
    named: str | None, variable: str | None, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert VARIABLE == "RESADVISE_PRESETS"  # users have it in their profiles
    monkeypatch.delenv("RESADVISE_PRESETS", raising=False)
    if variable is not None:
        monkeypatch.setenv("RESADVISE_PRESETS", variable)
    monkeypatch.setattr(presets_file, "_configured", lambda: "CONFIGURED")
    assert presets_path(named) == found


def test_a_file_of_the_config_folder_is_found_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    folder = tmp_path / "config"
    monkeypatch.setattr(typer, "get_app_dir", lambda name: str(folder / name))
    path = folder / "resadvise" / "presets.yaml"
    assert default_presets_path() == path
    assert presets_path(None) == "none"
    folder.write_text("a file in the place of the folder")
    assert presets_path(None) == "none"
    folder.unlink()
    path.parent.mkdir(parents=True)
    path.symlink_to(path)  # it is there, but nobody can read it: who reads it says why
    assert presets_path(None) == str(path)
    path.unlink()
    path.touch()
    assert presets_path(None) == str(path)


def test_a_relative_config_folder_is_that_of_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(typer, "get_app_dir", lambda name: f"relative/{name}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert default_presets_path() == tmp_path / ".config" / "resadvise" / "presets.yaml"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path.removeprefix("~/"))  # there is no home
    Path(".config/resadvise").mkdir(parents=True)
    Path(".config/resadvise/presets.yaml").touch()
    assert presets_path(None) == "none"
