"""Where a year stands: what is done, what is open, and the one next step."""
