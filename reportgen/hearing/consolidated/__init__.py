"""The plan of one document that shows what everybody wants, and what was decided in it."""
