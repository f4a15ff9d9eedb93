"""The year's journal, ``kladde.jsonl``: kept on the disk before anything else becomes of it.

Lines of JSON, only ever added to. A line is either something typed or what became of entries. One
that a crash cut off is nothing; the next line begins on a line of its own. Several programs may
write in turn, and each reads what the others wrote.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from reportgen.problems import Location, Problem
from reportgen.report import json_file
from reportgen.report.journal import Entry, Fate, Said
from reportgen.workspace import files
from reportgen.workspace.lock import held_briefly, user_name


class Journal:
    """The journal of one year. What it holds is what was on the disk at the last `refresh`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._at = 0
        """Bytes that were read."""
        self._entries: dict[int, Entry] = {}
        self._fates: dict[int, Fate] = {}
        self._damaged: list[int] = []
        self._lines = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that was typed, in order."""
        return tuple(self._entries.values())

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """What was typed and is not settled, in order."""
        return tuple(each for each in self._entries.values() if each.number not in self._fates)

    def fate(self, number: int) -> Fate | None:
        """What became of an entry; None while it waits."""
        return self._fates.get(number)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Lines that nothing can be read from."""
        return tuple(
            Problem("journal-damaged", Location(self._path.name, line=line))
            for line in self._damaged
        )

    def refresh(self) -> bool:
        """Read what was written since; answers whether that was anything.

        Raises `InputFaults` and `FileHeld` where what is there cannot be read.
        """
        try:
            size = self._path.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            size = 0
        if size == self._at:
            return False
        if size < self._at:  # it was put back from somewhere, or deleted
            self._forget()
        data = files.read(self._path) or b""
        return self._take(data[self._at :])

    def _take(self, data: bytes) -> bool:
        """Read lines; a last one without its end counts as soon as it is whole."""
        before = self._at
        for line in data.split(b"\n"):
            is_last = self._at + len(line) == before + len(data)
            is_read = self._read(line)
            if is_last and not is_read:
                break
            self._at += len(line) + (not is_last)
            self._lines += 1
            if not is_read and line.strip():
                self._damaged.append(self._lines)
        return self._at != before

    def _read(self, line: bytes) -> bool:
        try:
            said = json_file.parsed(line)
            if "blev" in said:
                fate = Fate(said["blev"])
                self._fates |= dict.fromkeys(map(int, said["nr"]), fate)
            else:
                entry = _entry(said)
                self._entries[entry.number] = entry
        except (ValueError, TypeError, KeyError):
            return False
        return True

    def keep(
        self,
        said: Sequence[Said],
        *,
        batch: str = "",
        undoes: str = "",
        instead_of: Iterable[int] = (),
    ) -> tuple[Entry, ...]:
        """As `append`, by whoever uses the program, now, in a batch of its own unless given."""
        return self.append(
            said,
            time=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
            by=user_name(),
            batch=batch or uuid4().hex[:12],
            undoes=undoes,
            instead_of=instead_of,
        )

    def append(
        self,
        said: Sequence[Said],
        *,
        time: str,
        by: str,
        batch: str,
        undoes: str = "",
        instead_of: Iterable[int] = (),
    ) -> tuple[Entry, ...]:
        """Keep what was typed; once this returns, it is on the disk.

        `instead_of` are entries whose place these take. Raises `FileHeld` and `NoRoom`; nothing
        is kept then.
        """
        with self._adding() as lines:
            first = max(self._entries, default=0) + 1
            made = tuple(
                Entry(number, time, by, each, batch, undoes)
                for number, each in enumerate(said, first)
            )
            lines.extend(map(_plain, made))
            if replaced := sorted(set(instead_of) - self._fates.keys()):
                lines.append({"nr": replaced, "blev": Fate.REPLACED})
        return made

    def settle(self, fates: Mapping[int, Fate]) -> None:
        """Record what became of entries; raises `FileHeld` and `NoRoom`."""
        with self._adding() as lines:
            for fate in Fate:
                numbers = [n for n, each in fates.items() if each is fate and n not in self._fates]
                if numbers:
                    lines.append({"nr": sorted(numbers), "blev": fate})

    @contextlib.contextmanager
    def _adding(self) -> Iterator[list[dict[str, Any]]]:
        """Hold the journal while lines are put together that depend on what it says; add them."""
        lines: list[dict[str, Any]] = []
        with held_briefly(self._path.with_name(f".{self._path.name}.lock")):
            self.refresh()
            yield lines
            if lines:
                files.add_lines(self._path, [_line(each) for each in lines])
                self.refresh()


def _line(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(entry: Entry) -> dict[str, Any]:
    said = {
        "nr": entry.number,
        "tid": entry.time,
        "af": entry.by,
        "sted": list(entry.place),
        "vist": entry.said.shown,
        "skrevet": entry.said.value,
        "samlet": entry.batch,
    }
    return {**said, "fortryder": entry.undoes} if entry.undoes else said


def _entry(said: Mapping[str, Any]) -> Entry:
    place = tuple(map(str, said["sted"]))
    typed = Said(place, str(said["vist"]), str(said["skrevet"]))
    return Entry(
        int(said["nr"]),
        str(said["tid"]),
        str(said["af"]),
        typed,
        str(said["samlet"]),
        str(said.get("fortryder", "")),
    )
