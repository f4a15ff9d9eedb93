"""Rules for the files of an object: what lies in its version folders, and every digest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.archive import digests
from reportgen.archive.files import in_parallel
from reportgen.archive.inventory import NAME, number
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import Claims


@dataclass(slots=True)
class Expected:
    """Digests that inventories state for one file: algorithm to (digest, rule) pairs."""

    stated: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def add(self, algorithm: str, digest: str, rule: str) -> None:
        """Note one more."""
        self.stated.setdefault(algorithm, set()).add((digest, rule))


def scan_version(
    top: Path, version: str, claims: Claims, sidecar: str, findings: Findings
) -> list[str]:
    """Content files of `version` as content paths; what else lies in its folder is noted."""
    files: list[str] = []
    for entry in sorted(os.scandir(top / version), key=lambda entry: entry.name):
        place = f"{version}/{entry.name}"
        if entry.is_symlink():
            findings.add("archive-link", "E090", place)
        elif not entry.is_dir():
            if entry.name not in {NAME, sidecar}:
                findings.add("archive-stray", "E015", place)
        elif entry.name != claims.content_name:
            findings.add("archive-folder-passed-over", "W002", place)
        else:
            files = list(_files_below(entry.path, place, findings))
            if not files:
                findings.add("archive-content-folder-empty", "W003", place)
    return files


def _files_below(folder: str, place: str, findings: Findings) -> Iterator[str]:
    """Content paths of the files below `folder`, which is `place` in the object."""
    waiting = [(folder, place)]
    while waiting:
        path, above = waiting.pop()
        with os.scandir(path) as listing:
            entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
        if not entries and above != place:
            findings.add("archive-empty-folder", "E024", above)
        for entry in entries:
            below = f"{above}/{entry.name}"
            if entry.is_symlink():
                findings.add("archive-link", "E090", below)
            elif entry.is_dir():
                waiting.append((entry.path, below))
            elif entry.is_file():
                yield below
            else:
                findings.add("archive-stray", "E090", below)


def check_listing(
    claims: Claims, inventory: str, files: Mapping[str, Iterable[str]], findings: Findings
) -> None:
    """Every file up to the inventory's last version is in its manifest, and the reverse.

    `files` are the content files of each version folder.
    """
    last = number(claims.versions[-1])
    present = {
        path for version, listed in files.items() if number(version) <= last for path in listed
    }
    for path in sorted(present - claims.manifest.keys()):
        findings.add("archive-content-unlisted", "E023", path, inventory=inventory)
    for path in sorted(claims.manifest.keys() - present):
        findings.add("archive-content-missing", "E092", path, inventory=inventory)


def check_digests(
    top: Path, files: Iterable[str], inventories: Iterable[Claims], findings: Findings
) -> None:
    """Read every file once, and compare it with every digest any inventory states for it."""
    expected: dict[str, Expected] = {path: Expected() for path in files}
    for claims in inventories:
        for path, digest in claims.manifest.items():
            if path in expected:
                expected[path].add(claims.algorithm, digest, "E092")
        for claim in claims.fixity:
            if claim.path in expected:
                expected[claim.path].add(claim.algorithm, claim.digest, "E093")

    def read(path: str) -> dict[str, str] | OSError:
        try:
            return digests.of_file(f"{top}/{path}", expected[path].stated)
        except OSError as error:
            return error

    known = [path for path in expected if expected[path].stated]
    for path, computed in zip(known, in_parallel(read, known), strict=True):
        if isinstance(computed, OSError):
            findings.unreadable(path)
            continue
        for algorithm, stated in expected[path].stated.items():
            for digest, rule in sorted(stated):
                if computed[algorithm] != digest:
                    findings.add("archive-content-changed", rule, path, found=computed[algorithm])
