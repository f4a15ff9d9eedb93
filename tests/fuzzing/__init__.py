"""Real inputs of every reader, changed as nobody would in good faith, and read by the program."""
