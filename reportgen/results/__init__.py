"""What a use case came to, in sentences: printed by the command line, shown by the desk."""
