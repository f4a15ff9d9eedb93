"""The lines of a document, each with the item of the agenda that it became part of."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from reportgen.report.minutes_record import SourceLine
from reportgen.report.outline import MinutesOutline, OutlineParagraph, SourcePlace, TracedText
from reportgen.sources.minutes.agenda.items import TracedItem


def source_lines(outline: MinutesOutline, items: Sequence[TracedItem]) -> Iterator[SourceLine]:
    """Every paragraph and every piece that is no running text, in the order of the document."""
    owners = _owners(len(outline.source), items)
    found = sorted(_pieces(outline), key=lambda piece: piece[1].offsets[0])
    for written, words, place in found:
        offsets = words.offsets
        owned = [owners[at] for at in (offsets[0], offsets[len(offsets) // 2], offsets[-1])]
        item = max(owned, key=lambda each: (owned.count(each), each))
        yield SourceLine(written, place.in_words or "", item - 1 if item else None)


def _owners(length: int, items: Sequence[TracedItem]) -> array[int]:
    """For each character of the source the number of its item, from 1; 0 is none."""
    owners = array("L", bytes(array("L").itemsize * length))
    for number, item in enumerate(items, start=1):
        texts = [item.number_glyph, item.title]
        texts += (text for each in item.paragraphs for text in (each.glyph, each.words))
        for text in texts:
            for offset in text.offsets:
                if offset >= 0:
                    owners[offset] = number
    return owners


def _pieces(outline: MinutesOutline) -> Iterator[tuple[str, TracedText, SourcePlace]]:
    """What is to be shown, where its characters stood, and its place."""
    for paragraph in _paragraphs(outline):
        traced = _in_source(paragraph.printed)
        if traced:
            text = f"{paragraph.mark} {paragraph.text}" if paragraph.mark else paragraph.text
            yield text, traced, paragraph.place
    for omission in outline.omissions:
        traced = _in_source(omission.words)
        if traced.text.strip():
            yield " ".join(traced.text.split()), traced, omission.place


def _in_source(text: TracedText) -> TracedText:
    """Less what was put in between."""
    return text.without({-1}) if -1 in text.offsets else text


def _paragraphs(outline: MinutesOutline) -> Iterator[OutlineParagraph]:
    for block in outline.blocks:
        if isinstance(block, OutlineParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell
