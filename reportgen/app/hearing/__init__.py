"""The hearing round: opened, collected, answered and applied."""
