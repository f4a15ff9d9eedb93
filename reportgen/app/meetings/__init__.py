"""The year's meetings: what was understood of them, and putting it right."""
