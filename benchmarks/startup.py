"""Whole processes from an installed wheel, as ratios in one run: `python benchmarks/startup.py --runs N --typer-next`.

Each round runs every command once, in turn, so that a machine that grows slower slows all of them; the figure is the
median of a command's ratios to its reference in the same round. Peers are measured where they are installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BARE, TYPER, DRAWING, HELP = "python -c pass", "import typer", "import typer, rich", "a minimal app's --help"
MINIMAL_APP = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def main(name: str = typer.Option("", help="a name")) -> None:
    "Say a name."
app(["--help"])
"""
ANSWER = "resadvise recommend --for a3 --json"
COMPLETE = {
    "_RESADVISE_COMPLETE": "complete_bash",
    "COMP_WORDS": "resadvise recommend --use po",
    "COMP_CWORD": "3",
}
# Two dozen targets of all kinds.
CAMPAIGN = (
    *(
        "instagram-portrait",
        "instagram-story",
        "youtube-thumbnail",
        "youtube-banner",
        "og-image",
        "x-header",
        "a3",
        "a4",
    ),
    *("a5", "flyer", "hero", "slide", "pinterest-pin", "linkedin-banner", "podcast-cover", "1200x628", "1080x1080"),
    *("300x250", "728x90", "160x600", "970x250", "297x420mm", "85x55mm", "50x70cm"),
)
COMMANDS = {
    "recommend --print --crop --json": ["recommend", "--print", "--crop", "--json"],
    "recommend --for a3 --json": ["recommend", "--for", "a3", "--json"],
    "recommend --pixels 1080x1350 --json": ["recommend", "--pixels", "1080x1350", "--json"],
    "recommend --model gpt-image-2 --pixels 1080x1350 --json": [
        "recommend",
        "--model",
        "gpt-image-2",
        "--pixels",
        "1080x1350",
        "--json",
    ],
    "compare --for a3 --json": ["compare", "--for", "a3", "--json"],
    "campaign of 2 targets --json": ["campaign", "a3", "og-image", "--json"],
    "campaign of 24 targets --json": ["campaign", *CAMPAIGN, "--json"],
    "recommend --print --crop": ["recommend", "--print", "--crop"],
    "recommend --for a3": ["recommend", "--for", "a3"],
    "recommend --help": ["recommend", "--help"],
    "table": ["table"],
    "deliverables": ["deliverables"],
    "--help": ["--help"],
    "--version": ["--version"],
}
COMPLETION = "completing the name of a use"
PEERS = {
    "exiftool -ver": ["exiftool", "-ver"],
    "identify -version": ["identify", "-version"],
    "rich --version": ["rich", "--version"],
    "sqlite-utils --version": ["sqlite-utils", "--version"],
    "http --version": ["http", "--version"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="rounds that count, after one that does not")
    parser.add_argument("--typer-next", action="store_true", help="add a row with the newest typer, beyond our bound")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = commands(Path(folder), newest=options.typer_next)
        times = {name: [] for name in measured}  # type: dict[str, list[float]]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "RESADVISE"))}
        environment["XDG_CONFIG_HOME"] = folder
        for counted in range(options.runs + 1):
            for name, command in measured.items():
                started = time.perf_counter()
                more = COMPLETE if name == COMPLETION else {}
                subprocess.run(command, cwd=folder, env=environment | more, capture_output=True, check=False)
                if counted:
                    times[name].append(time.perf_counter() - started)
    bases = (BARE, TYPER, DRAWING, HELP, ANSWER)
    print(f"{'command':<44}" + "".join(f"{'/ ' + base:>{len(base) + 5}}" for base in bases))
    for name in measured:
        ratios = [(base, median_ratio(times[name], times[base])) for base in bases]
        print(f"{name:<44}" + "".join(f"{ratio:>{len(base) + 5}.2f}" for base, ratio in ratios))


def commands(folder: Path, *, newest: bool) -> dict[str, list[str]]:
    """Return what is measured, from a fresh environment with the wheel in it."""
    wheel = build_wheel(folder)
    python = environment(folder / "ours", str(wheel))
    program = str(Path(python).with_name("resadvise"))
    measured = {
        BARE: [python, "-c", "pass"],
        TYPER: [python, "-c", "import typer"],
        DRAWING: [python, "-c", "import typer, rich.table, rich.console"],
    }
    measured[HELP] = [python, "-c", MINIMAL_APP]
    measured[COMPLETION] = [program]
    measured |= {f"resadvise {name}": [program, *arguments] for name, arguments in COMMANDS.items()}
    if newest:
        next_python = environment(folder / "next", str(wheel), "typer>=0.29")
        next_program = str(Path(next_python).with_name("resadvise"))
        measured["resadvise recommend --json, newest typer"] = [
            next_program,
            *COMMANDS["recommend --print --crop --json"],
        ]
    return measured | {name: command for name, command in PEERS.items() if shutil.which(command[0])}


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout."""
    out = folder / "wheel"
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(out.iterdir())


def environment(folder: Path, wheel: str, *more: str) -> str:
    """Make an environment with the wheel, then with what is to replace its dependencies; return its Python."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    for packages in ([wheel], list(more)):
        if packages:
            install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
            subprocess.run(install, check=True, capture_output=True)
    return python


def median_ratio(times: list[float], base: list[float]) -> float:
    """Return the median of the ratios, round by round."""
    return statistics.median(ours / theirs for ours, theirs in zip(times, base, strict=True))


if __name__ == "__main__":
    main()
