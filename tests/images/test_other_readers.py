"""The same files as other programs see them: ImageMagick, ExifTool and libvips, where they are installed.

Each is asked for the stored sides and for the orientation, and turns by what it says itself.
"""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from resadvise.images.probe import probe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WIDTH, HEIGHT = 60, 40
Sides = tuple[int, int]
# Format and suffix -> the modes that are made, and whether EXIF goes with them.
FORMATS: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "png": ("PNG", ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"), True),
    "jpg": ("JPEG", ("RGB", "L", "CMYK"), True),
    "webp": ("WEBP", ("RGB", "RGBA"), True),
    "tif": ("TIFF", ("RGB", "RGBA", "L", "CMYK", "1", "P", "I;16"), True),
    "avif": ("AVIF", ("RGB", "RGBA"), True),
    "gif": ("GIF", ("L", "P"), False),
    "bmp": ("BMP", ("RGB", "L", "1"), False),
    "jp2": ("JPEG2000", ("RGB", "L"), False),
}
NAMES = ["TopLeft", "TopRight", "BottomRight", "BottomLeft", "LeftTop", "RightTop", "RightBottom", "LeftBottom"]
# Reader and pattern of a name -> who is right, and why. A reader that agrees after all is no mistake.
DIFFERENCES = {
    ("identify", r"-[5-8]\.(png|webp)"): "we: ImageMagick 6 sees no EXIF in these; ExifTool and libvips agree with us",
    ("exiftool", r"-[5-8]\.avif"): "we: the turn stands in the container, and ExifTool gives the sides as coded",
    ("identify", r"small-frame\.gif"): "we: the canvas is what is shown; ImageMagick gives the sides of the frame",
    ("identify", r"outside\.gif"): "we: the same",
    ("exiftool", r"outside\.gif"): "open: Pillow and libvips enlarge the canvas where a frame lies outside of it",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Make a file of every format and mode, in every orientation, and some that readers are known to differ on."""
    folder = tmp_path_factory.mktemp("corpus")
    ramp = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    for suffix, (form, modes, turns) in FORMATS.items():
        for mode in modes:
            for turn in range(1, 9) if turns else [1]:
                exif = Image.Exif()
                exif[0x0112] = turn
                more: dict[str, Any] = {"exif": exif} if turns and turn > 1 else {}
                picture = Image.new(mode, (WIDTH, HEIGHT), 500) if mode == "I;16" else ramp.convert("RGB").convert(mode)
                picture.save(folder / f"{mode.replace(';', '')}-{turn}.{suffix}", form, **more)
    for shape, code in ((1, "B"), (4, "L"), (6, "b"), (8, "h"), (9, "l")):
        block = (
            b"MM\0*\0\0\0\x08\0\1" + struct.pack(">HHL", 0x0112, shape, 1) + struct.pack(f">{code}", 6).ljust(4, b"\0")
        )
        ramp.save(folder / f"type-{shape}.jpg", exif=b"Exif\0\0" + block + bytes(4))
    for name, (left, wide) in {"small-frame": (9, 20), "outside": (50, 20)}.items():
        pixels = b"\2\2\x4c\1\0"
        frame = b"," + struct.pack("<HHHHB", left, 5, wide, 20, 0) + pixels
        (folder / f"{name}.gif").write_bytes(
            b"GIF89a" + struct.pack("<HHBBB", WIDTH, HEIGHT, 0x80, 0, 0) + bytes(6) + frame + b";"
        )
    return sorted(folder.iterdir())


def shown(width: int, height: int, turn: int) -> Sides:
    return (height, width) if turn >= 5 else (width, height)


def by_identify(paths: list[Path]) -> dict[str, Sides]:
    form = "%i|%w|%h|%[orientation]\n"
    done = subprocess.run(
        ["identify", "-ping", "-format", form, *map(str, paths)], capture_output=True, text=True, check=False
    )
    rows = [line.split("|") for line in done.stdout.splitlines()]
    turns = {name: place for place, name in enumerate(NAMES, 1)}
    return {path: shown(int(width), int(height), turns.get(turn, 1)) for path, width, height, turn in rows}


def by_exiftool(paths: list[Path]) -> dict[str, Sides]:
    tags = ["-ImageWidth", "-ImageHeight", "-Orientation#"]
    done = subprocess.run(["exiftool", "-j", *tags, *map(str, paths)], capture_output=True, text=True, check=False)
    return {
        row["SourceFile"]: shown(row["ImageWidth"], row["ImageHeight"], row.get("Orientation", 1))
        for row in json.loads(done.stdout)
        if "ImageWidth" in row
    }


def by_vipsheader(paths: list[Path]) -> dict[str, Sides]:
    found = {}
    for path in paths:
        done = subprocess.run(["vipsheader", "-a", str(path)], capture_output=True, text=True, check=False)
        fields = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
        if "width" in fields:
            found[str(path)] = shown(int(fields["width"]), int(fields["height"]), int(fields.get("orientation", 1)))
    return found


def differences(reader: str, found: dict[str, Sides], paths: list[Path]) -> dict[str, tuple[Sides, Sides]]:
    ours = {str(path): probe(str(path))[1:3] for path in paths if str(path) in found}
    known = "|".join(pattern for name, pattern in DIFFERENCES if name == reader) or "(?!)"
    return {
        path: (sides, found[path])
        for path, sides in ours.items()
        if sides != found[path] and not re.search(f"({known})$", path)
    }


@pytest.mark.parametrize(
    ("reader", "read"), [("identify", by_identify), ("exiftool", by_exiftool), ("vipsheader", by_vipsheader)]
)
def test_the_sides_are_those_that_other_readers_see(
    reader: str, read: Callable[[list[Path]], dict[str, Sides]], corpus: list[Path]
) -> None:
    if not shutil.which(reader):
        pytest.skip(f"{reader} is not installed")
    found = read(corpus)
    assert len(found) > len(corpus) / 2  # a build may leave out a format or two
    assert differences(reader, found, corpus) == {}


def test_the_corpus_holds_every_orientation(corpus: list[Path]) -> None:
    turned = [path for path in corpus if probe(str(path)).turned]
    assert len(turned) == 4 * (7 + 3 + 2 + 7 + 2) + 5
    assert len(corpus) == 8 * (7 + 3 + 2 + 7 + 2) + 7 + 5 + 2
