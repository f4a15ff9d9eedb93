"""Tracked changes written into a document."""
