"""The report itself, pure: model, changes, the fold, traces. Imports no input or output."""
