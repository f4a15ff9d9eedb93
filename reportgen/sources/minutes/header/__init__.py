"""The head of the minutes: when, where and who."""
