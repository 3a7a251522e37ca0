"""Rows and documents -> text for programs and for people; decides nothing, and knows no engine."""
