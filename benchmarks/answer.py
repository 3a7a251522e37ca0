"""One answer in process, against writing that answer as JSON: `python benchmarks/answer.py`."""

from __future__ import annotations

import json
import statistics
import timeit
from functools import partial
from typing import Any

from resadvise import load_facts, recommend

QUESTIONS: dict[str, dict[str, Any]] = {
    "--for a3": {"deliverable": "a3"},
    "--pixels 1080x1350": {"pixels": "1080x1350"},
    "--size 24x36in --distance 2m": {"size": "24x36in", "distance": "2m"},
    "--pixels 9000x9000 (no tier is enough)": {"pixels": "9000x9000"},
    "(no target)": {},
}


def main() -> None:
    facts = load_facts()
    print(f"{'recommend()':<44} {'/ json.dumps of its answer':>28}")
    for name, words in QUESTIONS.items():
        answer = recommend(facts=facts, **words).as_dict()
        ratios = []
        for _ in range(15):
            ours = timeit.timeit(partial(recommend, facts=facts, **words), number=50)
            theirs = timeit.timeit(partial(json.dumps, answer), number=50)
            ratios.append(ours / theirs)
        print(f"{name:<44} {statistics.median(ratios):>28.2f}")


if __name__ == "__main__":
    main()
