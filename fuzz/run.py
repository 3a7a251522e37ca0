"""Look for inputs that break a promise: `python fuzz/run.py [SECONDS] [TARGET...]`, by default 60 s of every target.

Starts from fuzz/corpus/, keeps what it finds new in .fuzz/TARGET, and puts a crash into fuzz/corpus/TARGET, where the
tests meet it again. Needs atheris (Linux or macOS, Python 3.11 to 3.14).
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FUZZ = Path(__file__).parent
NAMES = ("yaml", "quantities", "image")
# A try that takes longer, or more memory, counts as a crash: seconds and megabytes.
LONGEST, LARGEST = 10, 2048
# Imported by hand, or they would be loaded later, and so not be watched.
READERS = ("Jpeg", "Png", "WebP", "Gif", "Tiff", "Avif", "Bmp", "Jpeg2K")


def run_all(seconds: int, names: list[str]) -> int:
    """Run each target in a process of its own; 1 where one of them found something."""
    worst = 0
    for name in names:
        found, corpus = FUZZ.parent / ".fuzz" / name, FUZZ / "corpus" / name
        found.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", suffix=".dict", encoding="ascii") as words:
            words.writelines(f'"{word}"\n' for word in sorted(_words(name)))
            words.flush()
            settings = [f"-max_total_time={seconds}", f"-timeout={LONGEST}", f"-rss_limit_mb={LARGEST}"]
            settings += [f"-dict={words.name}", f"-artifact_prefix={corpus}/", "-print_final_stats=1", "-verbosity=0"]
            sys.stdout.write(f"== {name}: {seconds} s\n")
            sys.stdout.flush()
            done = subprocess.run([sys.executable, __file__, "--one", name, *settings, found, corpus], check=False)
        worst = max(worst, int(done.returncode != 0))
    return worst


def run_one(name: str, arguments: list[str]) -> None:
    """Fuzz one target in this process, which never returns."""
    atheris: Any = importlib.import_module("atheris")
    sys.path[:0] = [str(FUZZ), str(FUZZ.parent / "src")]
    with atheris.instrument_imports(include=["resadvise", "yaml", "PIL", "targets"]):
        import targets

        for reader in READERS if name == "image" else ():
            importlib.import_module(f"PIL.{reader}ImagePlugin")
    target = targets.TARGETS[name]
    target(b"")  # what is loaded once does not count as the first try's time
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def _words(name: str) -> set[str]:
    """Return words that a target's inputs are made of."""
    if name == "yaml":
        schema = (FUZZ.parent / "src/resadvise/schemas/presets.json").read_text("utf-8")
        return {word for word in schema.split('"') if word.isidentifier() and len(word) < 20}
    typed = "mm cm m in ft px ppi dpi % KB MiB s min h $ usd x : / . , - 297x420mm 16:9 500KB 0.10"
    parts = "IHDR IDAT acTL eXIf pHYs iCCP tRNS VP8X VP8L EXIF Exif JFIF ftyp meta"
    return set((typed if name == "quantities" else parts).split(" "))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(sys.argv[2], sys.argv[3:])
    chosen = [name for name in sys.argv[1:] if name in NAMES]
    numbers = [int(number) for number in sys.argv[1:] if number.isdecimal()]
    sys.exit(run_all(numbers[0] if numbers else 60, chosen or list(NAMES)))
