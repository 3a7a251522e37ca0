"""`resadvise check` against its peers, over the same files in one run: `python benchmarks/check.py [--runs N]`.

Each round runs every command once, in turn, as a whole process; the figure is the median of the ratios in the same
round. Then peak memory, for all files and for a quarter of them, and whether the answers agree with those of the peers
and with the truth of the corpus. ours is the wheel of this checkout in an environment of its own.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from image_corpus import make
from startup import build_wheel, environment

OURS = "resadvise check -r"
IDENTIFY, EXIFTOOL = "identify -ping", "exiftool -fast2"
Answers = dict[str, tuple[str, int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, help="rounds that count, after one that does not")
    parser.add_argument("--count", type=int, default=2000, help="files of the corpus")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, quarter = Path(folder, "corpus"), Path(folder, "quarter")
        corpus.mkdir()
        quarter.mkdir()
        truth = [asdict(row) for row in make(corpus, options.count, random.Random(0))]
        for row in truth[: options.count // 4]:
            shutil.copy(corpus / row["path"], quarter)
        program = str(Path(environment(Path(folder, "ours"), str(build_wheel(Path(folder))))).with_name("resadvise"))
        os.environ["XDG_CONFIG_HOME"] = folder
        commands = commands_on(corpus, program)
        report_speed(commands, options.runs)
        report_memory(commands[OURS], [program, "check", "-r", str(quarter), "-o", "jsonl"])
        report_agreement(corpus, commands[OURS], truth)


def commands_on(corpus: Path, program: str) -> dict[str, list[str]]:
    """Return our command, then those of the peers that are installed, each asked for format, width and height."""
    files = sorted(map(str, corpus.iterdir()))
    commands = {
        OURS: [program, "check", "-r", str(corpus), "-o", "jsonl"],
        f"{OURS} --json": [program, "check", "-r", str(corpus), "--json"],
        f"{OURS} --for a3": [program, "check", "-r", str(corpus), "-o", "jsonl", "--for", "a3"],
        f"{OURS} on one CPU": ["taskset", "-c", "0", program, "check", "-r", str(corpus), "-o", "jsonl"],
        IDENTIFY: ["identify", "-ping", "-format", IDENTIFY_FORMAT, *files],
        f"{EXIFTOOL}, three tags": ["exiftool", "-q", "-fast2", "-csv", *TAGS, str(corpus)],
        EXIFTOOL: ["exiftool", "-q", "-fast2", str(corpus)],
    }
    return {name: command for name, command in commands.items() if shutil.which(command[0])}


IDENTIFY_FORMAT = r"%i|%m|%w|%h\n"
TAGS = ("-FileType", "-ImageWidth", "-ImageHeight")


def report_speed(commands: dict[str, list[str]], runs: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for counted in range(runs + 1):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)
            if counted:
                times[name].append(time.perf_counter() - started)
    print(f"{'times as long as':<32} {OURS:>20}")
    for name, taken in times.items():
        ratio = statistics.median(each / ours for each, ours in zip(taken, times[OURS], strict=True))
        print(f"{name:<32} {ratio:>20.2f}")


def report_memory(whole: list[str], part: list[str]) -> None:
    """Print the peak of the largest process; the smaller run first, since the system keeps the maximum of all."""
    peaks = [peak_of(command) for command in (part, whole)]
    print(f"\npeak memory: {peaks[0] / 1024:.1f} MiB for a quarter of the files, {peaks[1] / 1024:.1f} MiB for all")


def peak_of(command: list[str]) -> int:
    """Return the peak in KiB, measured by a process that has no other child."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3); " + (
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    return int(done.stdout)


def report_agreement(corpus: Path, ours: list[str], truth: list[dict[str, Any]]) -> None:
    """Print how many answers are the same. Peers give the sides as stored (of an AVIF, some as shown)."""
    rows = [json.loads(line) for line in output(ours).splitlines()]
    found = {Path(row["path"]).name: row for row in rows}
    right = sum(
        (found[row["path"]]["format"], found[row["path"]]["pixels"], found[row["path"]]["alpha"])
        == (row["format"], [row["width"], row["height"]], row["alpha"])
        for row in truth
    )
    print(f"\nformat, width, height and alpha as made: {right} of {len(truth)}")
    for name, theirs in (("identify", by_identify(corpus)), ("exiftool", by_exiftool(corpus))):
        same = sum(theirs.get(path) == answer(row) for path, row in found.items())
        turned = sum(theirs.get(path) == turned_back(row) for path, row in found.items() if row["turned"])
        if theirs:
            print(f"format, width and height as {name}: {same} as shown, {turned} more as stored, of {len(found)}")


def answer(row: dict[str, Any]) -> tuple[str, int, int]:
    return row["format"], row["pixels"][0], row["pixels"][1]


def turned_back(row: dict[str, Any]) -> tuple[str, int, int] | None:
    kind, width, height = answer(row)
    return None if width == height else (kind, height, width)


def by_identify(corpus: Path) -> Answers:
    if not shutil.which("identify"):
        return {}
    command = ["identify", "-ping", "-format", IDENTIFY_FORMAT, *sorted(map(str, corpus.iterdir()))]
    lines = [line.split("|") for line in output(command).splitlines()]
    kinds = {"heic": "avif"}  # what some versions call it, after the container
    return {
        Path(path).name: (kinds.get(kind.lower(), kind.lower()), int(width), int(height))
        for path, kind, width, height in lines
    }


def by_exiftool(corpus: Path) -> Answers:
    if not shutil.which("exiftool"):
        return {}
    rows = csv.DictReader(io.StringIO(output(["exiftool", "-q", "-fast2", "-csv", *TAGS, str(corpus)])))
    return {
        Path(row["SourceFile"]).name: (plain(row["FileType"]), int(row["ImageWidth"]), int(row["ImageHeight"]))
        for row in rows
    }


def plain(kind: str) -> str:
    """Return our name of a format: exiftool speaks of `Extended WEBP`."""
    return kind.lower().split()[-1]


def output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    main()
