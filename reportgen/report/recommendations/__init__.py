"""What is recommended over the years: what each asks, what is answered, and what became of it."""
