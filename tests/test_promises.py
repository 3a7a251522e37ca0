"""What docs/security.md and the README promise of every command: no connection, no other program, nothing written."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from command import execute
from places import IMAGES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

# Python tells a hook of what reaches out of the process; see the table of audit events in its documentation.
WATCH = """
import os, sys
reached = []
def watch(event, values):
    if event.startswith(("socket.", "subprocess.", "urllib.", "http.", "ftplib.", "smtplib.", "ctypes.")) or event in (
        "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "webbrowser.open", "pty.spawn",
        "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
        "os.chown", "os.utime", "tempfile.mkstemp", "tempfile.mkdtemp", "shutil.move", "shutil.copyfile",
    ):
        reached.append((event, *map(str, values)))
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    if event == "open" and isinstance(values[2], int) and values[2] & writing and values[0] != os.devnull:
        reached.append((event, str(values[0])))
from resadvise.cli.entry import run
sys.addaudithook(watch)
code = run(sys.argv[1:])
os.write(2, "".join(f"{each}\\n" for each in reached).encode())
raise SystemExit(code)
"""
COMMANDS = {
    "--help": 0,
    "--version": 0,
    "recommend --print --crop": 0,
    "recommend --for a3 --ppi 300 --json": 1,
    "recommend --use prnt": 2,
    "recommend --print -o csv": 0,
    "plan --print --drafts 20 --finals 3 -o md": 0,
    "campaign a3 og-image": 0,
    "campaign a3 og-image --budget 0.01 --json": 1,
    "table": 0,
    "uses": 0,
    "models --json": 0,
    "deliverables": 0,
    "schema advice": 0,
    "explain size.short": 0,
    "skill": 0,
    "facts": 0,
    "presets path": 0,
    "presets show": 0,
    f"check {IMAGES / 'png'} {IMAGES / 'jpeg'} --transparent --deep": 1,
    "check -r {folder}": 0,
    f"check {IMAGES / 'eps'}": 2,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of so many images that more than one process looks at them."""
    place = tmp_path_factory.mktemp("images")
    for number in range(100):
        (place / f"{number}.png").write_bytes((IMAGES / "png").read_bytes())
    return place


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_reaches_for_nothing_outside(line: str, tmp_path: Path, folder: Path) -> None:
    result = execute(
        *line.format(folder=folder).split(),
        program=(sys.executable, "-B", "-c", WATCH),
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
    )
    assert result.code == COMMANDS[line]
    assert [text for text in result.err.splitlines() if text.startswith("(")] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("statement", ["import socket; socket.socket()", "open('x', 'w')", "import os; os.mkdir('d')"])
def test_the_watch_sees(statement: str, tmp_path: Path) -> None:
    code = WATCH.replace("code = run(sys.argv[1:])", f"{statement}; code = 0")
    result = execute(program=(sys.executable, "-B", "-c", code), cwd=tmp_path)
    assert result.err.startswith("(")


def test_no_file_of_ours_hides_anything() -> None:
    """No mark that changes the direction of text, and no invisible one, in any file that is kept: write its escape."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if name.startswith("fuzz/corpus/"):
            continue
        text = (ROOT / name).read_text(encoding="utf-8")
        odd = {
            char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Co", "Zl", "Zp") and char not in "\n\t"
        }
        assert odd == set(), f"{name}: {odd}"
