"""A second look at a finished file: facts for the checks before it is published."""
