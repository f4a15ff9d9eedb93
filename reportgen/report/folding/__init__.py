"""The fold: base and changes, in order, give the report."""
