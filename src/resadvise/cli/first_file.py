"""A first file of the user's own facts, written so that nothing that exists is ever lost or half written."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from resadvise.errors import Fault, QuestionError
from resadvise.schemas import schema_text

# Beside the file, and not in the package: editors find it offline, and an upgrade of the program moves nothing.
SCHEMA_NAME = "presets.schema.json"
_THERE = "it is there already, and nothing is overwritten"

# Lines that begin with `# ` are prose; those that begin with `#` alone are examples that hold once it is taken away.
EXAMPLE = f"""\
# yaml-language-server: $schema={SCHEMA_NAME}
#
# Your own facts for resadvise, merged by key over the shipped ones: a row that exists is changed field by field,
# a new key adds a row, and a list is replaced whole. Take the # away from what you need, and change it.
#
# `resadvise presets validate` finds every mistake in this file, with its line and column.
# `resadvise presets show` says what it changes; with --all it lists every value, and where it comes from.
# `resadvise presets schema` prints the schema anew, for {SCHEMA_NAME} beside this file.
#
# Source and date (source: …, as_of: 2026-10-18) may stand in every row.

# What a tier takes here: seconds and bytes from … to.
#tiers:
#  4K:
#    seconds: [25, 40]
#    jpg: [3 MB, 8 MB]

# What an image is for. needs: at least this tier; prefers: this tier is wanted for speed, bytes or balance.
# Asked for as: resadvise recommend --use lookbook
#uses:
#  lookbook:
#    tier: 4K
#    kind: needs
#    why: Our printer asks for it.

# A named target. On paper (mm, cm, in) it may have bleed, ppi and ppi_min; on a screen (px) dpr and max_bytes.
# Asked for as: resadvise recommend --for shop-window
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

# An image model: its tiers, and the pixels that come back by aspect ratio and tier.
# Asked for as: resadvise recommend --model our-model
#models:
#  our-model:
#    name: Our model
#    tiers:
#      1K: {{image_size: 1K, price_usd: 0.02}}
#      2K: {{image_size: 2K, price_usd: 0.04}}
#    pixels:
#      "1:1": {{1K: 1024x1024, 2K: 2048x2048}}
#      "16:9": {{1K: 1376x768, 2K: 2752x1536}}

# What holds where nothing is said.
#defaults:
#  model: our-model
#  drafts: 8
"""


def write_first_file(path: str) -> str:
    """Write the example to `path` and its schema beside it; return the schema's path.

    Raises `QuestionError` where something is in the way or the system refuses; then no half file is left.
    """
    if path == "-":
        raise QuestionError(Fault("cannot-apply", "this writes a file; name it", "FILE"))
    file = Path(path)
    schema_file, schema = file.parent / SCHEMA_NAME, schema_text("presets").encode()
    _refuse(file, _THERE, "see it with `resadvise presets show`")
    if not _holds(schema_file, schema):
        hint = f"remove it, or renew it: resadvise presets schema > {SCHEMA_NAME}"
        _refuse(schema_file, "it is there already, and is not the schema of this version", hint)
        _write_new(schema_file, schema)
    _write_new(file, EXAMPLE.encode())
    return str(schema_file)


def _refuse(file: Path, message: str, hint: str) -> None:
    if os.path.lexists(file):
        raise QuestionError(Fault("file-exists", message, str(file), hint))


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except (OSError, ValueError):
        return False


def _write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet: whole or not at all, with the rights that the user's umask leaves."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.parent / f".resadvise-{secrets.token_hex(8)}.tmp"
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            _take_name(draft, file)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()
    except FileExistsError:
        raise QuestionError(Fault("file-exists", _THERE, str(file))) from None
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        reason = getattr(error, "strerror", None) or str(error)
        raise QuestionError(Fault("unwritable-file", f"cannot be written: {reason}", str(file))) from None


def _take_name(draft: Path, file: Path) -> None:
    """Give the draft its name, unless somebody else took that in the meantime."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):  # a file system without hard links
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        try:
            draft.replace(file)  # over the empty file that is ours
        except BaseException:
            file.unlink()
            raise
