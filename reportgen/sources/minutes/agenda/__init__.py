"""The agenda's items, and what stands in each."""
