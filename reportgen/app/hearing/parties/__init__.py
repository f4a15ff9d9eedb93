"""The parties of a round, one by one: their addresses, what was sent, what they answered."""
