"""What was found in a round, kept as data: read and merged once, decided on as often as needed.

A record holds what was sent out as it was read, what came of every file, and the merge of all
of them. Whoever has it needs to read none of the answers again. It is derived from what was
sent and received alone, so it may be thrown away: it is then made anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from reportgen import __version__
from reportgen.hearing.model import BaseBlock, DocumentObject, Para, Remark
from reportgen.hearing.responses import SetAside
from reportgen.hearing.result import Comment, Merged
from reportgen.problems import Problem
from reportgen.report import json_file

FORMAT = 2
"""Of the record itself: raised whenever a class that stands in it has other fields."""
FINDINGS = 2
"""Of what is found: raised whenever reading or comparing finds anything else in the same files."""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """The version that a file says it was written in, where that is not the one sent out."""

    version: str
    fold: str
    """Digest of the folded report it shows."""
    sha256: str = ""
    """Digest of its document; empty where it is not among the outputs."""


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What came of one file that may hold an edited copy."""

    receipt: int
    """Number of its receipt."""
    answer: str = ""
    """Name of the answer, as ``Holbæk Kommune (2)``; empty where it is none, or nobody's yet."""
    set_aside: SetAside | None = None
    comments: tuple[Comment, ...] = ()
    """What of an answer to an earlier version could only be carried over in words."""
    earlier: EarlierVersion | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """Everything that was found in the files of a round."""

    key: str
    """What it depends on beside the files, as `key_of` says it."""
    receipts: tuple[str, ...]
    """SHA-256 of every receipt it was made of, in order; each holds the digest of its file."""
    paragraphs: tuple[Para, ...]
    """What was sent out, as it was read."""
    remarks: tuple[Remark, ...]
    """Comments that were sent out."""
    files: tuple[FileFindings, ...]
    merged: Merged
    """The files merged, without what was said otherwise."""
    objects: tuple[DocumentObject, ...] = ()
    """What was sent out beside the text."""

    def opens(self, receipts: Sequence[str]) -> bool:
        """Whether `receipts` are those it was made of, and any that came since."""
        return tuple(receipts[: len(self.receipts)]) == self.receipts


def key_of(
    sent: tuple[object, ...],
    blocks: Sequence[BaseBlock],
    prose: Sequence[str],
    parties: Sequence[str],
) -> str:
    """Digest of what a record depends on beside the files that came back.

    `sent` names what was sent out: year, round, version and the document's digest. `prose` are
    the sections with a place for prose.
    """
    versions = (FORMAT, FINDINGS, __version__)
    known = (versions, sent, tuple(blocks), tuple(prose), tuple(parties))
    return sha256(repr(known).encode()).hexdigest()


# As JSON: an object is the list of its fields' values, in their order.


def to_json(record: MergeRecord) -> bytes:
    """Write a record; raises TypeError where a problem holds a value that JSON has no word for."""
    said = json.dumps(record, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return said.encode("utf-8", "surrogatepass")


def from_json(data: bytes) -> MergeRecord:
    """Read a record; raises ValueError, TypeError or KeyError where it is none."""
    read: MergeRecord = _reader(MergeRecord)(json_file.parsed(data, errors="surrogatepass"))
    return read


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [getattr(value, name) for name in _field_names(value.__class__)]
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of a type from its plain data.

    >>> _reader(tuple[EarlierVersion, ...])([["v01", "ab", ""], ["v02", "cd", "ef"]])[1].fold
    'cd'
    >>> _reader(EarlierVersion | None)(["v02", "cd", "ef"])
    EarlierVersion(version='v02', fold='cd', sha256='ef')
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple and arguments[-1] is Ellipsis:
        each = _reader(arguments[0])
        return lambda data: tuple([each(value) for value in data])
    if origin is tuple:
        return _row(lambda *values: values, [_reader(argument) for argument in arguments])
    if origin in (Union, UnionType):
        one, *others = [argument for argument in arguments if argument is not NoneType]
        whole = _reader(one)
        return _same if others else lambda data: None if data is None else whole(data)
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, tuple)):
        hints = get_type_hints(kind)
        return _row(kind, [_reader(hint) for hint in hints.values()])
    if isinstance(kind, type) and issubclass(kind, str) and kind is not str:
        return kind  # a word of a closed list, or an anchor
    return _same


def _row(make: Callable[..., Any], readers: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """What makes something of a list with one value for each of `readers`."""

    def read(data: Any) -> Any:
        return make(*[one(value) for one, value in zip(readers, data, strict=True)])

    return read


def _same(data: Any) -> Any:
    return data
