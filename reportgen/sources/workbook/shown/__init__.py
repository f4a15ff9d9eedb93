"""What Excel shows of a number: by its format, by its conditions, against its unit."""
