"""Minutes as they exist (PDF, text; Word through `reportgen.word`) to a meeting."""
