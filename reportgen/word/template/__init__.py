"""The template: its tags, the check of them, and filling them in."""
