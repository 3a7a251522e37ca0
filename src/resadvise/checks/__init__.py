"""Image file + criteria -> findings."""
