"""Tables of briefs, and what `recommend` says of each: the oracle of what a batch answers."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import TYPE_CHECKING, Any

from resadvise import QuestionError, recommend
from resadvise.batch.answers import FIELDS
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Brief = dict[str, Any]
COLUMNS = (
    "sku", "for", "size", "pixels", "width", "height", "unit", "ppi", "bleed", "distance", "dpr", "keep", "accept",
    "landscape", "transparent", "model", "max_price", "tolerance", "uses", "print",
)  # fmt: skip
# Three rows that cannot be understood: an unknown name, a length without a unit, what does not apply.
BROKEN: list[Brief] = [{"for": "a33"}, {"size": "90x50mm", "bleed": "3"}, {"pixels": "800x600", "ppi": "300"}]


def briefs(count: int, seed: int = 7) -> list[Brief]:
    """Return so many briefs of every kind, with the broken ones among them."""
    chance = random.Random(seed)
    rows = [_brief(chance) for _ in range(count - len(BROKEN))]
    for place, row in zip((count // 7, count // 3, count - 9), BROKEN, strict=True):
        rows.insert(place, row)
    return [{"sku": f"S{place}", **row} for place, row in enumerate(rows)]


def _brief(chance: random.Random) -> Brief:
    facts = shipped_facts()
    side = chance.choice((90, 210, 420, 1000))
    sized: Brief = chance.choice(
        (
            {"for": chance.choice(list(facts.deliverables))},
            {"size": f"{side}x{chance.randint(50, 900)}mm", "bleed": chance.choice((None, "3mm", "0.125in"))},
            {"width": side / 10, "height": chance.randint(50, 900) / 8, "unit": chance.choice(("mm", "in", "cm"))},
            {"width": side * 2, "height": chance.randint(50, 9000), "unit": "px"},
            {"pixels": f"{side}x{chance.randint(50, 3000)}", "dpr": chance.choice((None, 2, 1.5))},
            {"size": f"{side}x297mm", "ppi": chance.choice((None, 150, 240)), "distance": chance.choice((None, "2m"))},
            {"size": f"{side}x297mm", "accept": "minimum", "landscape": True},
            {},
        )
    )
    if sized and "for" not in sized:
        sized |= {"keep": chance.choice((None, 0.5, "80%")), "tolerance": chance.choice((None, None, "5%"))}
    more: Brief = {
        "model": chance.choice((None, None, *facts.models)),
        "max_price": chance.choice((None, None, 0.05, 1)),
        "uses": chance.choice(([], [], ["social"], ["draft", "web"])),
        "print": chance.choice((None, None, True, False)),
        "transparent": True if not sized and chance.random() < 0.3 else None,
    }
    return {name: value for name, value in (sized | more).items() if value not in (None, [])}


def expected(brief: Brief) -> Brief:
    """Return what `recommend` says of a brief, in the columns of a batch."""
    words = {name: value for name, value in brief.items() if name not in ("sku", "uses", "print")}
    uses = [*brief.get("uses", ()), *(["print"] if brief.get("print") else [])]
    if "for" in words:
        words["deliverable"] = words.pop("for")
    if "width" in words:
        across, down, unit = words.pop("width"), words.pop("height"), words.pop("unit")
        words |= {"pixels": (across, down)} if unit == "px" else {"size": f"{across}x{down}{unit}"}
    try:
        data = recommend(*uses, **words).as_dict()
    except QuestionError as error:
        empty: Brief = dict.fromkeys(FIELDS)
        return empty | {"status": "error", "error": "; ".join(map(str, error.faults))}
    width, height = data["pixels"]
    own = {"pixels_width": width, "pixels_height": height, "error": None}
    return {name: own[name] if name in own else data[name] for name in FIELDS}  # type: ignore[literal-required]


def cell(value: Any) -> str:
    """Write a value as a program writes it to CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)


def csv_text(rows: Iterable[Brief], columns: Sequence[str] = COLUMNS, **form: Any) -> str:
    """Write briefs as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", **form)
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def json_text(rows: Iterable[Brief]) -> str:
    """Write briefs as JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)


def read_csv(text: str, **form: Any) -> list[dict[str, str]]:
    """Read what was written, as its user would."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True, **form))


def in_csv(answer: Brief) -> dict[str, str]:
    """Return how an answer stands in CSV: numbers as they are, and no text that is a formula."""
    return {
        name: f"'{value}" if isinstance(value, str) and value[:1] in ("-", "=", "+", "@") else cell(value)
        for name, value in answer.items()
    }


def write(path: Path, text: str) -> Path:
    """Write a file to the byte."""
    path.write_bytes(text.encode())
    return path
