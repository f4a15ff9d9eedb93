"""The year's Excel workbook: reading what a person typed, and making one to type in.

`read_workbook` turns ``aarsrapport.xlsx`` into plain data with the cell each value came
from, and lists every fault at once. `create_workbook` makes the file a secretary opens.
The sheets and their columns stand in one table, `reportgen.sources.workbook.sheets`.
"""

from reportgen.sources.workbook.create import TextTooLong, create_workbook
from reportgen.sources.workbook.read import read_workbook

__all__ = ["TextTooLong", "create_workbook", "read_workbook"]
