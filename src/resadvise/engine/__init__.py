"""Brief + catalog -> answers. Pure: nothing here reads a file, the environment or a clock."""
