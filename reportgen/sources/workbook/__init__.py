"""The year's Excel workbook: reading what a person typed, and making one to type in.

`read_workbook` turns ``aarsrapport.xlsx`` into plain data with the cell each value came
from, and lists every fault at once. `create_workbook` makes the file a secretary opens.
The sheets and their columns stand in one table, `reportgen.sources.workbook.sheets`.
"""

from typing import TYPE_CHECKING, Any

from reportgen.sources.workbook.read import read_workbook

if TYPE_CHECKING:
    from reportgen.sources.workbook.create import TextTooLong, create_workbook

__all__ = ["TextTooLong", "create_workbook", "read_workbook"]


def __getattr__(name: str) -> Any:
    """Load what makes a workbook only where one is made."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from reportgen.sources.workbook import create

    return getattr(create, name)
