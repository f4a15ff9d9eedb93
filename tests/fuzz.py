"""Change real inputs as nobody would in good faith, and see whether the program stands it.

    python tests/fuzz.py --seconds 60                  every reader, a minute each
    python tests/fuzz.py --seconds 300 answer eml      these readers
    python tests/fuzz.py --seed 1234 answer            one read again, with all that it said

A fault of the program itself, more than 5 seconds of the processor, 300 MB of memory, something
written where nothing may be, and an answer beside it that is lost are failures; the exit code is
then 1. `tests/fuzzing/` says what is read (`readers.py`), what is changed (`mutations/`) and what
must hold (`outcomes.py`).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fuzzing.readers import READERS
from tests.fuzzing.running import Read, Tally, changed_file, run
from tests.fuzzing.workspaces import Starts


def main() -> int:
    """Run what was asked for, and print what it came to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(READERS))
    parser.add_argument("--seconds", type=float, help="for each reader")
    parser.add_argument("--reads", type=int, help="of each reader, instead of a time")
    parser.add_argument("--first", type=int, help="the first seed; by the clock unless given")
    parser.add_argument("--seed", type=int, help="read only this one, and tell all of it")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that broke something")
    asked = parser.parse_args()
    if unknown := set(asked.readers) - READERS.keys():
        parser.error(f"no such reader: {', '.join(sorted(unknown))}")
    first = asked.seed if asked.seed is not None else asked.first
    first = first if first is not None else int(time.time())
    reads = 1 if asked.seed is not None else asked.reads
    if reads is None and asked.seconds is None:
        parser.error("say --seconds, --reads or --seed")
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as made:
        starts, folder = Starts(Path(made, "starts")), Path(made, "reads")
        folder.mkdir()
        print(f"seeds from {first}", flush=True)
        for name in asked.readers or READERS:
            tally = tallies[name] = Tally()
            reading = run(
                name, first, starts, folder,
                seconds=asked.seconds, reads=reads, workers=asked.workers,
            )  # fmt: skip
            for read in reading:
                tally.add(read)
                for failure in read.failures:
                    print(f"    {failure.kind}: {failure.place}  --seed {read.seed} {name}")
                if read.failures and asked.keep:
                    _keep(read, starts, asked.keep)
                if asked.seed is not None:
                    _tell(read)
            print(_line(name, tally), flush=True)
        return _report(tallies)


def _line(name: str, tally: Tally) -> str:
    each = 1000 * tally.seconds / max(1, tally.reads)
    return (
        f"{name:14} {tally.reads:7} reads {tally.seconds:8.1f} s {each:6.0f} ms each, slowest "
        f"{tally.slowest:4.1f} s, largest {tally.largest:4.0f} MB, {tally.taken:7} taken in, "
        f"{len(tally.failed):4} failed"
    )


def _report(tallies: Mapping[str, Tally]) -> int:
    """Print each kind of failure once, with the seeds that show it; whether there is any."""
    kinds: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for tally in tallies.values():
        for read in tally.failed:
            for failure in read.failures:
                kinds[failure.kind, failure.place].append(read)
    for (kind, place), reads in sorted(kinds.items(), key=lambda each: -len(each[1])):
        print(f"\n{len(reads)} × {kind}: {place}")
        for read in reads[:4]:
            print(f"    --seed {read.seed} {read.reader}   {'; '.join(read.recipe)}")
        told = next(f.told for f in reads[0].failures if (f.kind, f.place) == (kind, place))
        print("".join(f"    | {line}\n" for line in told.splitlines()[-14:]), end="")
    return 1 if kinds else 0


def _tell(read: Read) -> None:
    print("\n".join(read.recipe))
    print(f"exit codes {read.codes}, {read.seconds:.2f} s, {read.megabytes:.0f} MB")
    for failure in read.failures:
        print(f"{failure.kind}: {failure.place}\n{failure.told}")


def _keep(read: Read, starts: Starts, folder: Path) -> None:
    file, _, _ = changed_file(read.reader, read.seed, starts)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{read.reader}-{read.seed}-{Path(file.path).name}").write_bytes(file.data)


if __name__ == "__main__":
    sys.exit(main())
