"""The processes that share the work: none outlives its parent, the work goes on without them, each has its limits."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from command import PROGRAM, TIMEOUT, ask, environment, execute_shell
from PIL import Image
from processes import children, none_left, wait_until

from resadvise.checks import run
from resadvise.images import workers
from resadvise.images.formats import ProbeError
from resadvise.images.workers import Grant, map_in_processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from resadvise.images.files import Found

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="no processes are forked there")
AMPLE = Grant(60)
DECODING = Grant(60, always=True)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two processes share whatever there is."""
    monkeypatch.setattr(workers, "_how_many", lambda _: 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of 600 images, whose answers are more than a pipe holds."""
    place = tmp_path_factory.mktemp("many")
    Image.new("RGB", (64, 48)).save(place / "000.png")
    for number in range(1, 600):
        os.link(place / "000.png", place / f"{number:03}.png")
    return place


def lost(_: int, killed_by: int) -> int:
    return -killed_by


@contextlib.contextmanager
def running(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], set[int]]]:
    """Start a check whose answers nobody reads yet; hand out the process, and those that it has started."""
    with subprocess.Popen(
        [*PROGRAM, "check", "-r", ".", "-o", "jsonl", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=folder,
    ) as process:  # fmt: skip
        try:
            started = wait_until(lambda: process.poll() is None and children(process.pid))
            assert started
            yield process, started
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("arguments", [[], ["--deep"]])
def test_none_is_left_when_the_parent_is_ended(number: int, arguments: list[str], folder: Path) -> None:
    with running(folder, *arguments) as (process, started):
        process.send_signal(number)
        process.communicate(timeout=TIMEOUT)  # nobody else holds its pipes open
        assert none_left(started)


@pytest.mark.parametrize("arguments", [[], ["--deep"]])
def test_none_is_left_when_the_reader_goes_away(arguments: list[str], folder: Path) -> None:
    with running(folder, *arguments) as (process, started):
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=TIMEOUT) == -signal.SIGPIPE
        assert none_left(started)


def test_head_leaves_none(folder: Path) -> None:
    assert execute_shell(f"cd {folder} && resadvise check -r . -o jsonl | head -1").code == 141


@pytest.mark.parametrize("pending", [0, 50_000])
def test_none_is_left_in_the_middle_of_its_work(pending: int) -> None:
    """Neither while it works, nor while its answers fill the pipe."""
    code = (
        "import sys, time\n"
        "from resadvise.images.workers import Grant, map_in_processes\n"
        f"def work(number): return (bytes({pending}) or time.sleep(600))\n"
        "for _ in map_in_processes(iter(range(200)), work, print, Grant(60, always=True)): time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], env=environment()) as process:
        started = wait_until(lambda: children(process.pid))
        time.sleep(0.3)
        process.kill()
    assert started
    assert none_left(started)


@pytest.mark.parametrize(("count", "forked"), [(workers.FEWEST, False), (workers.FEWEST + 1, True)])
def test_a_few_items_start_no_process(count: int, forked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    here = os.getpid()
    found = set(map_in_processes(iter(range(count)), lambda _: os.getpid(), lost, AMPLE))
    assert (len(found - {here}) == 2) == forked
    assert forked or found == {here}


@pytest.mark.usefixtures("two")
def test_who_stops_asking_waits_for_no_decoder() -> None:
    def deaf(number: int) -> int:
        if number > 1:
            ctypes.PyDLL(None).sleep(600)  # C code that lets no thread run
        return number

    answers = map_in_processes(iter(range(100)), deaf, lost, DECODING)
    assert next(answers) == 0
    begun = time.monotonic()
    answers.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < TIMEOUT
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("interrupted", [1, 2])
def test_an_interrupt_between_two_forks_leaves_none(interrupted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    forks, real = iter(range(1, 10)), os.fork

    def fork() -> int:
        if next(forks) == interrupted:
            raise KeyboardInterrupt
        return real()

    monkeypatch.setattr(os, "fork", fork)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    with pytest.raises(KeyboardInterrupt):
        list(map_in_processes(iter(range(200)), int, lost, AMPLE))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


@pytest.mark.usefixtures("two")
def test_an_interrupt_reaches_the_parent_alone() -> None:
    """Ctrl-C is sent to all of them; the work ends only because the parent says so."""

    def work(number: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return number

    assert list(map_in_processes(iter(range(9)), work, lost, DECODING)) == list(range(9))


@pytest.mark.usefixtures("two")
def test_without_room_to_start_again_this_process_does_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    forks, real, parent = iter(range(10)), os.fork, os.getpid()

    def fork() -> int:
        if next(forks) < 2:
            return real()
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    def work(number: int) -> int:
        if number == 100 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    monkeypatch.setattr(os, "fork", fork)
    assert list(map_in_processes(iter(range(300)), work, lost, AMPLE)) == list(range(300))


def test_who_starts_us_may_ignore_how_children_end(folder: Path) -> None:
    done = execute_shell(f"trap '' CHLD; cd {folder}; resadvise check -r . --get summary.passed; "
                         "resadvise check -r . --deep --get summary.passed")  # fmt: skip
    assert (done.code, done.out, done.err) == (0, "600\n600\n", "")


@pytest.mark.usefixtures("two")
def test_an_unknown_end_is_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(child: int, options: int) -> tuple[int, int]:
        real(child, options)
        raise ChildProcessError

    def work(number: int) -> int:
        if number == 3:
            os._exit(1)
        return number

    real = os.waitpid
    monkeypatch.setattr(os, "waitpid", unknown)
    assert list(map_in_processes(iter(range(5)), work, lost, DECODING)) == [0, 1, 2, -signal.SIGKILL, 4]


# Limits


def busy(number: int) -> int:
    while number == 2:
        pass
    return number


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("items", [[2], [1, 2, 3], [*range(200)]])
def test_the_system_ends_what_takes_too_long(items: list[int]) -> None:
    before = time.process_time() + sum(os.times()[2:4])
    grant = Grant(0.3, always=len(items) < 100)
    found = list(map_in_processes(iter(items), busy, lost, grant))
    assert found == [-signal.SIGPROF if number == 2 else number for number in items]
    assert time.process_time() + sum(os.times()[2:4]) - before < 3


def test_each_item_has_the_whole_time() -> None:
    def work(number: int) -> int:
        end = time.process_time() + 0.1
        while time.process_time() < end:
            pass
        return number

    assert list(map_in_processes(iter(range(5)), work, lost, Grant(0.3, always=True))) == list(range(5))


def test_the_memory_of_a_process_ends_and_ours_does_not() -> None:
    def work(number: int) -> str:
        try:
            return str(len(bytes(number)))
        except MemoryError:
            return "no room"

    large = 3 * 2**30
    assert list(map_in_processes(iter([9, large]), work, lost, Grant(60, 2**30, always=True))) == ["9", "no room"]


@pytest.mark.parametrize(("limit", "granted"), [(2**30, 2**30), (2**32, 2**31)])
def test_the_stricter_of_two_limits_holds(limit: int, granted: int) -> None:
    code = (
        "import resource\n"
        "from resadvise.images.workers import Grant, map_in_processes\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))\n"
        "grant = Grant(9, 2**31, always=True)\n"
        "print(*map_in_processes(iter([1]), lambda _: resource.getrlimit(resource.RLIMIT_AS), str, grant))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert done.stdout == f"({granted}, {limit})\n"


def scans(count: int, side: int) -> bytes:
    """Return a progressive JPEG of so many scans that hold nothing, each of which a decoder goes through in full."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG", progressive=True)
    data = stream.getvalue()
    frame, scan = data.index(b"\xff\xc2"), data.index(b"\xff\xda")
    sides = side.to_bytes(2) * 2
    head = data[: frame + 5] + sides + data[frame + 9 : scan]
    return head + data[scan : scan + 2 + int.from_bytes(data[scan + 2 : scan + 4])] * count + b"\xff\xd9"


