"""A meeting as the text of its YAML file: Danish keys in their order, readable by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reportgen.problems import Problem
from reportgen.report.meeting import Meeting
from reportgen.sources.minutes.meeting import Path, Unsure
from reportgen.sources.yaml.write import Layout, comment_line, write_yaml

_KEPT_EMPTY = frozenset({"til_stede", "afbud", "nr", "dagsorden"})
"""Keys that a person is to see although nothing stands under them."""
_WORDED = frozenset({"tilføj", "præciser", "erstat"})
"""Kinds of entry whose empty ``tekst`` is to be filled in."""


def meeting_yaml(
    meeting: Meeting,
    unsure: Iterable[Unsure] = (),
    say: Callable[[Problem], str] = lambda problem: problem.code,
    heading: Sequence[str] = (),
) -> str:
    """Write `meeting` as YAML.

    `say` words a problem for the person who reads the file; it becomes a comment
    ``# usikker: …`` at the entry it is about. `heading` are lines of comment that open the
    file.
    """
    data = meeting.model_dump(by_alias=True)
    comments: dict[Path, list[str]] = {}
    for entry in unsure:
        text = f"usikker: {comment_line(say(entry.problem))}"
        comments.setdefault(_existing(entry.at, data), []).append(text)
    return write_yaml(data, _LAYOUT, heading=heading, comments=comments)


def _existing(path: Path, data: Any) -> Path:
    """The part of `path` that is in the file."""
    for depth, key in enumerate(path):
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return path[:depth]
        if data is None or (data in ((), []) and key not in _KEPT_EMPTY):
            return path[:depth]
    return path


def _is_shown(key: str, data: Mapping[str, Any]) -> bool:
    """Whether `key` stands in the file even when it holds nothing."""
    if "art" not in data:
        return key in _KEPT_EMPTY or key == "deltagere"
    if key == "tekst":
        return str(getattr(data["art"], "value", data["art"])) in _WORDED
    return key == "afsnit" or (key == "id" and data.get("pind") is not None)


_LAYOUT = Layout(
    block_texts=frozenset({"uddybning", "referat"}),
    block_lists=frozenset({("dagsorden",)}),
    is_spaced=True,
    shows_empty=_is_shown,
)
