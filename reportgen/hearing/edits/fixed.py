"""Edits outside the blocks: headings and text of the template, and cells of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.hearing.base import Role, Slot
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.matching.tables import CellText, TableChange, table_changes, tables
from reportgen.hearing.model import Author
from reportgen.hearing.result import Edit, EditKind, Part, name
from reportgen.report.differ import Hunk, apply_hunks, differences
from reportgen.report.text import Line, Run
from reportgen.report.tokens import Tokens, markup_of, plain_of, tokenize

_ONE_VALUE = 8
"""Words up to which a cell is one value, so that two people's digits or names never mix."""


def fixed_edit(
    answer: Answer, index: int, after: str, authors: Sequence[Author], hunk: Hunk | None = None
) -> Edit:
    """A change to what is not the report's own content, for the secretariat to see."""
    prepared = answer.prepared
    para = prepared.document.paragraphs[index]
    section = prepared.section_at[index]
    return Edit(
        id=name(section, para.block or "tekst", "fixed", index, after, hunk),
        section=section,
        block=para.block,
        kind=EditKind.REMARK,
        part=Part.FIXED,
        before=para.plain.strip() if hunk is None else markup_of(tokenize([para.line])),
        after=after,
        sources=(answer.tracks.source(authors),),
        paragraphs=(index,),
        hunk=hunk,
    )


def new_fixed(
    answer: Answer, after: str, near: int | None, section: str, authors: Sequence[Author]
) -> Edit:
    """Something new where nothing of the report's own can stand."""
    return Edit(
        id=name(section, "tekst", "new", near, after),
        section=section,
        block="",
        kind=EditKind.REMARK,
        part=Part.FIXED,
        before="",
        after=after,
        sources=(answer.tracks.source(authors),),
        paragraphs=() if near is None else (near,),
    )


def fixed_edits(answer: Answer) -> Iterator[Edit]:
    """Every difference in headings and text of the template, and in source lines."""
    for i, slot in enumerate(answer.prepared.slots):
        if slot.role in (Role.FIXED, Role.SECTION) or (
            slot.role is Role.SOURCE and _keeps_source(answer, slot.block)
        ):
            yield from _of_slot(answer, i, slot)
    for j, section in answer.view.new_fixed:
        authors = answer.tracks.of_paragraphs([answer.index[j]])
        text = answer.para(j).plain.strip()
        yield new_fixed(answer, text, answer.near(j), section, authors)


def _keeps_source(answer: Answer, block: str) -> bool:
    """Whether a source line is of a point that stands, and was not typed anew from its heading."""
    heading = answer.prepared.known[block].heading
    return block in answer.standing and (
        heading is None or answer.standing[block].heading is not None
    )


def _of_slot(answer: Answer, i: int, slot: Slot) -> Iterator[Edit]:
    j = answer.alignment.back[i]
    base = answer.base(i)
    if j is None:
        yield fixed_edit(answer, slot.index, "", answer.tracks.of_gone([base]))
        return
    here = answer.para(j)
    if base.line == here.line:
        return
    mine, theirs = tokenize([base.line]), tokenize([here.line])
    authors = answer.tracks.of_paragraphs([answer.index[j]])
    if [token.text for token in mine] != [token.text for token in theirs]:
        yield fixed_edit(answer, slot.index, here.plain.strip(), authors)
        return
    for hunk, _ in differences(mine, theirs):
        yield fixed_edit(answer, slot.index, markup_of(apply_hunks(mine, [hunk])), authors, hunk)


def cell_edits(answer: Answer) -> Iterator[Edit]:
    """Every difference in tables; a cell that shows one of the workbook is named for it."""
    sent, came = answer.prepared.document.paragraphs, answer.returned.paragraphs
    if [para for para in sent if para.cell] == [para for para in came if para.cell]:
        return  # as in most answers, and quicker told than table by table
    theirs = tables(came)
    for change in table_changes(answer.prepared.tables, theirs):
        yield from _of_cells(answer, change)


def _of_cells(answer: Answer, change: TableChange) -> Iterator[Edit]:
    if len(change.before) == len(change.after) == 1:
        yield from _of_formatting(answer, change.before[0], change.after[0])
        if change.is_formatting:
            return
    gone = [i for cell in change.before for i in cell.paragraphs]
    authors = answer.tracks.of_paragraphs(i for cell in change.after for i in cell.paragraphs)
    authors += answer.tracks.of_gone(answer.prepared.document.paragraphs[i] for i in gone)
    after = " | ".join(cell.text for cell in change.after)
    if not change.before:
        near = change.near
        if near is None:  # a table that is new stands after what stands before it
            near = answer.place(change.after[0].paragraphs[0])
        section = answer.prepared.section_at[near] if near is not None else ""
        made = new_fixed(answer, after, near, section, authors)
        yield replace(made, block=answer.block_at(near))
    elif len(change.before) == len(change.after) == 1 and change.before[0].anchor:
        yield from _of_workbook(answer, change.before[0], after, authors)
    else:
        before = " | ".join(cell.text for cell in change.before)
        yield replace(fixed_edit(answer, gone[0], after, authors), before=before)


def _of_formatting(answer: Answer, cell: CellText, other: CellText) -> Iterator[Edit]:
    """Marks set on words of a cell that stay: its content has none, so they are remarked on."""
    here = [n for n, line in enumerate(cell.lines) if line.plain.strip()]
    there = [n for n, line in enumerate(other.lines) if line.plain.strip()]
    for n, m in zip(here, there, strict=False) if len(here) == len(there) else ():
        if cell.lines[n] == other.lines[m]:
            continue
        authors = answer.tracks.of_paragraphs([other.paragraphs[m]])
        words = tokenize([cell.lines[n]])
        for hunk, _ in differences(words, tokenize([other.lines[m]])):
            if hunk.sets is not None:
                after = markup_of(apply_hunks(words, [hunk]))
                edit = fixed_edit(answer, cell.paragraphs[n], after, authors, hunk)
                yield replace(edit, block=cell.anchor)


def _of_workbook(
    answer: Answer, cell: CellText, after: str, authors: Sequence[Author]
) -> Iterator[Edit]:
    section = answer.prepared.section_at[cell.paragraphs[0]]
    words, other = cell_words(cell.text), cell_words(after)
    for hunk in _cell_hunks(words, other):
        yield Edit(
            id=name(section, cell.anchor, "cell", hunk),
            section=section,
            block=cell.anchor,
            kind=EditKind.CELL,
            part=Part.TEXT,
            before=cell.text,
            after=plain_of(apply_hunks(words, [hunk])),
            sources=(answer.tracks.source(authors),),
            paragraphs=cell.paragraphs,
            hunk=hunk,
        )


def _cell_hunks(words: Tokens, other: Tokens) -> Sequence[Hunk]:
    if sum(token.text[0].isalnum() for token in words) <= _ONE_VALUE:
        return [Hunk(0, len(words), other)]
    return [hunk for hunk, _ in differences(words, other)]


def cell_words(text: str) -> Tokens:
    """Words of a cell; a cell has no marks."""
    return tokenize(Line((Run(line),)) for line in text.split("\n"))
