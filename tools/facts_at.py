"""Print the facts of a commit, by its own program, for `resadvise facts diff`. `just changes` runs it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def facts_at(commit: str) -> str:
    """Return the document of the facts as a commit has them; it must be one that has the command `facts`."""
    packed = subprocess.run(["git", "archive", commit, "src", "data"], cwd=ROOT, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        command = [sys.executable, "-m", "resadvise", "facts", "--presets", "none"]
        path = os.environ | {"PYTHONPATH": str(Path(folder) / "src")}
        return subprocess.run(command, env=path, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.stdout.write(facts_at(sys.argv[1]))
