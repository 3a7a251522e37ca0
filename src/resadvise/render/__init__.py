"""Answers -> JSON, bare values, CSV, Markdown or Rich tables. Nothing here decides anything."""
