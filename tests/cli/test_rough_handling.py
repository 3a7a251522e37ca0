"""The command where something is odd around it: a signal as it starts, closed streams, endless names and lists."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from command import PROGRAM, TIMEOUT, ask, environment, execute, execute_shell
from PIL import Image

from resadvise.cli.entry import wants_json

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, pipes and such descriptors are not there")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one image, which is the current one."""
    monkeypatch.chdir(tmp_path)
    Image.new("RGBA", (64, 48), (1, 2, 3, 4)).save("a.png")
    Image.new("RGB", (64, 48)).save("a.tif", compression="tiff_lzw")
    return tmp_path


# A signal at the start


@pytest.mark.parametrize(
    "module",
    ["typing", "resadvise.cli.entry", "typer", "resadvise.errors", "resadvise.cli.app", "resadvise.cli.commands.check"],
)
def test_an_interrupt_at_the_start_is_130_without_noise(module: str) -> None:
    code = (
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(name, *_):\n"
        f"        if name == {module!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "from resadvise.cli import main\n"
        "sys.meta_path.insert(0, Finder)\n"
        "main()\n"
    )
    assert execute("check", "a.png", program=(sys.executable, "-c", code)) == (130, "", "")


def test_an_interrupt_while_a_full_pipe_waits_is_130_without_noise(here: Path) -> None:
    code = (
        "import os, signal, threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(2), os.kill(os.getpid(), signal.SIGINT)), daemon=True).start()\n"
        "from resadvise.cli import main\n"
        "main()\n"
    )
    reader, writer = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", code, "check", *["missing" * 100] * 500, "-o", "csv"],
        stdout=writer, stderr=subprocess.PIPE, env=environment(), cwd=here, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    os.close(reader)
    os.close(writer)
    assert (done.returncode, done.stderr) == (130, b"")


# Streams that are closed


@pytest.mark.parametrize("closed", ["2>&-", "<&-", "<&- 2>&-"])
@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_a_closed_stream_is_no_place_for_a_file(closed: str, name: str, here: Path) -> None:
    for deep in ("", "--deep"):
        done = execute_shell(f"cd {here} && resadvise check {name} {deep} --get files.0.status {closed}")
        assert (done.code, done.out, done.err) == (0, "pass\n", "")


@pytest.mark.parametrize("command", ["batch - --format csv", "campaign -", "check -", "presets validate -"])
def test_a_closed_standard_input_is_one_error(command: str) -> None:
    done = execute_shell(f"resadvise {command} <&-")
    assert done.code == 2
    assert "standard input" in done.err or "standard input" in done.out
    assert "bug" not in done.err


# Lists


def test_a_list_of_line_feeds_takes_no_more_than_its_bytes(here: Path) -> None:
    (here / "list").write_bytes(b"\n" * 60_000_000 + b"a.png\r\n\r\n")
    done = subprocess.run(
        [*PROGRAM, "check", "--files-from", "list", "--get", "summary.passed"],
        capture_output=True, text=True, env=environment(), timeout=TIMEOUT, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (450 * 2**20, 450 * 2**20)),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_a_pipe_as_a_list_makes_nobody_wait(here: Path) -> None:
    os.mkfifo(here / "list")
    nobody = execute("check", "--files-from", "list")
    assert (nobody.code, nobody.err) == (
        2,
        "resadvise: no image was found (in folders only files with an image suffix, such as .png, are checked)\n",
    )
    writer = threading.Thread(target=lambda: (here / "list").write_bytes(b"a.png\n"))
    keep = os.open(here / "list", os.O_RDWR)  # or the writer and we might miss each other
    writer.start()
    writer.join()
    words = [*PROGRAM, "check", "--files-from", "list", "--get", "summary.passed"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment(), cwd=here) as reader:
        while reader.poll() is None and not _has_open(reader.pid, here / "list"):
            time.sleep(0.01)
        os.close(keep)
        assert reader.communicate(timeout=TIMEOUT)[0] == b"1\n"
    assert reader.returncode == 0


def _has_open(process: int, path: Path) -> bool:
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            if descriptor.readlink() == path:
                return True
    return False


def test_what_another_program_prints_is_a_list(here: Path) -> None:
    done = execute_shell(f"cd {here} && resadvise check --files-from <(sleep 0.3; echo a.png) --get summary.passed")
    assert done == (0, "1\n", "")


def test_what_cannot_be_a_list(here: Path) -> None:
    (here / "folder").mkdir()
    assert "folder: cannot read the list of files: Is a directory" in ask("check", "--files-from", "folder").err
    assert "No such file" in ask("check", "--files-from", "missing").err


# Words without end


@pytest.mark.parametrize(
    "arguments",
    [["check", "x.png", "--files-from", "n" * 100_000], ["recommend", "--for", "n" * 100_000], ["n" * 100_000]],
    ids=["file", "target", "command"],
)
def test_an_endless_word_is_told_by_its_ends(arguments: list[str], here: Path) -> None:  # noqa: ARG001 - files lie there
    told = ask(*arguments)
    assert (told.code, told.out) == (2, "")
    assert len(told.err) < 3000
    assert "nnn … nnn" in told.err
    as_json = ask(*arguments, "--json").err
    assert len(as_json) < 6000
    assert " … " in json.dumps(json.loads(as_json), ensure_ascii=False)


def test_a_message_of_usual_length_is_told_whole() -> None:
    name = "n" * 400
    assert f"'{name}'" in ask("recommend", "--for", name).err


# Errors as JSON


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--json"], True),
        (["check", "-o", "jsonl", "x"], True),
        (["check", "--output=json"], True),
        (["check", "-ojson"], True),
        (["check", "--", "--json"], False),
        (["check", "--json", "--", "x"], True),
        (["check", "-o", "csv", "--", "-o", "json"], False),
        (["check", "-o"], False),
    ],
)
def test_what_follows_two_dashes_is_no_option(arguments: list[str], wanted: bool) -> None:
    assert wants_json(arguments) is wanted


def test_a_file_may_be_called_like_an_option() -> None:
    assert ask("check", "--", "--json", "missing").err == "resadvise: 2 named files could not be read\n"
