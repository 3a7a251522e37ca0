"""Mutants that no test can tell from the original: by module, a survivor as `mutate.py` prints it, and why."""

EQUAL: dict[str, dict[str, str]] = {
    "batch/rows": {"_lines: 1 -> 2": "the line is refused for its length all the same"},
}
