"""Build hook: compiles data/*.yaml to the one JSON file that the wheel carries.

Parsing the YAML costs more than deciding; a checkout and an editable install go on reading it at every run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileFacts(BuildHookInterface[Any]):
    """Puts resadvise/data/facts.json into the wheel; broken data stops the build with every mistake named."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the facts, unless the install is editable."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            from resadvise.facts.load import read_yaml_facts
        finally:
            sys.path.pop(0)
        facts = json.dumps(read_yaml_facts(Path(self.root) / "data"), separators=(",", ":"), allow_nan=False)
        self._folder = tempfile.TemporaryDirectory()
        compiled = Path(self._folder.name) / "facts.json"
        compiled.write_text(facts + "\n", encoding="utf-8")
        build_data["force_include"][str(compiled)] = "resadvise/data/facts.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the compiled file again."""
        if version != "editable":
            self._folder.cleanup()
