"""What one read came to, and what has to hold of every one."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fuzzing.workspaces import GOOD_PARTY, GOOD_WORD

_REPORT = "reportgen-fejl_"
"""How the files begin in which the program keeps the trace of a fault of its own."""
_KEPT = re.compile(r"/modtaget/|/kladde\.jsonl$|_hoeringssvar\.xlsx$")
"""What came back and what was typed on the desk: it is kept whatever else is wrong."""
_FRAME = re.compile(r'File ".*?/((?:reportgen|tests)/[^"]+)", line (\d+), in (\S+)')


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that must not happen."""

    kind: str
    """``fault``, ``hang``, ``memory``, ``stuck``, ``killed`` or the law that was broken."""
    place: str
    """The exception and the deepest line of the program's own, or what was found."""
    told: str = ""
    """The trace, or what was printed."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    words: tuple[str, ...]
    exit_code: int
    out: str
    err: str
    as_json: bool
    traces: tuple[str, ...] = ()
    """Of what was raised, and was neither a fault of the inputs nor a refusal."""


def of_trace(trace: str, kind: str = "fault") -> Failure:
    """The failure that a trace tells of."""
    frames = _FRAME.findall(trace)
    own = [frame for frame in frames if frame[0].startswith("reportgen/")] or frames
    where = f"{own[-1][0]}:{own[-1][1]} {own[-1][2]}" if own else "?"
    lines = [line for line in trace.splitlines() if line and not line.startswith(" ")]
    raised = lines[-1].partition(":")[0] if lines else "?"
    return Failure(kind, f"{raised} in {where}", trace)


def failures(
    ran: Sequence[Ran], before: Mapping[str, bytes], work: Path, writes: Sequence[str], beside: bool
) -> list[Failure]:
    """Everything that went wrong in a read; `work` holds the workspace and what lies round it."""
    found = [of_trace(trace) for each in ran for trace in each.traces]
    for each in ran:
        found += _of_what_was_said(each, str(work))
    if beside and not found:
        found += _of_both_answers(ran)
    return found + _of_the_disk(ran, before, work, writes)


def _of_what_was_said(ran: Ran, work: str) -> list[Failure]:
    said = f"$ reportgen {' '.join(ran.words)}\n{ran.out[-1500:]}\n{ran.err[-1500:]}"
    found = []
    if ran.exit_code not in range(5):
        found.append(Failure("exit", f"exit code {ran.exit_code}", said))
    if "Traceback" in ran.out + ran.err:
        found.append(Failure("traceback", "a trace is printed", said))
    if work in ran.out + ran.err:
        found.append(Failure("path", "an absolute path is printed", said))
    if ran.as_json:
        found += _of_json(ran, said)
    elif ran.exit_code and not ran.err.strip():
        found.append(Failure("silent", f"exit code {ran.exit_code} without a word", said))
    odd = {c for c in ran.err + ("" if ran.as_json else ran.out) if _is_unsafe(c)}
    if odd:
        names = ", ".join(sorted(f"U+{ord(c):04X}" for c in odd))
        found.append(Failure("control", f"control characters are printed: {names}", said))
    return found


def _of_json(ran: Ran, said: str) -> list[Failure]:
    try:
        told = json.loads(ran.out)
    except ValueError:
        # What was typed wrongly is Click's to tell, which knows no JSON.
        return [] if ran.exit_code == 2 else [Failure("json", "no JSON is printed", said)]
    if not isinstance(told, dict):
        return [Failure("json", "the JSON is no object", said)]
    codes = [problem["code"] for problem in told.get("problems", ())]
    if ran.exit_code == 1 and not codes:
        return [Failure("silent", "exit code 1 without a problem", said)]
    return []


def _of_both_answers(ran: Sequence[Ran]) -> list[Failure]:
    """Whether the other party's edit was found, and something is said of what was changed."""
    told = next((_told(each) for each in ran if "collect" in each.words), None)
    if told is None:
        return []
    found = []
    if not any(_is_found(edit) for edit in told["edits"]):
        found.append("the answer collected beside it is lost")
    files = [each["file"] for each in told["responses"] if each["file"]]
    if len(files) < 2 and not told.get("problems"):
        found.append("nothing is said of the file that was changed")
    return [Failure("beside", each, json.dumps(told)[:3000]) for each in found]


def _is_found(edit: Mapping[str, Any]) -> bool:
    return GOOD_PARTY in edit["parties"] and GOOD_WORD in edit["after"]


def _told(ran: Ran) -> dict[str, Any] | None:
    if not ran.as_json or ran.exit_code:
        return None
    told: dict[str, Any] = json.loads(ran.out)
    return told


def _of_the_disk(
    ran: Sequence[Ran], before: Mapping[str, bytes], work: Path, writes: Sequence[str]
) -> list[Failure]:
    found = []
    after = snapshot(work)
    has_errors = all(each.exit_code == 1 and "--fix" not in each.words for each in ran)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    for name in sorted(changed):
        inside = name.removeprefix("mappe/")
        kind = re.sub(r"[0-9]+", "N", inside)
        if Path(name).name.startswith((_REPORT, ".reportgen")):
            continue
        if name.endswith(".tmp"):
            found.append(Failure("left", f"a half-written file is left: {kind}", name))
        elif inside == name or not inside.startswith(tuple(writes)):
            found.append(Failure("outside", f"a file is written where none may be: {kind}", name))
        elif has_errors and not _KEPT.search(name):
            found.append(Failure("written", f"a file is written in spite of errors: {kind}", name))
    return found[:3]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file and link below a folder, with what it holds."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink()).encode()
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def _is_unsafe(character: str) -> bool:
    """Whether a character does something to a terminal, or to the order of what stands there."""
    if character in "\n\t":
        return False
    return unicodedata.category(character) == "Cc" or character in _BIDI


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
