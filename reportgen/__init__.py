"""The yearly report of a network: from meetings and Excel to Word, every source kept."""

__version__ = "0.1.0"
