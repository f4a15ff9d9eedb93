"""Writing into the workbook of a year what a person decided, cell by cell."""
