"""Two versions, or two years, against each other."""
