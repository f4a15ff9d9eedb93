"""What an edited version says that the inputs do not hold: entries, and what it closes."""
