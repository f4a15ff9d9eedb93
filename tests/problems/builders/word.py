"""Word files, and what people do in them."""

from __future__ import annotations

import io
import re
from typing import Any
from unittest import mock

from docx import Document

from reportgen.opc.namespaces import NAMESPACES
from reportgen.opc.package import Package
from reportgen.word.read import returned
from tests.app.hearing.rounds import reworded, unmarked, written_over
from tests.cli.test_hearing_bad_input import comments_twice, document, inserted
from tests.editors.tables import TableCopy
from tests.problems.builders import builder
from tests.problems.builders.template import edit_parts
from tests.problems.running import Desk


@builder
def reword(desk: Desk, file: str, old: str, new: str) -> None:
    """Type over some words of a Word file, with tracking off."""
    desk.write(file, reworded(desk.read(file), old, new))


@builder
def unmark(desk: Desk, file: str) -> None:
    """Save a copy with a program that keeps nothing of whose it is."""
    desk.write(file, unmarked(desk.read(file)))


@builder
def named_as(desk: Desk, file: str, other: str, folder: str) -> None:
    """Put a copy in a folder under the name of another."""
    desk.write(f"{folder}/{desk.path(other).name}", desk.read(file))


@builder
def take_out_row(desk: Desk, file: str, said: str) -> None:
    """Delete the row of a table that says something, with tracking off."""
    copy = TableCopy(desk.read(file), "")
    copy.tracking = False
    copy.delete_row(copy.row(said))
    desk.write(file, copy.save())


@builder
def put_in_row(desk: Desk, file: str, after: str, cells: str) -> None:
    """Insert a row under another, its cells parted by a stroke, with tracking off."""
    copy = TableCopy(desk.read(file), "")
    copy.tracking = False
    copy.add_row(copy.row(after), cells.split("|"))
    desk.write(file, copy.save())


@builder
def write_over(desk: Desk, file: str, *lines: str) -> None:
    """Write something else in the place of all of a Word file."""
    desk.write(file, written_over(desk.read(file), *lines))


@builder
def insert_without_author(desk: Desk, file: str) -> None:
    """Insert some words with tracking on, so that nobody is said to have done it."""
    desk.write(file, inserted('w:id="1"')(desk.read(file)))


@builder
def comment_twice_with_one_id(desk: Desk, file: str) -> None:
    """Put in two comments that have the same id."""
    desk.write(file, comments_twice(desk.read(file)))


@builder
def write_out_fields(desk: Desk, file: str) -> None:
    """Let the instruction of each field stand as text, as some programs save it."""

    def written(text: str) -> str:
        text = re.sub("<w:fldChar [^>]*/>", "", text)
        return text.replace("<w:instrText", "<w:t").replace("</w:instrText>", "</w:t>")

    desk.write(file, document(written)(desk.read(file)))


@builder
def load_from(desk: Desk, file: str, kind: str, address: str) -> None:
    """Let a Word file load a template or an image from elsewhere when it is opened."""
    package = Package.open(desk.read(file), "")
    if kind == "template":
        of = f"{NAMESPACES['r']}/attachedTemplate"
        package.relate("word/settings.xml", of, address, external=True)
    else:
        package.relate("word/document.xml", kind, address, external=True)
    desk.write(file, package.save())


@builder
def cut_short(desk: Desk, file: str) -> None:
    """Lose the second half of the text's own XML."""
    desk.write(file, document(lambda text: text[: len(text) // 2])(desk.read(file)))


@builder
def unforeseen(desk: Desk, file: str) -> None:
    """Let the reading of one returned file meet what nobody foresaw; no such file is known."""
    read = returned._read

    def fail(data: bytes, name: str, *rest: Any, **options: Any) -> Any:
        if name == file:
            raise RuntimeError("not foreseen")
        return read(data, name, *rest, **options)

    desk.enter_context(mock.patch.object(returned, "_read", fail))


@builder
def word_file(desk: Desk, file: str, lines: str) -> None:
    """A Word file of these paragraphs, that has nothing to do with the report."""
    document, buffer = Document(), io.BytesIO()
    for line in lines.rstrip("\n").split("\n"):
        document.add_paragraph(line)
    document.save(buffer)
    desk.write(file, buffer.getvalue())


@builder
def delete_comments(desk: Desk, file: str) -> None:
    """Delete every comment of a Word file."""

    def change(name: str, content: bytes) -> bytes:
        if name == "word/document.xml":
            return re.sub(rb"<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*/>", b"", content)
        if name == "word/comments.xml":
            return re.sub(rb"<w:comment\b.*</w:comment>", b"", content, flags=re.DOTALL)
        return content

    desk.write(file, edit_parts(desk.read(file), change))


@builder
def join_paragraphs(desk: Desk, file: str, text: str, following: str) -> None:
    """Join a paragraph and the one after it, with tracking off."""
    document, buffer = Document(io.BytesIO(desk.read(file))), io.BytesIO()
    (first,) = (line for line in document.paragraphs if line.text == text)
    (second,) = (line for line in document.paragraphs if line.text == following)
    first.runs[-1].text += f" {following}"
    second._p.getparent().remove(second._p)
    document.save(buffer)
    desk.write(file, buffer.getvalue())


@builder
def reject_changes(desk: Desk, file: str) -> None:
    """Reject every tracked change in the text of a Word file."""

    def change(text: str) -> str:
        text = re.sub(r"<w:ins\b[^>]*>.*?</w:ins>", "", text, flags=re.DOTALL)
        text = re.sub(r"</?w:del\b[^>]*>", "", text)
        return text.replace("w:delText", "w:t")

    desk.write(file, document(change)(desk.read(file)))
