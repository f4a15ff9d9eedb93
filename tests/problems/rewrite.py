"""`python -m tests.problems.rewrite [GROUP …]` writes into the cases what the program says now.

What a case says already stays as it stands; the diff shows what is new. Without a group, all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from reportgen.problems.catalog import GROUPS
from tests.problems.case_files import changed, read_cases, rewrite_cases
from tests.problems.running import said_of
from tests.problems.starts import Starts


def main() -> None:
    """Run the cases of the groups named, and write down what the program says."""
    with tempfile.TemporaryDirectory() as folder:
        starts = Starts(Path(folder))
        for group in sys.argv[1:] or GROUPS:
            said: dict[int, str] = {}
            for case in read_cases(group):
                try:
                    now = said_of(case, starts, Path(folder) / f"{group}-{case.line}")
                except Exception as fault:  # the other cases are still to be written
                    print(f"{group}.txt:{case.line} {case.code}: {fault}", file=sys.stderr)  # noqa: T201
                    continue
                said[case.line] = changed(case, now).said
            if said:
                rewrite_cases(group, said)


if __name__ == "__main__":
    main()
