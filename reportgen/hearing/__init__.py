"""The hearing round as pure functions: what was sent out, what came back, what was decided."""
