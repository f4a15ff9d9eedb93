"""What a party wants, in a sentence."""

from __future__ import annotations

from reportgen.hearing.base import Prepared, Role
from reportgen.hearing.decisions.rows import STRUCK, cell_name, place_of
from reportgen.hearing.edits.conflicts import words_of
from reportgen.hearing.edits.tables import cell_place, said_of_row
from reportgen.hearing.result import Edit, EditKind, Part
from reportgen.report import ids
from reportgen.report.wording.differ import Attribute, Hunk, differences
from reportgen.report.wording.text import Line, Run, write
from reportgen.report.wording.tokens import Token, Tokens, plain_of, tokenize

_CONTEXT = 5
"""Words before an insertion or a split that tell where it is."""
_TELLING = 3
"""Words that are found again without being told where they are."""
_MOST_CHANGES = 3
"""Changes of a small line that are told one by one; more are read better as a whole."""


def literal(text: str) -> str:
    """Plain text as markup that says the same."""
    return write(Line((Run(line),)) for line in text.splitlines() if line.strip())


def remark(prepared: Prepared, edit: Edit) -> str:
    """What an edit wants, as markup."""
    return literal(said(prepared, edit))


def said(prepared: Prepared, edit: Edit) -> str:
    """What an edit wants, in plain words."""
    text = _said(prepared, edit).replace(".”.", ".”")
    return f"{text}\n({STRUCK})" if edit.struck and STRUCK not in text else text


def _said(prepared: Prepared, edit: Edit) -> str:
    in_small_line = edit.part is Part.FIXED and _is_of_small_line(prepared, edit)
    where = {
        Part.HEADING: "I overskriften: ",
        Part.FIELD: _IN_SMALL_LINE,
        Part.FIXED: _IN_SMALL_LINE if in_small_line else "Uden for rapportens egen tekst: ",
    }.get(edit.part, "")
    match edit.kind:
        case EditKind.ADD | EditKind.REMOVE if edit.is_row and edit.table is not None:
            return said_of_row(edit.table, is_new=edit.kind is EditKind.ADD)
        case EditKind.ADD:
            text = "\n".join(part for part in (edit.heading, _plain(edit.after)) if part)
            what = "Nyt afsnit" if ids.is_prose_row(edit.row) else "Nyt punkt"
            return f"{what} foreslås {place_of(edit)}:\n{text}"
        case EditKind.REMOVE:
            named = _quoted(edit.heading or _plain(edit.before))
            return _gone(edit, named) if edit.struck else f"Foreslås slettet: {named}."
        case EditKind.MOVE:
            named = _quoted(edit.heading or _plain(edit.before))
            return f"{named} foreslås flyttet til {place_of(edit)}."
        case EditKind.CELL:
            after = _quoted(edit.after) if edit.after else "tom"
            if edit.struck and not edit.after:
                return f"{_quoted(edit.before)} ({cell_name(edit.block)}) er {STRUCK}"
            changed = _changed(edit, _quoted(edit.before), after)
            return f"{changed.removesuffix('.')} ({cell_name(edit.block)})."
        case EditKind.REMARK if edit.table is not None and not edit.candidates:
            return f"{cell_place(edit.table)}: {_of_fixed(edit)}"
        case EditKind.REMARK:
            told = _of_small_line(edit) if in_small_line else ""
            return where + (told or _of_fixed(edit))
    assert edit.hunk is not None
    return where + _of_hunk(edit, words_of(prepared, edit), edit.hunk)


_IN_SMALL_LINE = "I linjen under punktet: "


def _is_of_small_line(prepared: Prepared, edit: Edit) -> bool:
    known = prepared.known.get(edit.block)
    slots = (prepared.slots[n] for n in known.slots) if known else ()
    return any(slot.role is Role.SOURCE and slot.index in edit.paragraphs for slot in slots)


def _of_small_line(edit: Edit) -> str:
    """What is wanted of a point's small line, by the words that differ; else empty."""
    if not edit.after or edit.hunk is not None:
        return ""
    words, wanted = (tokenize([Line((Run(text),))]) for text in (edit.before, edit.after))
    hunks = [hunk for hunk, _ in differences(words, wanted)]
    if len(hunks) > _MOST_CHANGES:
        return ""
    return " ".join(_of_hunk(edit, words, hunk) for hunk in hunks)


def _of_fixed(edit: Edit) -> str:
    if edit.candidates:
        return (
            f"Noget er slettet eller skrevet om, og det kan gælde {', '.join(edit.candidates)}: "
            f"{_quoted(edit.before or edit.after)}."
        )
    if not edit.before:
        return f"{_quoted(edit.after)} foreslås tilføjet."
    if edit.hunk is not None and edit.hunk.sets is not None:
        words = tokenize([Line((Run(edit.before),))])[edit.hunk.start : edit.hunk.end]
        return f"{_quoted(plain_of(words) or edit.before)} foreslås {_look(edit.hunk)}."
    if not edit.after:
        return _gone(edit, _quoted(edit.before))
    return _changed(edit, _quoted(edit.before), _quoted(edit.after))


def _gone(edit: Edit, old: str) -> str:
    return f"{old} er {STRUCK}" if edit.struck else f"{old} foreslås slettet."


def _changed(edit: Edit, old: str, new: str) -> str:
    if not edit.struck:
        return f"{old} foreslås ændret til {new}."
    return f"{old} er {STRUCK} I stedet er skrevet {new}."


def _of_hunk(edit: Edit, words: Tokens, hunk: Hunk) -> str:
    old, new = plain_of(words[hunk.start : hunk.end]).strip(), plain_of(hunk.new).strip()
    if hunk.sets is not None:
        return f"{_quoted(old) if old else 'Afsnittet'} foreslås {_look(hunk)}."
    after = _after(words[: hunk.start])
    if old:
        where = after if len(old.split()) < _TELLING else ""
        named = f"{_quoted(old)}{where}"
        return _changed(edit, named, _quoted(new)) if new else _gone(edit, named)
    if new:
        begins = hunk.new[0].begins
        what = "Et nyt afsnit" if begins else _quoted(new)
        return f"{what} foreslås indsat{after}{f': {_quoted(new)}' if begins else ''}."
    if any(token.breaks for token in (*hunk.new, *words[hunk.start : hunk.end])):
        what = "indsat" if any(token.breaks for token in hunk.new) else "fjernet"
        return f"Et linjeskift foreslås {what}{after}."
    if any(token.begins for token in hunk.new):
        return f"Afsnittet foreslås delt i to{after}."
    return f"To afsnit foreslås slået sammen{after}."


def _look(hunk: Hunk) -> str:
    match hunk.sets:
        case Attribute.BOLD:
            return "sat med fed" if hunk.value else "sat uden fed"
        case Attribute.ITALIC:
            return "sat med kursiv" if hunk.value else "sat uden kursiv"
        case Attribute.HREF:
            return f"gjort til et link til {hunk.value}" if hunk.value else "sat uden link"
    lists = {"bullet": "sat på punktliste", "number": "sat på nummereret liste"}
    return lists.get(str(hunk.value), "taget ud af listen")


def _after(words: Tokens) -> str:
    """Where something is put in: after the last words before it in its paragraph."""
    here: list[Token] = []
    for token in reversed(words):
        if token.begins or sum(not t.text.isspace() for t in here) == _CONTEXT:
            break
        here.append(token)
    text = "".join(token.text for token in reversed(here)).strip()
    return f" efter {_quoted('…' + text)}" if text else " først"


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”"


def _plain(markup: str) -> str:
    from reportgen.report.wording.text import plain as read

    return read(markup)
