"""Exact values and their texts."""
