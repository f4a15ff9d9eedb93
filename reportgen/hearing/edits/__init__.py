"""What each party wants changed: every difference once, and all parties together."""
