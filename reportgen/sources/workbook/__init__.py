"""The year's Excel workbook: reading what a person typed, and making one to type in.

`read` turns ``aarsrapport.xlsx`` into plain data with the cell each value came from, and
lists every fault at once. `create` makes the file a secretary opens. The sheets and their
columns stand in one table, `reportgen.sources.workbook.sheets`.
"""
