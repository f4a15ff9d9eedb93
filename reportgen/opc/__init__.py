"""Office packages: opened with suspicion, written the same way every time."""
