"""The use cases, one module each, in the user's order."""
