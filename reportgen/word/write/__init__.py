"""Documents written: the report, letters and notes."""
