"""The words of the problems, one module for each thing that can be at fault."""
