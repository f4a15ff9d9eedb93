"""What came back in a round, as the contract's objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.app.hearing.results import Response, RoundResult, counts
from reportgen.hearing.decisions import variants
from reportgen.hearing.result import Comment, Edit, Merged


def collected_as_json(result: RoundResult) -> dict[str, Any]:
    """``responses``, ``edits``, ``conflicts``, ``comments``, ``set_aside`` and ``counts``."""
    merged = result.merged
    return {
        "responses": responses_as_json(result.responses),
        "edits": [_edit(edit) for edit in merged.edits],
        "conflicts": _conflicts(merged),
        "comments": [_comment(comment) for comment in merged.comments],
        "set_aside": [
            {"id": aside.id, "file": aside.file, "reason": aside.reason.code}
            for aside in result.set_aside
        ],
        "counts": counts(merged),
    }


def responses_as_json(responses: Iterable[Response]) -> list[dict[str, Any]]:
    """``{party, way, date, files, known_by, edits, comments}`` for each."""
    return [
        {
            "party": response.party,
            "way": response.way.value,
            "date": response.date or None,
            "files": list(response.files),
            "known_by": response.known_by or None,
            "edits": response.edits,
            "comments": response.comments,
        }
        for response in responses
    ]


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "id": edit.id,
        "section": edit.section or None,
        "block": edit.block or None,
        "kind": edit.kind.value,
        "part": edit.part.value,
        "before": edit.before,
        "after": edit.after,
        "heading": edit.heading or None,
        "place": edit.place or None,
        "parties": list(edit.parties),
        "sources": [
            {
                "party": source.party,
                "file": source.file or None,
                "tracked": source.tracked,
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
        "time": comment.date or None,
        "section": comment.section or None,
        "block": comment.block or None,
        "quoted": comment.quoted or None,
        "text": comment.text,
        "reply_to": comment.reply_to or None,
        "resolved": comment.resolved,
    }
