"""Key figures: pivots, changes, totals, and what the charts show. Knows nothing of Word."""
