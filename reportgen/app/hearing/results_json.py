"""What came back in a round, as the contract's objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reportgen.app.hearing.gathering import RoundAnswers
from reportgen.hearing.decisions.current import Overtaken
from reportgen.hearing.decisions.rulings import variants
from reportgen.hearing.responses import Way, counts
from reportgen.hearing.result import Comment, Edit, EditKind, Merged
from reportgen.workspace.received import BY_PROGRAM

if TYPE_CHECKING:
    from reportgen.app.hearing.late import LateAnswers

from reportgen.report.wording.tokens import without_breaks


def collected_as_json(answers: RoundAnswers) -> dict[str, Any]:
    """``responses``, ``edits``, ``conflicts``, ``comments`` and ``counts``."""
    merged = answers.result.merged
    return {
        "responses": responses_as_json(answers),
        "edits": [_edit(edit) for edit in merged.edits],
        "conflicts": _conflicts(merged),
        "comments": [_comment(comment) for comment in merged.comments],
        "counts": counts(merged),
    }


def overtaken_as_json(overtaken: Mapping[str, Overtaken]) -> list[dict[str, Any]]:
    """Rows that the inputs say something else about now, each with what they say, and where."""
    return [
        {"id": row, "inputs": {"text": each.shown, "place": each.place or None}}
        for row, each in overtaken.items()
    ]


def late_as_json(rounds: Sequence[LateAnswers]) -> dict[str, Any]:
    """The same of answers that came after their rounds were closed: all of them set aside."""
    told: dict[str, Any] = {"responses": [], "edits": [], "conflicts": [], "comments": []}
    for late in rounds:
        found = collected_as_json(late.answers)
        for response in found["responses"]:
            if response["status"] != "set_aside":
                response |= {"status": "set_aside", "reason": "late"}
        for name, entries in told.items():
            entries.extend(found[name])
    return told


_STATUS = {
    Way.DOCUMENT: "read",
    Way.UNCHANGED: "unchanged",
    Way.TEXT: "answered",
    Way.NONE: "answered",
}


def responses_as_json(answers: RoundAnswers) -> list[dict[str, Any]]:
    """``{file, party, round, version, status, edits, comments}`` for each answer.

    A file that was set aside is one too, with its `reason`; who has not answered is not.
    """
    answered = [
        {
            "file": _received(answers, response.files[0]) if response.files else None,
            "party": response.party,
            **_which(answers),
            "status": _STATUS[response.way],
            "edits": response.edits,
            "comments": response.comments,
            "date": response.date or None,
            "known_by": response.known_by or None,
            "ledger": response.ledger.as_numbers(),
        }
        for response in answers.result.responses
        if response.way in _STATUS
    ]
    # A file that says that there is nothing to remark is that answer, and nothing beside it.
    silent = {r.party for r in answers.result.responses if r.way is Way.NONE}
    aside = [
        {
            "file": _received(answers, entry.file),
            "party": entry.party or None,
            **_which(answers),
            "status": "set_aside",
            "reason": _REASONS.get(entry.reason.code, entry.reason.code),
            "edits": 0,
            "comments": 0,
        }
        for entry in answers.result.set_aside
        if not (entry.answered and entry.party in silent)
    ]
    return answered + aside


_REASONS = {
    "received-replaced": "replaced",
    "received-replaced-nothing": "replaced",
    "received-emptied": "replaced",
    **dict.fromkeys(BY_PROGRAM.values(), "automatic"),
    "received-unattributed": "unattributed",
    "received-named": "unattributed",
}
"""The contract's words for why something was set aside; any other is the code of its problem."""


def _which(answers: RoundAnswers) -> dict[str, Any]:
    return {"round": answers.round.number, "version": answers.round.version}


def _received(answers: RoundAnswers, name: str) -> str:
    """A received file's path from the workspace, which the round's folder lies five deep in."""
    folder = answers.round.received
    return (folder / name).relative_to(folder.parents[5]).as_posix()


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "id": edit.id,
        "section": edit.section or None,
        "block": edit.block or None,
        "kind": _kind(edit).value,
        "part": edit.part.value,
        "before": edit.before,
        "after": without_breaks(edit.after),
        "heading": edit.heading or None,
        "place": edit.place or None,
        "parties": list(edit.parties),
        "tracked": edit.tracked,
        "struck": edit.struck,
        "sources": [
            {
                "party": source.party,
                "file": source.file or None,
                "tracked": source.tracked,
                "struck": source.struck,
                "authors": [
                    {"name": author.name or None, "time": author.time or None}
                    for author in source.authors
                ],
            }
            for source in edit.sources
        ],
        "conflict": edit.conflict or None,
        "candidates": list(edit.candidates),
    }


def _kind(edit: Edit) -> EditKind:
    """What an edit does; words that were struck through by hand are to go, whole block or not."""
    is_struck_out = edit.kind is EditKind.REPLACE and edit.struck and edit.is_deletion
    return EditKind.REMOVE if is_struck_out else edit.kind


def _conflicts(merged: Merged) -> list[dict[str, Any]]:
    return [
        {
            "id": conflict.id,
            "section": conflict.section or None,
            "block": conflict.block or None,
            "part": conflict.part.value,
            "base": conflict.base,
            "variants": [
                {
                    "id": id_,
                    "parties": list(variant.parties),
                    "text": variant.text,
                    "edits": list(variant.edits),
                }
                for id_, variant in variants(merged, conflict.id)
            ],
        }
        for conflict in merged.conflicts
    ]


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "party": comment.party,
        "author": comment.author or None,
        "date": comment.date or None,
        "section": comment.section or None,
        "block": comment.block or None,
        "quoted": comment.quoted or None,
        "text": comment.text,
        "reply_to": comment.reply_to or None,
        "resolved": comment.resolved,
    }
