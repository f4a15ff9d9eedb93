"""What comes in: the network, the workbook, the prose, the meetings, the minutes."""
