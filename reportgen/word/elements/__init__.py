"""The vocabulary of Word's XML: styles, numbers, headings, bookmarks, properties."""
