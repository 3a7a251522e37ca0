"""The command line: options -> brief -> answer -> stdout -> exit code."""

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the program, and end the process with its exit code."""
    gc.disable()  # what is imported lives to the end, so looking for garbage among it only costs start-up time
    from resadvise.cli.entry import start

    start()
