"""Two versions, or two years, against each other: point by point, and as a document."""
