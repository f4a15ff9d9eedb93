"""Which paragraph, table or row of one document is which of another."""
