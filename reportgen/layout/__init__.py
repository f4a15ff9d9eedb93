"""What stands in each section: paragraphs, points, tables and figures, before Word."""
