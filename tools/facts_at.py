"""Print the facts of a commit as `resadvise facts` would, for `resadvise facts diff`. `just changes` runs it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from resadvise.engine.lists import facts_data
from resadvise.facts.build import build_catalog
from resadvise.facts.load import SHIPPED, read_yaml_facts

ROOT = Path(__file__).parent.parent


def facts_at(commit: str) -> str:
    """Return the document of the facts as a commit has them."""
    with tempfile.TemporaryDirectory() as folder:
        for name in SHIPPED:
            shown = ["git", "show", f"{commit}:data/{name}.yaml"]
            text = subprocess.run(shown, cwd=ROOT, check=True, capture_output=True).stdout
            (Path(folder) / f"{name}.yaml").write_bytes(text)
        raw = read_yaml_facts(Path(folder))
    return json.dumps(facts_data(raw, build_catalog(raw, None)), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(facts_at(sys.argv[1]))
