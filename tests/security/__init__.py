"""What those who approve the program are promised in `docs/it.md`, and how it is known."""
