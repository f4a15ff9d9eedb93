"""Native charts (DrawingML, ECMA-376 part 1, chapter 21)."""
