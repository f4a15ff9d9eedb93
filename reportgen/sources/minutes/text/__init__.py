"""ColumnLine pages and plain text to paragraphs and tables."""
