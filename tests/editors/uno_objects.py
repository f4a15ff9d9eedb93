"""Tables, figures and pictures of one document in a running LibreOffice, over UNO."""

from __future__ import annotations

from com.sun.star.beans import PropertyValue
from com.sun.star.text.TextContentAnchorType import AS_CHARACTER

DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR42mM4ICCABzGMSmNDAEORV4FjzKDf"
    "AAAAAElFTkSuQmCC"
)
"""A red square of ten by ten."""


def value(name, held):
    made = PropertyValue()
    made.Name, made.Value = name, held
    return made


class Objects:
    """What stands beside the text; `context`, `document` and the finding are the editor's."""

    # Tables

    def table_after(self, text, rows):
        table = self.document.createInstance("com.sun.star.text.TextTable")
        table.initialize(len(rows), len(rows[0]))
        end = self._paragraph(text).getEnd()
        end.getText().insertTextContent(end, table, False)
        for number, row in enumerate(rows):
            for column, said in enumerate(row):
                table.getCellByPosition(column, number).setString(said)

    def _row(self, cells):
        """The table and the number of the row that shows just these cells."""
        for table in self.document.getTextTables():
            width = len(table.getColumns())
            for number in range(len(table.getRows()) if width == len(cells) else 0):
                shown = [table.getCellByPosition(at, number).getString() for at in range(width)]
                if [" ".join(each.split()) for each in shown] == list(cells):
                    return table, number
        raise SystemExit(f"no such row: {cells}")

    def row_after(self, cells, new):
        table, number = self._row(cells)
        table.getRows().insertByIndex(number + 1, 1)
        for column, said in enumerate(new):
            table.getCellByPosition(column, number + 1).setString(said)

    def delete_row(self, cells):
        table, number = self._row(cells)
        table.getRows().removeByIndex(number, 1)

    def set_cell(self, cells, column, said):
        table, number = self._row(cells)
        table.getCellByPosition(column, number).setString(said)

    def add_column(self, text, said):
        table = self._find(text).TextTable
        width = len(table.getColumns())
        table.getColumns().insertByIndex(width, 1)
        for number in range(len(table.getRows())):
            table.getCellByPosition(width, number).setString(said if number == 0 else "ja")

    # Figures

    def _figure(self, number):
        return self.document.getEmbeddedObjects().getByName(f"Object{number}")

    def delete_figure(self, number, described):
        anchor = self._figure(number).getAnchor()
        cursor = anchor.getText().createTextCursorByRange(anchor.getStart())
        cursor.goRight(1, True)
        cursor.setString("")

    def describe_figure(self, number, described, said):
        self._figure(number).Description = said

    def picture_after(self, text, said):
        picture = self.document.createInstance("com.sun.star.text.TextGraphicObject")
        provider = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.graphic.GraphicProvider", self.context
        )
        picture.Graphic = provider.queryGraphic((value("URL", f"data:image/png;base64,{DOT}"),))
        picture.AnchorType = AS_CHARACTER
        picture.Width = picture.Height = 1000
        end = self._find(text).getEnd()
        end.getText().insertTextContent(end, picture, False)
        picture.Description = said
