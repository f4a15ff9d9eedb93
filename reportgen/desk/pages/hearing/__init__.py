"""The pages of a hearing: its round, and the changes that were asked for."""
