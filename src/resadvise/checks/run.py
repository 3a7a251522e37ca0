"""Files -> the rows of the answer, many at once."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from os import fsencode
from signal import Signals
from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.checks.report import Report, check_image, head_dict, misunderstood, tail_dict, unread
from resadvise.images.files import STDIN, Found, Skipped, read_image, read_stdin_image, suffix_of
from resadvise.images.formats import ProbeError
from resadvise.images.guards import DEEP_MEMORY, DEEP_SECONDS, HEADER_SECONDS, SLOW
from resadvise.images.workers import Grant, map_in_processes
from resadvise.output import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resadvise.checks.criteria import Criteria
    from resadvise.errors import Fault


# For headers twice what the reader allows itself, so that it is the first to notice.
_GRANTS = {False: Grant(2 * HEADER_SECONDS), True: Grant(DEEP_SECONDS, DEEP_MEMORY, always=True)}


class Job(NamedTuple):
    """A file, and what it is checked against. `line` is that of the manifest, `fault` what is invalid in its row."""

    found: Found
    criteria: Criteria
    line: int | None = None
    fault: Fault | None = None


class Run:
    """The files, checked one by one as their rows are read, and the counts so far.

    `criteria` are those of every file; with a manifest, those of files whose row says nothing more.
    """

    def __init__(self, jobs: Iterator[Job], skipped: Skipped, criteria: Criteria, deep: bool) -> None:
        self.statuses: Counter[str] = Counter()
        self.skipped = skipped
        self.named_errors = 0
        self.criteria = criteria
        self._jobs, self._deep = jobs, deep

    def lines(self) -> Iterator[str]:
        """Yield the row of each file as one line of JSON."""
        for line, status, named in self._answers():
            self.statuses[status] += 1
            self.named_errors += named and status == "error"
            yield line

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the row of each file."""
        return map(json.loads, self.lines())

    def head(self) -> dict[str, Any]:
        """Return what comes before the files."""
        return head_dict(self.criteria)

    def tail(self) -> dict[str, Any]:
        """Return what comes after the files."""
        names = [_printable(name)[0] for name in self.skipped.names]
        return tail_dict(self.statuses, names, self.skipped.count, self.criteria)

    def _answers(self) -> Iterator[tuple[str, str, bool]]:
        return map_in_processes(self._jobs, self._answer, self._lost, _GRANTS[self._deep])

    def _answer(self, job: Job) -> tuple[str, str, bool]:
        return self._line(job, self._report(job))

    def _lost(self, job: Job, killed_by: int) -> tuple[str, str, bool]:
        late = killed_by == getattr(Signals, "SIGPROF", None)
        error = ProbeError("slow", SLOW) if late else ProbeError("broken", "crashed the process that read it")
        return self._line(job, unread(error))

    def _line(self, job: Job, report: Report) -> tuple[str, str, bool]:
        demand = None if job.fault else job.criteria.demand
        row = report.as_dict(*_printable(job.found.path))
        row |= {"target": demand and demand.what, "line": job.line}
        return formats.to_jsonl([row]), row["status"], job.found.named

    def _report(self, job: Job) -> Report:
        found = job.found
        if job.fault:
            return misunderstood(job.fault)
        try:
            if found.path == STDIN:
                image, suffix = read_stdin_image(deep=self._deep), ""
            else:
                image, suffix = read_image(found, deep=self._deep), suffix_of(found.path)
        except ProbeError as error:
            return unread(error)
        return check_image(image, suffix, job.criteria)


def _printable(path: str) -> tuple[str, str | None]:
    """Return a name as JSON can hold it, and its bytes in Base64 where they are not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        raw = _bytes(path)
        return raw.decode(errors="backslashreplace"), b64encode(raw).decode()
    return path, None


def _bytes(path: str) -> bytes:
    try:
        return fsencode(path)
    except UnicodeEncodeError:  # no file can have this name, and yet it was asked about
        return path.encode(errors="surrogatepass")
