"""Tracked changes: accepted, rejected, and written."""
