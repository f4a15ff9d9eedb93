"""Putting a meeting right."""
