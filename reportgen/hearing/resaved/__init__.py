"""What other programs make of a copy by saving it, which is nobody's edit."""
