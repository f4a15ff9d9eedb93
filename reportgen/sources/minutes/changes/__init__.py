"""What the minutes change in the report."""
