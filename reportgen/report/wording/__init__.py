"""The report's text: its small markup, its tokens, and the one word differ."""
