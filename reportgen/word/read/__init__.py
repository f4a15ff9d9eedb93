"""Documents read: what came back, minutes, and finished files."""
