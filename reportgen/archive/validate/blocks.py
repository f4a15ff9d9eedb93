"""Rules for the blocks of an inventory that map digests to paths: manifest, state, fixity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reportgen.archive import digests
from reportgen.archive.validate.findings import FileFindings

_LONGEST = 4096
"""Characters of a path that any system takes."""


@dataclass(frozen=True, slots=True)
class PathRules:
    """Codes of the rules for one kind of path."""

    edges: str
    elements: str
    unique: str


CONTENT = PathRules(edges="E100", elements="E099", unique="E101")
LOGICAL = PathRules(edges="E053", elements="E052", unique="E095")


@dataclass(frozen=True, slots=True)
class FixityClaim:
    """A further digest that an inventory states for a content path."""

    path: str
    algorithm: str
    digest: str


def check_paths(paths: Iterable[str], kind: PathRules, findings: FileFindings) -> None:
    """Each path must stay below its folder, and stand once, also as the start of another."""
    seen: set[str] = set()
    for path in paths:
        if path.startswith("/") or path.endswith("/") or not 0 < len(path) <= _LONGEST:
            findings.add("archive-path-unsafe", kind.edges, path=path)
        elif not {"", ".", ".."}.isdisjoint(path.split("/")):
            findings.add("archive-path-unsafe", kind.elements, path=path)
        if path in seen:
            findings.add("archive-path-conflict", kind.unique, path=path)
        seen.add(path)
    folders: set[str] = set()
    for path in (path for path in seen if len(path) <= _LONGEST):
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    for path in sorted(seen & folders):
        findings.add("archive-path-conflict", kind.unique, path=path)


def check_block(
    block: object,
    algorithm: str,
    name: str,
    findings: FileFindings,
    *,
    rule: str,
    digest_rule: str,
    twice_rule: str = "E096",
) -> dict[str, list[str]]:
    """Entries of `block` that are sound: digest as written to its paths."""
    sound: dict[str, list[str]] = {}
    if not isinstance(block, dict):
        findings.add("archive-value", rule, key=name, value=block)
        return sound
    folded: set[str] = set()
    for digest, paths in block.items():
        if not digests.is_digest(digest, algorithm):
            findings.add("archive-value", digest_rule, key=name, value=digest)
        elif not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            findings.add("archive-value", rule, key=f"{name} {digest}", value=paths)
        elif digest.lower() in folded:
            findings.add("archive-digest-twice", twice_rule, digest=digest)
        else:
            folded.add(digest.lower())
            sound[digest] = paths
    return sound


def check_manifest(
    block: object, algorithm: str, owners: Collection[str], findings: FileFindings
) -> dict[str, str]:
    """Content paths of a manifest to their digests, in small letters.

    `owners` are the folders content may lie in: a version's, with its content directory.
    """
    if not isinstance(block, dict):
        findings.add("archive-value", "E106", key="manifest", value=type(block).__name__)
        return {}
    sound = check_block(block, algorithm, "manifest", findings, rule="E092", digest_rule="E025")
    for digest, listed in sound.items():
        if not listed:
            findings.add("archive-value", "E092", key=f"manifest {digest}", value=listed)
    paths = [path for listed in sound.values() for path in listed]
    check_paths(paths, CONTENT, findings)
    for path in paths:
        if "/".join(path.split("/")[:2]) not in owners or path.count("/") < 2:
            findings.add("archive-path-unsafe", "E042", path=path)
    return {path: digest.lower() for digest, listed in sound.items() for path in listed}


def check_state(
    block: object,
    algorithm: str,
    version: str,
    *,
    known: Collection[str],
    findings: FileFindings,
) -> dict[str, str]:
    """Logical paths of a version's state to their digests, in small letters."""
    name = f"{version} state"
    sound = check_block(block, algorithm, name, findings, rule="E050", digest_rule="E050")
    check_paths((path for listed in sound.values() for path in listed), LOGICAL, findings)
    for digest in sound:
        if digest not in known:
            findings.add("archive-digest-unknown", "E050", version=version, digest=digest)
    return {path: digest.lower() for digest, listed in sound.items() for path in listed}


def check_fixity(
    block: object, manifest: Mapping[str, str], findings: FileFindings
) -> list[FixityClaim]:
    """Further digests stated for content; algorithms not supported here are passed over."""
    if not isinstance(block, dict):
        findings.add("archive-value", "E111", key="fixity", value=type(block).__name__)
        return []
    claims: list[FixityClaim] = []
    for algorithm, entries in block.items():
        name = f"fixity {algorithm}"
        if algorithm not in digests.FIXITY_ALGORITHMS:
            findings.add("archive-value", "E056", key="fixity", value=algorithm)
            continue
        sound = check_block(
            entries,
            algorithm,
            name,
            findings,
            rule="E057",
            digest_rule="E057",
            twice_rule="E097",
        )
        paths = [path for listed in sound.values() for path in listed]
        check_paths(paths, CONTENT, findings)
        for path in paths:
            if path not in manifest:
                findings.findings.add("archive-content-missing", "E093", path)
        if digests.is_supported(algorithm):
            claims += [
                FixityClaim(path, algorithm, digest.lower())
                for digest, listed in sound.items()
                for path in listed
            ]
    return claims
