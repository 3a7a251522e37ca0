"""The command line: options -> brief -> answer -> stdout -> exit code."""

from __future__ import annotations

import gc
import os

TYPE_CHECKING = False  # as in resadvise
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the program, and end the process with its exit code."""
    gc.disable()  # what is imported lives to the end, so looking for garbage among it only costs start-up time
    try:
        from resadvise.cli.entry import start

        start()
    except KeyboardInterrupt:  # before there was anything to say, or after all was said
        os._exit(130)
