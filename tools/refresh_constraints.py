"""Bring `constraints.txt` up to the newest versions that the tests pass with.

`python tools/refresh_constraints.py` installs the newest version of everything into an
environment of its own, runs the tests and the checkers there, and only then writes
`constraints.txt` and, in `CHANGELOG.md`, what moved.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
CHANGELOG = ROOT / "CHANGELOG.md"
SECTION = "## Unreleased\n\n"
CHECKS = (("pytest", "-q"), ("ruff", "check", "."), ("mypy",), ("lint-imports",))


def read(text: str) -> dict[str, str]:
    """Versions by the name of their package, from lines such as ``click==8.1.7``."""
    pinned = (line.split("==") for line in text.splitlines() if "==" in line)
    return {canonical(name): version.strip() for name, version in pinned}


def canonical(name: str) -> str:
    """A package's name as every index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def written(versions: Mapping[str, str]) -> str:
    """The file: one package a line, by name."""
    return "".join(f"{name}=={version}\n" for name, version in sorted(versions.items()))


def moves(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """What moved, package by package.

    >>> moves({"click": "8.1", "lxml": "5.1"}, {"click": "8.2", "rich": "13.7"})
    ['click 8.1 → 8.2', 'lxml 5.1 is gone', 'rich 13.7 is new']
    """
    moved = []
    for name in sorted(before | after):
        old, new = before.get(name), after.get(name)
        if new is None:
            moved.append(f"{name} {old} is gone")
        elif old is None:
            moved.append(f"{name} {new} is new")
        elif old != new:
            moved.append(f"{name} {old} → {new}")
    return moved


def newest(folder: Path) -> dict[str, str]:
    """The versions of a fresh installation with which everything passes.

    Raises `subprocess.CalledProcessError` where something does not.
    """
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (programs / "python", "-m", "pip")
    subprocess.run((*pip, "install", "-q", "-e", ".[test,lint]"), cwd=ROOT, check=True)
    for program, *arguments in CHECKS:
        subprocess.run((programs / program, *arguments), cwd=ROOT, check=True)
    frozen = subprocess.run(
        (*pip, "freeze", "--exclude-editable"), check=True, capture_output=True, text=True
    )
    return read(frozen.stdout)


def main() -> None:
    """Refresh the file, or leave it as it is where something fails."""
    before = read(CONSTRAINTS.read_text("utf-8")) if CONSTRAINTS.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        after = newest(Path(folder))
    moved = moves(before, after)
    print("\n".join(moved) or "nothing moved")
    if moved:
        CONSTRAINTS.write_text(written(after), "utf-8")
        entry = f"- Tested with newer versions: {', '.join(moved)}.\n"
        changes = CHANGELOG.read_text("utf-8").replace(SECTION, SECTION + entry, 1)
        CHANGELOG.write_text(changes, "utf-8")


if __name__ == "__main__":
    main()
