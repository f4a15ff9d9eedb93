"""What the secretariat decides, and the entries of ``aendringer/`` that come of it."""
