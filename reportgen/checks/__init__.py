"""What a report must not say, and how it must be made, before it is published."""
