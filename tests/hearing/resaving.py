"""What other programs do to a copy by saving it, done to plain data: one function a habit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from reportgen.hearing.model import Para
from reportgen.report.ids import BlockPart
from reportgen.report.wording.text import Line, ListKind, Run

Paras = list[Para]
_OPENS = re.compile(r'(^|[\s(])"')


def _each_text(paras: Paras, write: Callable[[str], str]) -> Paras:
    """Every paragraph with its text written otherwise."""
    return [_with_text(para, write) for para in paras]


def _with_text(para: Para, write: Callable[[str], str]) -> Para:
    runs = tuple(replace(run, text=write(run.text)) for run in para.line.runs)
    return replace(para, line=Line(runs, para.line.kind))


def _is_numbered(para: Para) -> bool:
    return any(a.section or a.shows is BlockPart.HEADING for a in para.anchors)


def _before(para: Para, typed: str) -> Para:
    first, *others = para.line.runs
    runs = (replace(first, text=typed + first.text), *others)
    return replace(para, line=Line(runs, para.line.kind))


def type_numbers(paras: Paras) -> Paras:
    """Type ``1. `` before each heading and point."""
    return [_before(para, "1. ") if _is_numbered(para) else para for para in paras]


def count_points(paras: Paras) -> Paras:
    """Type the numbers that headings and points have, with a tab."""
    made: Paras = []
    number = 0
    for para in paras:
        section = next((a.section for a in para.anchors if a.section), "")
        number = 0 if section else number + _is_numbered(para)
        typed = f"{section}\t" if section else f"{number}.\t"
        made.append(_before(para, typed) if _is_numbered(para) else para)
    return made


def list_points(paras: Paras) -> Paras:
    """Make each point an entry of a numbered list, without a style."""
    return [
        replace(para, style="bodytext", line=Line(para.line.runs, ListKind.NUMBER))
        if _is_numbered(para) and not any(a.section for a in para.anchors)
        else para
        for para in paras
    ]


def type_bullets(paras: Paras) -> Paras:
    """Type a sign before what was an entry of a list."""
    return [
        _before(replace(para, line=Line(para.line.runs)), "•\t")
        if para.line.kind is ListKind.BULLET
        else para
        for para in paras
    ]


def curl_quotes(paras: Paras) -> Paras:
    return _each_text(paras, lambda t: _OPENS.sub(r"\1“", t).replace('"', "”").replace("'", "’"))


def lengthen_dashes(paras: Paras) -> Paras:
    """Write longer dashes, whatever looks the words round them have, and one sign for dots."""
    return [_with_longer_dashes(para) for para in paras]


def _with_longer_dashes(para: Para) -> Para:
    written = para.plain.replace(" - ", " – ")
    runs: list[Run] = []
    at = 0
    for run in para.line.runs:
        text = written[at : at + len(run.text)].replace("...", "…")
        runs.append(replace(run, text=text))
        at += len(run.text)
    return replace(para, line=Line(tuple(runs), para.line.kind))


def harden_blanks(paras: Paras) -> Paras:
    return _each_text(paras, lambda text: text.replace(" ", "\u00a0"))


def space_tabs(paras: Paras) -> Paras:
    return _each_text(paras, lambda text: text.replace("\t", " "))


def hyphenate(paras: Paras) -> Paras:
    """Leave soft hyphens in long words."""
    return _each_text(paras, lambda text: re.sub(r"\b(\w{6})(\w{5})", "\\1\u00ad\\2", text))


def without_bookmarks(paras: Paras) -> Paras:
    return [replace(para, anchors=()) for para in paras]


HABITS: Mapping[str, Callable[[Paras], Paras]] = {
    "numbers": type_numbers,
    "counted": count_points,
    "listed": list_points,
    "bullets": type_bullets,
    "quotes": curl_quotes,
    "dashes": lengthen_dashes,
    "blanks": harden_blanks,
    "tabs": space_tabs,
    "hyphens": hyphenate,
}
