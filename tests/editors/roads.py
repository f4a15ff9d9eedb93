"""Seventeen parties do everything people do, and send it back by every road: what is found?

``python tests/editors/roads.py [--road NAME] [--kind NAME] [--mode NAME] [--json FILE]``
opens a round of the sample's network, works in every party's copy in Word's own XML and in
LibreOffice, with tracking on and off, sends each copy through another program, collects them
all, and prints what was planted, found, lost, and found where nothing was done. Whether a road
itself took something away is judged by a look at the file that owes nothing to the program.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.editors.libreoffice import LibreOffice, uno_python
from tests.editors.planting.counting import Count, Fate, Travelled, count
from tests.editors.planting.kinds import KINDS, Kind
from tests.editors.planting.look import Look
from tests.editors.planting.round import MODES, UNEDITED, Mode, OpenRound, plan, work

_SECONDS = 120


class Roads:
    """The ways by which a copy comes back; each file goes each way once."""

    NAMES = ("direkte", "docx", "odt", "doc", "rtf", "pandoc", "abiword")

    def __init__(self, folder: Path, office: LibreOffice | None) -> None:
        self._folder, self._office = folder, office
        self._kept: dict[tuple[str, bytes], bytes] = {}

    def open(self) -> list[str]:
        """Those for which the program is there."""
        needs = {"pandoc": shutil.which("pandoc"), "abiword": shutil.which("abiword")}
        return [name for name in self.NAMES if name == "direkte" or needs.get(name, self._office)]

    def send(self, name: str, data: bytes) -> bytes:
        """The copy as it comes back by a road."""
        key = (name, hashlib.sha256(data).digest())
        if key not in self._kept:
            self._kept[key] = self._sent(name, data)
        return self._kept[key]

    def _sent(self, name: str, data: bytes) -> bytes:
        if name == "direkte":
            return data
        if name == "pandoc":
            return self._through(data, "pandoc", "--track-changes=all", "{in}", "-o", "{out}")
        if name == "abiword":
            return self._through(data, "abiword", "--to=docx", "--to-name={out}", "{in}")
        assert self._office is not None
        if name == "docx":
            return self._office.saved_as(data, "docx")
        return self._office.saved_as(self._office.saved_as(data, name), "docx", name)

    def _through(self, data: bytes, *command: str) -> bytes:
        before, after = self._folder / "ind.docx", self._folder / "ud.docx"
        before.write_bytes(data)
        after.unlink(missing_ok=True)
        words = [w.replace("{in}", str(before)).replace("{out}", str(after)) for w in command]
        subprocess.run(words, capture_output=True, check=True, timeout=_SECONDS)
        return after.read_bytes()


@contextmanager
def running_office(folder: Path) -> Iterator[LibreOffice | None]:
    """LibreOffice with a profile of its own; None where it is not installed."""
    program, python = shutil.which("soffice"), uno_python()
    if program is None or python is None:
        yield None
        return
    running = LibreOffice(folder, python, program)
    running.start()
    try:
        yield running
    finally:
        running.stop()


def travel(
    folder: Path,
    office: LibreOffice | None,
    names: Sequence[str] = (),
    kinds: Sequence[Kind] = KINDS,
    modes: Sequence[Mode] = MODES,
    seed: int = 1,
    tell: Callable[[str], None] = lambda said: None,
) -> dict[str, Count]:
    """Plant, send and count, for each road that is named or open."""
    modes = [mode for mode in modes if office or mode.program == "Word"]
    opened = OpenRound(folder)
    planted = plan(opened.sent, opened.parties, kinds, modes, seed)
    tell(f"{len(planted)} ting i {len(opened.parties)} kopier")
    copies = work(opened.sent, planted, opened.parties, office)
    roads = Roads(folder, office)
    counts: dict[str, Count] = {}
    for name in [name for name in roads.open() if name in names or not names]:
        came = {party: roads.send(name, data) for party, data in copies.items()}
        untouched = roads.send(name, opened.sent)
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            answer = opened.collect({**came, UNEDITED: untouched}, Path(inside))
        travelled = {p: Travelled(Look(copies[p]), Look(came[p])) for p in copies}
        counts[name] = count(planted, Look(untouched), travelled, answer)
        tell("\n".join([f"{name}: {counts[name].numbers}", *told(counts[name])]))
    return counts


def table(counts: dict[str, Count]) -> str:
    """The numbers as a table of Markdown."""
    heads = list(next(iter(counts.values())).numbers)
    lines = ["| vej | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    lines += [
        f"| {name} | " + " | ".join(map(str, found.numbers.values())) + " |"
        for name, found in counts.items()
    ]
    return "\n".join(lines)


def told(found: Count) -> Iterator[str]:
    """Everything that is not as it should be, a line each."""
    for each, fate in found.fates:
        if fate not in (Fate.FOUND, Fate.TAKEN):
            where = each.spot.block or each.spot.section
            yield f"  {fate}: {each.kind} ({each.mode}) {where}, {each.party}: {each.deed.steps[0]}"
    yield from (f"  forkert part: {row}" for row in found.wrong_party)
    yield from (f"  falsk: {row}" for row in found.false)
    yield from (f"  vejens: {row}" for row in found.of_road)
    yield from (f"  urørt: {row}" for row in found.unedited)
    taken = sorted({each.kind for each, fate in found.fates if fate is Fate.TAKEN})
    if taken:
        yield f"  taget af vejen: {', '.join(taken)}"


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--road", action="append", choices=Roads.NAMES, default=[])
    parser.add_argument("--kind", action="append", default=[], help="the beginning of its name")
    parser.add_argument("--mode", action="append", default=[], help="Word or LibreOffice, …")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    kinds = [k for k in KINDS if k.name.startswith(tuple(asked.kind)) or not asked.kind]
    modes = [m for m in MODES if str(m).startswith(tuple(asked.mode)) or not asked.mode]
    with tempfile.TemporaryDirectory(prefix="reportgen-veje-") as made:
        folder = Path(made)
        with running_office(folder) as office:
            counts = travel(folder, office, asked.road, kinds, modes, asked.seed, _progress)
    print(table(counts))
    if asked.json:
        said = {name: {**f.numbers, "linjer": list(told(f))} for name, f in counts.items()}
        asked.json.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")


def _progress(said: str) -> None:
    print(said, file=sys.stderr)


if __name__ == "__main__":
    main()
