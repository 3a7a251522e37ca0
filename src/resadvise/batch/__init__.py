"""Tables of briefs. `answer_batches` answers Arrow record batches, for any engine that maps over them."""

from resadvise.batch.arrow import answer_batches, answered_schema

__all__ = ["answer_batches", "answered_schema"]
