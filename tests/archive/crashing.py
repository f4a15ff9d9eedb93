"""A program that archives without end, to be killed; run by the tests with the archive's path.

``python crashing.py ARCHIVE YEAR`` prints each version it has committed, after the commit.
``python crashing.py FOLDER YEAR BEFORE`` makes an archive ``FOLDER/1``, ``FOLDER/2`` … for every
step of writing, with that many versions in it, and dies at that step of the next; it prints
how many steps there are.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportgen.archive import files
from reportgen.archive.inventory import User
from reportgen.archive.store import Store

NOON = datetime(2022, 11, 15, 12, tzinfo=UTC)
_STEPS = ("create", "sync", "replace", "move", "remove_tree", "remove_if_empty")


def contents(number: int) -> Mapping[str, bytes]:
    """What the version of that number holds: some of it old, some of it new."""
    return {
        "inputs/fast.txt": b"always the same",
        f"inputs/møde {number // 3}.yaml": b"meeting %d" % (number // 3),
        f"outputs/v{number:02}.docx": b"report %d" % number * 4000,
        "outputs/nyeste.docx": b"newest %d" % number,
    }


def commit(store: Store, year: str, number: int) -> str:
    """Archive the version of that number."""
    who = User("Sekretariatet", "mailto:sekretariat@example.org")
    done = store.commit(year, contents(number), message=f"{number}", user=who, created=NOON)
    return done.version


def die_at(step: int) -> None:
    """Have this process killed just before its `step`th act of writing."""
    count = 0

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*args)

        return run

    for name in _STEPS:
        setattr(files, name, counted(getattr(files, name)))


def dies(store: Store, year: str, before: int, step: int) -> bool:
    """Commit in a process of its own that is to die at `step`; tell whether it came to that."""
    child = os.fork()
    if child == 0:
        for number in range(1, before + 1):
            commit(store, year, number)
        die_at(step)
        commit(store, year, before + 1)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def say(text: str) -> None:
    """Tell whoever started this."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Archive until killed, or die at each step in turn."""
    folder, year = Path(sys.argv[1]), sys.argv[2]
    if len(sys.argv) > 3:
        importlib.import_module("filelock")  # once, and not in every child
        step = 1
        while dies(Store(folder / str(step)), year, int(sys.argv[3]), step):
            step += 1
        say(str(step))
        return
    store = Store(folder)
    number = len(store.versions(year)) if any(e.id == year for e in store.objects()) else 0
    while True:
        number += 1
        say(commit(store, year, number))


if __name__ == "__main__":
    main()
