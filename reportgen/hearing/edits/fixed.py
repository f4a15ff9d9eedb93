"""Edits outside the blocks: headings and text of the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.hearing.base import Role, Slot
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.fields import field_edits
from reportgen.hearing.edits.look_words import style_name
from reportgen.hearing.model import Author, Para
from reportgen.hearing.result import Edit, EditKind, Part, name
from reportgen.report.wording.differ import Hunk, apply_hunks, differences
from reportgen.report.wording.text import Line
from reportgen.report.wording.tokens import markup_of, tokenize


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


def line_of_heading(base: Para, here: Para) -> Line:
    """What came back of a paragraph; a heading is on no list, whatever style it was given.

    The style is remarked on (`reportgen.hearing.edits.looks`).
    """
    is_heading = base.style != here.style and bool(style_name(base.style))
    return replace(here.line, kind=base.line.kind) if is_heading else here.line


def _of_slot(answer: Answer, i: int, slot: Slot) -> Iterator[Edit]:
    j = answer.alignment.back[i]
    base = answer.base(i)
    if j is None:
        yield fixed_edit(answer, slot.index, "", answer.tracks.of_gone([base]))
        return
    here = answer.para(j)
    if base is here:
        return  # as with most
    line = line_of_heading(base, here)
    if base.line == line:
        return
    mine, theirs = tokenize([base.line]), tokenize([line])
    authors = answer.tracks.of_paragraphs([answer.index[j]])
    if [token.text for token in mine] != [token.text for token in theirs]:
        after = here.plain.strip()
        if slot.role is Role.SOURCE:
            edits, after = field_edits(answer, slot, here)
            yield from edits
        if after.split() != base.plain.split():
            yield fixed_edit(answer, slot.index, after, authors)
        return
    for hunk, _ in differences(mine, theirs):
        yield fixed_edit(answer, slot.index, markup_of(apply_hunks(mine, [hunk])), authors, hunk)
