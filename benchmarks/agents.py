"""The first reply of `resadvise mcp`, as a ratio to importing the library it speaks by: `python benchmarks/agents.py`.

Both from a fresh environment with the wheel in it, in turn, in one run; the figure is the median of the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from startup import build_wheel, environment, median_ratio

OLD = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "benchmark", "version": "1"}}
MODERN = {
    "_meta": {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": OLD["clientInfo"],
        "io.modelcontextprotocol/clientCapabilities": {},
    }
}
FIRST = {
    "initialize": {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": OLD},
    "server/discover": {"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": MODERN},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="rounds that count, after one that does not")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        python = environment(Path(folder) / "ours", f"{build_wheel(Path(folder))}[mcp]")
        program = str(Path(python).with_name("resadvise"))
        settings = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "RESADVISE"))}
        settings["XDG_CONFIG_HOME"] = folder
        base: list[float] = []
        times: dict[str, list[float]] = {name: [] for name in FIRST}
        for counted in range(options.runs + 1):
            bare = imported(python, settings)
            replies = {name: first_reply(program, request, settings) for name, request in FIRST.items()}
            if counted:
                base.append(bare)
                for name, seconds in replies.items():
                    times[name].append(seconds)
    print(f"{'first reply of resadvise mcp':<44}{'/ import mcp.server':>24}")
    for name in FIRST:
        print(f"{name:<44}{median_ratio(times[name], base):>24.2f}")


def imported(python: str, settings: dict[str, str]) -> float:
    """Return how long a process takes that imports the library and ends."""
    started = time.perf_counter()
    subprocess.run([python, "-c", "import mcp.server"], env=settings, check=True)
    return time.perf_counter() - started


def first_reply(program: str, request: dict[str, object], settings: dict[str, str]) -> float:
    """Return how long it takes from the start of the process to its answer."""
    started = time.perf_counter()
    process = subprocess.Popen([program, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=settings, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    assert "result" in json.loads(process.stdout.readline())
    taken = time.perf_counter() - started
    process.communicate()
    return taken


if __name__ == "__main__":
    main()
