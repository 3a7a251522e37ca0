"""The presets file: what it changes, and how a new one is written.

Writing never overwrites a file, and never leaves a half-written one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.errors import Fault, QuestionError
from resadvise.facts.load import read_own, read_shipped
from resadvise.schemas import schema_text
from resadvise.writing import THERE, refuse_existing, write_new

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resadvise.facts.strict_yaml import KeyPath


# Sections whose entries are rows; the others are counted value by value.
OF_ROWS = ("tiers", "uses", "apis", "models", "deliverables")
_NOTHING: Any = object()


class Sourced(NamedTuple):
    """A value in use. `origin` is `shipped` or `file:line`; `shipped` is the built-in value, None for none."""

    path: KeyPath
    value: Any
    origin: str
    line: int | None
    change: str | None
    shipped: Any

    @property
    def name(self) -> str:
        """The path as it is typed and shown."""
        return dotted(self.path)


class Changes(NamedTuple):
    """How many rows (in the other sections: values) a file adds to each section, and how many it changes."""

    added: dict[str, int]
    changed: dict[str, int]


def dotted(path: KeyPath) -> str:
    """Write a path with dots. A key may contain dots itself."""
    return ".".join(map(str, path))


def sourced_values(file: str | None) -> list[Sourced]:
    """Return every value in use with its origin, in the order of the facts; `file` None: built-in values only.

    A list is one value, since a file replaces it whole.
    """
    shipped = read_shipped()
    if file is None:
        return [Sourced(path, value, "shipped", None, None, value) for path, value in _leaves(shipped, ())]
    document, merged = read_own(file)
    found = []
    for path, value in _leaves(merged, ()):
        before = _at(shipped, path)
        line = document.marks[path][0] if path in document.marks else None
        change = "added" if before is _NOTHING else "changed" if before != value else None
        origin = "shipped" if line is None else f"{file}:{line}"
        found.append(Sourced(path, value, origin, line, change, None if before is _NOTHING else before))
    return found


def count_changes(values: list[Sourced]) -> Changes:
    """Count what differs from the built-in facts."""
    known = {each.path[:2] for each in values if each.change != "added"}
    added: dict[str, dict[KeyPath, None]] = {}
    changed: dict[str, dict[KeyPath, None]] = {}
    for each in values:
        if each.change is not None:
            section = str(each.path[0])
            row = each.path[:2] if section in OF_ROWS else each.path
            into = added if section in OF_ROWS and row not in known else changed
            into.setdefault(section, {})[row] = None
    return Changes(*({section: len(rows) for section, rows in each.items()} for each in (added, changed)))


def _leaves(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    else:
        yield path, value


def _at(value: Mapping[str, Any], path: KeyPath) -> Any:
    inner: Any = value
    for key in path:
        if not isinstance(inner, dict) or key not in inner:
            return _NOTHING
        inner = inner[key]
    return inner


# Beside the file, not in the package: editors find it offline, and upgrading the program does not move it.
SCHEMA_NAME = "presets.schema.json"

# Lines that begin with `# ` are prose; those that begin with a bare `#` are examples to uncomment.
EXAMPLE = f"""\
# yaml-language-server: $schema={SCHEMA_NAME}
#
# Presets for resadvise: your own values, merged by key over the built-in ones. A key that exists is changed field by
# field, a new key adds a row, and a list is replaced as a whole. Uncomment what you need, and change it.
#
# `resadvise presets validate` finds every mistake in this file, with its line and column.
# `resadvise presets show` shows what it changes; with --all it lists every value and where it comes from.
# `resadvise presets schema` prints the schema again, for {SCHEMA_NAME} beside this file.
#
# Every row may have a source and a date (source: …, as_of: 2026-10-18).

# How long a tier takes for you, and how large its JPGs are: [from, to].
#tiers:
#  4K:
#    seconds: [25, 40]
#    jpg: [3 MB, 8 MB]

# What an image is for. needs: at least this tier; prefers: this tier for speed, file size or balance.
# Use it like this: resadvise recommend --use lookbook
#uses:
#  lookbook:
#    tier: 4K
#    kind: needs
#    why: Our printer asks for it.

# A named target. On paper (mm, cm, in) it may have bleed, ppi and ppi_min; on a screen (px) a dpr. Both may have
# max_bytes, formats (best first), opaque or transparent, and a safe zone.
# Use it like this: resadvise recommend --for shop-window
#deliverables:
#  shop-window:
#    size: 120x180cm
#    bleed: 5mm
#    ppi: 90
#    ppi_min: 60
#  our-banner:
#    size: 728x90px
#    dpr: 2
#    max_bytes: 150KB
#    formats: [webp, jpg]
#    safe: {{left: 10%, right: 10%}}

# An image model: its tiers, and the pixels that it returns by aspect ratio and tier.
# Use it like this: resadvise recommend --model our-model
#models:
#  our-model:
#    name: Our model
#    tiers:
#      1K: {{image_size: 1K, price_usd: 0.02}}
#      2K: {{image_size: 2K, price_usd: 0.04}}
#    pixels:
#      "1:1": {{1K: 1024x1024, 2K: 2048x2048}}
#      "16:9": {{1K: 1376x768, 2K: 2752x1536}}
#
# A model that takes any width and height has rules in place of a table: 1K, 2K and 4K follow from them. Its price may
# depend on the quality (kind: image), the area (area), the megapixels (megapixel) or the tokens (token) of the image.
# Use it like this: resadvise recommend --model our-free-model --quality high
#  our-free-model:
#    name: Our free model
#    qualities: [low, high]
#    default_quality: low
#    size_rules: {{multiple_of: 16, min_area: 655360, max_area: 8294400, max_ratio: 3}}
#    price: {{kind: image, usd: {{low: 0.01, high: 0.04}}}}

# What applies if the question says nothing.
#defaults:
#  model: our-model
#  drafts: 8
"""


def write_first_file(path: str) -> str:
    """Write the example to `path` and its schema beside it; return the path of the schema.

    Raises `QuestionError` if a file exists already or the system refuses; no half-written file is left.
    """
    if path == "-":
        raise QuestionError(Fault("cannot-apply", "this writes a file, so give its name", "FILE"))
    file = Path(path)
    schema_file, schema = file.parent / SCHEMA_NAME, schema_text("presets").encode()
    refuse_existing(file, THERE, "`resadvise presets show` shows what it changes")
    if not _holds(schema_file, schema):
        hint = f"remove it, or update it: resadvise presets schema > {SCHEMA_NAME}"
        refuse_existing(schema_file, "this file exists already, and is not the schema of this version", hint)
        write_new(schema_file, schema)
    write_new(file, EXAMPLE.encode())
    return str(schema_file)


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except (OSError, ValueError):
        return False
