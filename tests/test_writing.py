"""Files that the program writes: whole or not at all, over nothing that is there, and with no draft left behind."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from resadvise.errors import QuestionError
from resadvise.writing import THERE, refuse_existing, write_new

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights and links")


def _refused(file: Path, *, replace: bool = False) -> tuple[str, str, str | None]:
    with pytest.raises(QuestionError) as caught:
        write_new(file, b"new", replace=replace)
    [fault] = caught.value.faults
    return fault.code, fault.message, fault.where


def test_a_file_is_written_into_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "new"
    write_new(file, b"\0new\n")
    assert file.read_bytes() == b"\0new\n"
    assert [each.name for each in file.parent.iterdir()] == ["new"]


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    file = tmp_path / "old"
    file.write_bytes(b"old")
    assert _refused(file) == ("file-exists", THERE, str(file))
    assert file.read_bytes() == b"old"
    write_new(file, b"new", replace=True)
    assert file.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


@posix
@pytest.mark.parametrize(("mask", "rights"), [(0o022, 0o644), (0o077, 0o600), (0, 0o644)])
@pytest.mark.parametrize("links", [True, False])
def test_the_rights_are_those_that_the_umask_leaves(
    mask: int, rights: int, links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.delattr(os, "link")
    before = os.umask(mask)
    try:
        write_new(tmp_path / "new", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == rights
    assert (tmp_path / "new").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


@posix
def test_a_link_that_leads_nowhere_is_there(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert _refused(link)[0] == "file-exists"
    with pytest.raises(QuestionError) as caught:
        refuse_existing(link, "it is there", "take another")
    assert [tuple(fault) for fault in caught.value.faults] == [
        ("file-exists", "it is there", str(link), "take another")
    ]
    refuse_existing(tmp_path / "nowhere", "it is there", "take another")


@pytest.mark.parametrize("name", ["file/new", "a\0b", "x" * 300])
@pytest.mark.parametrize("replace", [True, False])
def test_what_the_system_refuses_is_one_fault(name: str, replace: bool, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    code, message, where = _refused(tmp_path / name, replace=replace)
    assert (code, where) == ("unwritable-file", str(tmp_path / name))
    assert message.startswith("cannot be written: ")
    assert len(message) > len("cannot be written: ")
    assert "None" not in message
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
