"""`python -m resadvise`."""

from resadvise.cli import main

main()
