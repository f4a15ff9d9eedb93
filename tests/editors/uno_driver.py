"""Work in one document in a running LibreOffice, step by step, over UNO.

Run by an interpreter that has `uno`: ``uno_driver.py PIPE``, with the task as JSON on
stdin: ``{"open": path, "save": path, "author": name, "steps": [[name, argument…], …]}``.
It prints ``{"text": …}``, what LibreOffice itself shows as the document's paragraphs.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import sys
import time

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import IllegalArgumentException
from com.sun.star.uno import RuntimeException
from com.sun.star.util import DateTime
from uno_objects import Objects, value

PARAGRAPH_BREAK = 0
LINE_BREAK = 1
SYMBOLS = 10
BOLD = 150.0
LOOKS = {
    "bold": {"CharWeight": BOLD},
    "italic": {"CharPosture": uno.Enum("com.sun.star.awt.FontSlant", "ITALIC")},
    "struck": {"CharStrikeout": 1},
    "unstruck": {"CharStrikeout": 0},
    "yellow": {"CharBackColor": 0xFFFF00},
    "red": {"CharColor": 0xC00000},
    "hidden": {"CharHidden": True},
    "raised": {"CharEscapement": 33, "CharEscapementHeight": 58},
}
FILTERS = {
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
}
ANNOTATION = "com.sun.star.text.textfield.Annotation"


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(240):
        try:
            return resolver.resolve(url)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def sign(context, author):
    """Set the name that tracked changes are signed with."""
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    profile = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess",
        (value("nodepath", "/org.openoffice.UserProfile/Data"),),
    )
    profile.setPropertyValue("givenname", author)
    profile.setPropertyValue("sn", "")
    profile.commitChanges()


HEADS = ("Contents Heading", "Indholdsoverskrift")
"""Styles of the heading of the contents."""


class Editor(Objects):
    """The document, and what a person can do in it; every step finds its place by text."""

    def __init__(self, context, document):
        self.context, self.document = context, document

    def _find(self, text):
        """The text in the sections, behind the contents; else wherever it stands first."""
        first = None
        for found in self._all(text):
            if found.ParaStyleName.startswith("Contents"):
                continue
            first = first or found
            if self._is_behind_the_contents(found):
                return found
        if first is None:
            raise SystemExit(f"not in the document: {text}")
        return first

    def _all(self, text):
        search = self.document.createSearchDescriptor()
        search.SearchString = text
        search.SearchCaseSensitive = True
        found = self.document.findFirst(search)
        while found is not None:
            yield found
            found = self.document.findNext(found.getEnd(), search)

    def _is_behind_the_contents(self, found):
        heads = (h for h in self._all("Indhold") if h.ParaStyleName in HEADS)
        head, body = next(heads, None), self.document.getText()
        if head is None or not hasattr(found.getText(), "compareRegionStarts"):
            return True
        try:
            return body.compareRegionStarts(head, found) == 1
        except IllegalArgumentException:
            return True  # in a table or a box: there are none in front

    def _paragraph(self, text):
        found = self._find(text)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        return cursor

    def _comments(self):
        fields = self.document.getTextFields().createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.supportsService(ANNOTATION):
                yield field

    def track(self, on):
        self.document.RecordChanges = on

    def type_after(self, text, typed):
        found = self._find(text)
        found.getText().insertString(found.getEnd(), typed, False)

    def replace(self, text, typed):
        self._find(text).setString(typed)

    def delete(self, text):
        self._find(text).setString("")

    def bold(self, text):
        self._find(text).CharWeight = BOLD

    def dress(self, text, look):
        """Give words a look, as the buttons of the toolbar do."""
        self._dress(self._find(text), look)

    def dress_last(self, text, look):
        end = self._find(text).getEnd()
        cursor = end.getText().createTextCursorByRange(end)
        cursor.goLeft(1, True)
        self._dress(cursor, look)

    def _dress(self, found, look):
        for name, held in LOOKS[look].items():
            found.setPropertyValue(name, held)

    def link(self, text, address):
        self._find(text).HyperLinkURL = address

    def relink(self, text, address):
        self.link(text, address)

    def unlink(self, text):
        self.link(text, "")

    def symbol_after(self, text):
        """Put in "greater than or equal" as a sign of the font Symbol."""
        end = self._find(text).getEnd()
        cursor = end.getText().createTextCursorByRange(end)
        cursor.getText().insertString(cursor, "\uf0b3", False)
        cursor.goLeft(1, True)
        cursor.CharFontName, cursor.CharFontCharSet = "Symbol", SYMBOLS

    def line_break_after(self, text, typed):
        end = self._find(text).getEnd()
        cursor = end.getText().createTextCursorByRange(end)
        cursor.getText().insertControlCharacter(cursor, LINE_BREAK, False)
        cursor.getText().insertString(cursor, typed, False)

    def set_style(self, text, style):
        self._paragraph(text).ParaStyleName = style

    def add_paragraph_after(self, text, typed, style=""):
        end = self._paragraph(text).getEnd()
        body = end.getText()
        cursor = body.createTextCursorByRange(end)
        body.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        body.insertString(cursor, typed, False)
        if style:
            cursor.ParaStyleName = style

    def fill_cell(self, name, *lines):
        """Type lines into the paragraphs of a cell: `[its number, what is typed, …]` each."""
        table = self.document.getTextTables().getByIndex(0)
        cell = table.getCellByName(name)
        for place, first, *others in sorted(lines, reverse=True):
            cursor = cell.createTextCursor()
            for _ in range(place):
                cursor.gotoNextParagraph(False)
            cursor.gotoEndOfParagraph(False)
            cell.insertString(cursor, first, False)
            for typed in others:
                cell.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
                cell.insertString(cursor, typed, False)

    def _rows(self):
        return self.document.getTextTables().getByIndex(0).getRows()

    def insert_row(self, place):
        """Put an empty row in above that of a number, from 0."""
        self._rows().insertByIndex(place, 1)

    def remove_row(self, place):
        self._rows().removeByIndex(place, 1)

    def split_before(self, text):
        start = self._find(text).getStart()
        start.getText().insertControlCharacter(start, PARAGRAPH_BREAK, False)

    def paste_after(self, text, *moved):
        """Cut whole paragraphs and paste them under another."""
        controller = self.document.getCurrentController()
        view = controller.getViewCursor()
        first, last = self._paragraph(moved[0]), self._paragraph(moved[-1])
        view.gotoRange(first.getStart(), False)
        view.gotoRange(last.getEnd(), True)
        view.goRight(1, True)
        held = controller.getTransferable()
        view.setString("")
        view.gotoRange(self._paragraph(text).getEnd(), False)
        view.goRight(1, False)
        controller.insertTransferable(held)

    def delete_paragraph(self, text):
        cursor = self._paragraph(text)
        cursor.goRight(1, True)
        cursor.setString("")

    def join_next(self, text):
        cursor = self._paragraph(text)
        cursor.collapseToEnd()
        cursor.goRight(1, True)
        cursor.setString("")

    def comment(self, text, author, said):
        found = self._find(text)
        field = self.document.createInstance(ANNOTATION)
        field.Author, field.Content = author, said
        field.DateTimeValue = DateTime(0, 0, 30, 9, 1, 3, 2024, False)
        found.getText().insertTextContent(found.getEnd(), field, False)

    def footnote(self, text, said):
        found = self._find(text)
        note = self.document.createInstance("com.sun.star.text.Footnote")
        found.getText().insertTextContent(found.getEnd(), note, False)
        note.setString(said)

    def endnote(self, text, said):
        found = self._find(text)
        note = self.document.createInstance("com.sun.star.text.Endnote")
        found.getText().insertTextContent(found.getEnd(), note, False)
        note.setString(said)

    def box(self, text, said):
        frame = self.document.createInstance("com.sun.star.text.TextFrame")
        frame.Width, frame.Height = 5000, 1500
        end = self._find(text).getEnd()
        end.getText().insertTextContent(end, frame, False)
        frame.setString(said)

    def running(self, kind, said):
        """Type at the end of every header or footer."""
        styles = self.document.StyleFamilies.getByName("PageStyles")
        for name in styles.getElementNames():
            style = styles.getByName(name)
            if style.isInUse() and style.getPropertyValue(f"{kind.capitalize()}IsOn"):
                text = style.getPropertyValue(f"{kind.capitalize()}Text")
                if text.getString().strip():
                    text.insertString(text.getEnd(), said, False)

    def move_down(self, text):
        """Move the paragraph under the next one, as Alt+arrow does."""
        controller = self.document.getCurrentController()
        controller.getViewCursor().gotoRange(self._find(text).getStart(), False)
        self._dispatch(".uno:MoveDown")

    def resolve_comments(self, said):
        for field in list(self._comments()):
            if said in field.Content:
                field.Resolved = True

    def delete_comments(self, said):
        for field in list(self._comments()):
            if said in field.Content:
                field.getAnchor().getText().removeTextContent(field)

    def accept_all(self):
        self._dispatch(".uno:AcceptAllTrackedChanges")

    def reject_all(self):
        self._dispatch(".uno:RejectAllTrackedChanges")

    def _dispatch(self, command):
        helper = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", self.context
        )
        helper.executeDispatch(self.document.getCurrentController().getFrame(), command, "", 0, ())

    def text(self):
        return list(self._texts(self.document.getText()))

    def _texts(self, body):
        paragraphs = body.createEnumeration()
        while paragraphs.hasMoreElements():
            paragraph = paragraphs.nextElement()
            if paragraph.supportsService("com.sun.star.text.TextTable"):
                for name in paragraph.getCellNames():
                    yield from self._texts(paragraph.getCellByName(name))
            else:
                yield paragraph.getString()


def main():
    context = connect(sys.argv[1])
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    task = json.load(sys.stdin)
    if task.get("quit"):
        with contextlib.suppress(RuntimeException):  # it may go before it can answer
            desktop.terminate()
        return
    if task.get("author"):
        sign(context, task["author"])
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(task["open"]), "_blank", 0, (value("Hidden", True),)
    )
    try:
        editor = Editor(context, document)
        for name, *arguments in task["steps"]:
            getattr(editor, name)(*arguments)
        if task.get("save"):
            suffix = task["save"].rpartition(".")[2]
            document.storeToURL(
                uno.systemPathToFileUrl(task["save"]), (value("FilterName", FILTERS[suffix]),)
            )
        json.dump({"text": editor.text()}, sys.stdout)
    finally:
        document.close(True)


if __name__ == "__main__":
    faulthandler.enable()
    main()
    # The bridge's threads still run, and taking the interpreter down under them
    # can end in a crash after all is done.
    sys.stdout.flush()
    os._exit(0)
