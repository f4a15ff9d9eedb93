"""The language that is spoken, and the words for what the rooms below give as values."""
