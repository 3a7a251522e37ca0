"""Tables of briefs: a question a row."""
