"""Right uses of the Python interface: type checkers pass them. Read by tests/test_types.py, never run."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal, assert_type

from resadvise import Advice, AdviceDict, FileDict, FileReport, Plan, PlanDict, check, load_facts, plan, recommend
from resadvise.units.quantities import Size

facts = load_facts()
advice = assert_type(recommend("print", "crop", facts=facts, deliverable="a3"), Advice)
assert_type(advice.status, Literal["ok", "insufficient", "conflict"])
assert_type(advice.basis, Literal["target", "rule-of-thumb", "default"])
assert_type(advice.verdict, Literal["ample", "enough", "near", "short"] | None)
data = assert_type(advice.as_dict(), AdviceDict)
assert_type(data["need"]["ppi"] if data["need"] else None, float | None)
assert_type(data["tiers"][0]["verdict"], Literal["ample", "enough", "near", "short"] | None)

recommend()
recommend(size="297x420mm", ppi=300, bleed="3mm", distance=None, landscape=True, accept="minimum")
recommend(size=("297mm", "420mm"), ppi=240.5)
recommend(size=Size.parse("297x420mm"), ppi=Decimal(300))
recommend(pixels=(1080, 1350), dpr=2, keep=0.5, tolerance=Fraction(1, 20))
recommend(pixels=data["pixels"], aspect=(16, 9), transparent=True)
recommend(model="nano-banana-pro", max_bytes=2_000_000, max_seconds="30s", max_price=Decimal("0.1"))

laid_out = assert_type(plan("print", drafts=20, finals=3, parallel=4, batch=True, budget=5, deadline="1h"), Plan)
assert_type(laid_out.status, Literal["ok", "insufficient", "conflict"])
assert_type(laid_out.way.name, Literal["start-low", "direct"])
assert_type(laid_out.way.steps[0].stage, Literal["draft", "final"])
assert_type(laid_out.as_dict(), PlanDict)
plan(facts=facts, pixels=(1080, 1350), budget=Decimal("0.5"), max_price=0.1)

report = assert_type(check("hero.png"), FileReport)
assert_type(report.status, Literal["pass", "fail", "error"])
assert_type(report.as_dict(), FileDict)
assert_type(check(Path("hero.png"), deep=True, expect="4K"), FileReport)
assert_type(check(["hero.png", Path("logo.png")], pixels=(1080, 1350), keep=0.9), Iterator[FileReport])
assert_type(check(Path().glob("*.png"), facts=facts, deliverable="a3", max_bytes="5MB"), Iterator[FileReport])