@pytest.mark.parametrize("count", [1, 70])
def test_a_small_file_of_many_scans_is_given_up(count: int, tmp_path: Path) -> None:
    (tmp_path / "scans.jpg").write_bytes(scans(3000, 4000))
    for number in range(1, count):
        Image.new("RGB", (8, 8)).save(tmp_path / f"{number}.jpg")
    code = (
        "import sys, resadvise.checks.run as run\n"
        "run._GRANTS[True] = run._GRANTS[True]._replace(seconds=0.5)\n"
        "from resadvise.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "-r", ".", "--deep", "-o", "github"],
        capture_output=True, text=True, env=environment(), cwd=tmp_path, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "::error file=scans.jpg,title=slow::The file was given up: "
        "reading it takes more work than any real image needs."
    ]  # fmt: skip
    assert done.returncode == 1


def end_by(number: int) -> None:
    if number:
        signal.raise_signal(signal.SIGKILL)


@pytest.mark.parametrize(
    ("end", "code", "words"),
    [(busy, "slow", "more work than any real image"), (end_by, "broken", "crashed the process that read it")],
)
def test_how_a_lost_file_is_told(
    end: Callable[[int], object], code: str, words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(found: Found, **_: bool) -> None:
        end(2 if found.path.endswith("001.png") else 0)
        raise ProbeError("unreadable", "is not read here")

    monkeypatch.setitem(run._GRANTS, True, Grant(0.3, always=True))
    monkeypatch.setattr(run, "read_image", read)
    names = [str(folder / f"00{number}.png") for number in range(3)]
    rows = json.loads(ask("check", "--deep", "--json", *names).out)["files"]
    assert [row["findings"][0]["code"] for row in rows] == ["unreadable", code, "unreadable"]
    assert words in rows[1]["findings"][0]["text"]
