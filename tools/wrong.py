"""Write the last section of docs/wrong.md from the facts: where sources disagree. `just wrong` runs it."""

from __future__ import annotations

from pathlib import Path

from resadvise.engine.lists import models_data
from resadvise.facts.load import shipped_facts

PAGE = Path(__file__).parent.parent / "docs" / "wrong.md"
HEADING = "## Where the sources themselves disagree\n"


def page(text: str) -> str:
    """Return the page with its last section written anew."""
    before, found, _ = text.partition(HEADING)
    assert found, "the heading of the last section is gone"
    intro = "\nThe facts keep both sides. This list is written from them by `just wrong`.\n\n"
    lines = [
        f"- **{row['name']}**, {row['as_of'] or 'undated'}: {each['text']}"
        + (f" [Source]({each['source']})" if (each["source"] or "").startswith("http") else "")
        for row in models_data(shipped_facts())["models"]
        for each in row["disagreements"]
    ]
    return f"{before}{HEADING}{intro}" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8", newline="\n")
