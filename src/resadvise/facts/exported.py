"""Facts that `resadvise facts` wrote to a file: read again, so that two states can be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resadvise.errors import FactsError, Fault
from resadvise.facts import schema_check
from resadvise.facts.build import build_catalog
from resadvise.facts.load import PARSERS, read_shipped
from resadvise.facts.references import check_catalog
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog

SCHEMA = "resadvise/facts/1"
# An export holds more than what is read of it; no file of facts is larger by far.
MAX_BYTES = 50_000_000
_HINT = "write one with `resadvise facts > FILE`"


def read_export(path: str) -> dict[str, Any]:
    """Return the plain facts of an exported file, checked; what an older release did not know is as it is today.

    Raises `FactsError`.
    """
    try:
        with Path(path).open("rb") as file:
            data = json.loads(file.read(MAX_BYTES))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None)
        if reason:
            raise FactsError(Fault("unreadable-file", f"cannot read the file: {reason}", path)) from None
        raise FactsError(Fault("bad-export", "it is not JSON", path, _HINT)) from None
    except RecursionError:
        raise FactsError(Fault("bad-export", "it is nested too deeply", path, _HINT)) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("data"), dict):
        raise FactsError(Fault("bad-export", f"it is not {SCHEMA}", path, _HINT))
    raw: dict[str, Any] = data["data"]
    problems = schema_check.problems(raw, read_schema("presets"), PARSERS)
    if not problems:
        raw = _completed(raw)
        problems = [schema_check.Problem(flaw.path, flaw.message) for flaw in check_catalog(raw)]
    if problems:
        told = [(".".join(map(str, each.path)), each.message) for each in problems]
        raise FactsError(*(Fault("bad-export", f"data.{place}: {message}", path, _HINT) for place, message in told))
    return raw


def _completed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Add the constants that a release has gained since; rows are those of the file alone."""
    shipped = read_shipped()
    constants = {name: shipped[name] for name in ("facts", "thresholds", "defaults", "viewing_classes")}
    rows: dict[str, Any] = {name: {} for name in shipped if name not in constants}
    own = {
        name: {**constants[name], **value} if isinstance(constants.get(name), dict) else value
        for name, value in raw.items()
    }
    return {**constants, **rows, **own}


def catalog_of(raw: Mapping[str, Any]) -> Catalog | None:
    """Return the catalog of plain facts; None where a name in them leads nowhere."""
    return None if check_catalog(raw) else build_catalog(raw, None)
