"""Validation of OCFL objects and storage roots of format 1.0 or 1.1, whoever made them."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from reportgen.archive import digests
from reportgen.archive.inventory import NAME, sidecar
from reportgen.archive.paths import EXTENSIONS, object_folder
from reportgen.archive.storage_root import changed_guide_files
from reportgen.archive.validate import content, inventory
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import SPECS, Claims
from reportgen.report import json_file

REGISTERED = frozenset(
    (
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout",
        "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
        "initial",
    )
)
"""Names in the register of OCFL community extensions."""

_DECLARATION = re.compile(r"0=ocfl_object_(\d+\.\d+)")
_VERSION_LIKE = re.compile(r"v\d+")
_SIDECAR = re.compile(rb"([0-9a-fA-F]+)[ \t]+inventory\.json\s*")


def check_object(top: Path, findings: Findings) -> tuple[str, str]:
    """Validate the object in the folder `top`; its id and format are returned, if known."""
    entries = sorted(os.scandir(top), key=lambda entry: entry.name)
    spec = check_declaration(top, entries, findings)
    claims = _root_inventory(top, spec, findings)
    if claims is None:
        return "", spec
    _check_root(top, entries, claims, findings)
    present = [version for version in claims.versions if (top / version).is_dir()]
    for version in claims.versions:
        if version not in present:
            rule = "E010" if claims.head in present else "E046"
            findings.add("archive-version-missing", rule, version, version=version)
    prior = _version_inventories(top, claims, present, findings)
    # The digest file of each version is named for that version's own algorithm.
    files = {
        version: content.scan_version(
            top, version, claims, f"{NAME}.{prior.get(version, claims).algorithm}", findings
        )
        for version in present
    }
    inventories = {"": claims, **prior}
    for where, each in inventories.items():
        if each.versions:
            content.check_listing(each, where, files, findings)
    every = [path for listed in files.values() for path in listed]
    content.check_digests(top, every, inventories.values(), findings)
    return claims.id, spec


def check_declaration(top: Path, entries: list[os.DirEntry[str]], findings: Findings) -> str:
    """Format that the object declares, empty if that cannot be told."""
    declared = [entry.name for entry in entries if entry.name.startswith("0=")]
    expected = f"0=ocfl_object_{SPECS[-1]}"
    if len(declared) != 1:
        findings.add("archive-declaration", "E003", expected=expected)
    specs = [match[1] for name in declared if (match := _DECLARATION.fullmatch(name))]
    for name in declared:
        if _DECLARATION.fullmatch(name) is None:
            findings.add("archive-declaration", "E006", name, expected=expected)
        elif findings.read(top, name) not in {f"{name[2:]}\n".encode(), None}:
            findings.add("archive-declaration", "E007", name, expected=name)
    known = [spec for spec in specs if spec in SPECS]
    if specs and not known:
        findings.add("archive-declaration", "E004", declared[0], expected=expected)
    return max(known, default="")


def _root_inventory(top: Path, spec: str, findings: Findings) -> Claims | None:
    if not os.path.lexists(top / NAME):
        findings.add("archive-inventory-missing", "E063", NAME)
        return None
    raw = findings.read(top, NAME)
    claims = None if raw is None else inventory.read(raw, NAME, findings)
    if raw is None or claims is None:
        return None
    if spec and claims.spec and claims.spec != spec:
        findings.add("archive-value", "E038", NAME, key="type", value=claims.document["type"])
    check_sidecar(top, "", raw, claims, findings)
    return claims


def check_sidecar(top: Path, folder: str, raw: bytes, claims: Claims, findings: Findings) -> None:
    """Compare the inventory's bytes `raw` with the digest beside it.

    In an object of our own the file must be as we write it, letter for letter: a digest in
    capitals is the same to the format, and still not what was written.
    """
    file = "/".join(part for part in (folder, f"{NAME}.{claims.algorithm}") if part)
    if claims.algorithm not in digests.CONTENT_ALGORITHMS:
        return
    if not os.path.lexists(top / file):
        findings.add("archive-digest-file-missing", "E058", file)
        return
    stated = findings.read(top, file)
    if stated is None:
        return
    match = _SIDECAR.fullmatch(stated)
    if match is None or not digests.is_digest(match[1].decode(), claims.algorithm):
        findings.add("archive-digest-file-broken", "E061", file)
    elif match[1].decode().lower() != digests.of_bytes(raw, claims.algorithm):
        findings.add("archive-inventory-changed", "E060", file.rpartition(".")[0])
    elif object_folder(claims.id) and stated != sidecar(raw, claims.algorithm):
        findings.add("archive-digest-file-broken", "E061", file)


def _check_root(
    top: Path, entries: list[os.DirEntry[str]], claims: Claims, findings: Findings
) -> None:
    """Only the declaration, the inventory, versions, logs and extensions lie in an object."""
    expected = {NAME, f"{NAME}.{claims.algorithm}"}
    for entry in entries:
        name = entry.name
        if entry.is_symlink():
            findings.add("archive-link", "E090", name)
        elif not entry.is_dir():
            if name not in expected and not name.startswith("0="):
                findings.add("archive-stray", "E001", name)
        elif name == "extensions":
            check_extensions(top / name, findings, file_rule="E067", name_rule="W013")
        elif name not in claims.versions and name != "logs":
            rule = "E046" if _VERSION_LIKE.fullmatch(name) else "E001"
            findings.add("archive-stray", rule, name)


def check_extensions(top: Path, findings: Findings, *, file_rule: str, name_rule: str) -> None:
    """Only folders lie under ``extensions``, and they should have registered names."""
    for entry in sorted(os.scandir(top), key=lambda entry: entry.name):
        place = f"{top.name}/{entry.name}"
        if entry.is_symlink():
            findings.add("archive-link", "E090", place)
        elif not entry.is_dir():
            findings.add("archive-stray", file_rule, place)
        elif entry.name not in REGISTERED:
            findings.add("archive-extension-unknown", name_rule, place)


def _version_inventories(
    top: Path, claims: Claims, present: list[str], findings: Findings
) -> dict[str, Claims]:
    """Inventories of the versions before the newest; the newest one's is the root's own."""
    prior: dict[str, Claims] = {}
    root_raw = findings.read(top, NAME)
    for version in present:
        file = f"{version}/{NAME}"
        if not os.path.lexists(top / file):
            findings.add("archive-version-inventory-missing", "W010", version)
            continue
        raw = findings.read(top, file)
        if raw is None:
            continue
        if version == claims.versions[-1]:
            if raw != root_raw:
                findings.add("archive-copies-differ", "E064", file, version=top.name)
            check_sidecar(top, version, raw, claims, findings)
            continue
        earlier = inventory.read(raw, file, findings)
        if earlier is not None:
            check_sidecar(top, version, raw, earlier, findings)
            check_prior(claims, version, earlier, findings)
            # What they say of the versions is compared; there is an inventory for each of them.
            prior[version] = replace(earlier, document={}, states={})
    formats = [(version, earlier.spec) for version, earlier in prior.items()]
    check_formats([*formats, ("", claims.spec)], findings)
    return prior


# The inventories kept in version folders agree with each other (section 3.7 of the specification).


def check_prior(root: Claims, version: str, prior: Claims, findings: Findings) -> None:
    """Check the inventory `prior` in the folder of `version` against the newest one."""
    file = f"{version}/{NAME}"
    if prior.id != root.id:
        findings.add("archive-value", "E037", file, key="id", value=prior.id)
    if prior.head != version:
        findings.add("archive-value", "E040", file, key="head", value=prior.head)
    if prior.content_directory != root.content_directory:
        value = prior.content_directory or root.content_directory
        findings.add("archive-value", "E019", file, key="contentDirectory", value=value)
    if prior.versions != root.versions[: len(prior.versions)]:
        findings.add(
            "archive-history-differs",
            "E066",
            NAME,
            where=version,
            version=", ".join(prior.versions[-1:]),
        )
    for name in prior.versions:
        _check_same(root, prior, name, version, findings)


def _check_same(root: Claims, prior: Claims, name: str, where: str, findings: Findings) -> None:
    if name not in root.states or name not in prior.states:
        return
    if not _is_same_state(root, prior, name):
        findings.add("archive-history-differs", "E066", NAME, where=where, version=name)
    now, then = root.document["versions"][name], prior.document["versions"][name]
    for key in ("created", "message", "user"):
        if now.get(key) != then.get(key):
            findings.add(
                "archive-metadata-differs", "W011", NAME, where=where, version=name, key=key
            )


def _is_same_state(root: Claims, prior: Claims, name: str) -> bool:
    """Compare two states of a version: by digest, or by content path if they differ in kind."""
    now, then = root.states[name], prior.states[name]
    if root.algorithm == prior.algorithm:
        return now == then
    if now.keys() != then.keys():
        return False
    paths_then, paths_now = _paths(prior), _paths(root)
    return all(
        paths_then.get(then[path]) and paths_then[then[path]] <= paths_now.get(now[path], set())
        for path in now
    )


def _paths(claims: Claims) -> dict[str, set[str]]:
    """Content paths by their digest."""
    found: dict[str, set[str]] = {}
    for path, digest in claims.manifest.items():
        found.setdefault(digest, set()).add(path)
    return found


def check_formats(specs: list[tuple[str, str]], findings: Findings) -> None:
    """No version is in an older format than the one before; `specs` are (folder, format)."""
    newest = 0
    for folder, spec in specs:
        if spec not in SPECS:
            continue
        if SPECS.index(spec) < newest:
            findings.add("archive-format-older", "E103", f"{folder}/{NAME}".lstrip("/"))
        newest = max(newest, SPECS.index(spec))


# Validation of a storage root: its declaration, its folders, and every object in it.

LAYOUT = "ocfl_layout.json"
_ROOT_DECLARATION = re.compile(r"0=ocfl_(\d+\.\d+)")


def check_root(top: Path, findings: Findings) -> None:
    """Validate the storage root in the folder `top` and all it holds."""
    entries = sorted(os.scandir(top), key=lambda entry: entry.name)
    spec = _declared(top, entries, findings)
    _check_layout(top, findings)
    for name in changed_guide_files(top):
        findings.add("archive-guide-changed", "", name)
    places: dict[str, str] = {}
    for entry in entries:
        if entry.is_symlink():
            findings.add("archive-link", "E090", entry.name)
        elif entry.name == EXTENSIONS and entry.is_dir():
            check_extensions(top / entry.name, findings, file_rule="E112", name_rule="W016")
        elif entry.is_dir():
            _check_hierarchy(top, entry.name, spec, places, findings)


def _declared(top: Path, entries: list[os.DirEntry[str]], findings: Findings) -> str:
    """Format that the root declares, empty if that cannot be told."""
    declared = [entry.name for entry in entries if entry.name.startswith("0=")]
    expected = f"0=ocfl_{SPECS[-1]}"
    if len(declared) != 1:
        findings.add("archive-declaration", "E076" if declared else "E069", expected=expected)
        return ""
    match = _ROOT_DECLARATION.fullmatch(declared[0])
    if match is None or match[1] not in SPECS:
        findings.add("archive-declaration", "E079", declared[0], expected=expected)
        return ""
    if findings.read(top, declared[0]) not in {f"{declared[0][2:]}\n".encode(), None}:
        findings.add("archive-declaration", "E080", declared[0], expected=declared[0])
    return match[1]


def _check_layout(top: Path, findings: Findings) -> None:
    """The description of the layout, where there is one, is as the standard has it."""
    content = findings.read(top, LAYOUT) if os.path.lexists(top / LAYOUT) else None
    if content is None:
        return
    try:
        layout = json_file.parsed(content)
    except json_file.Damaged:
        findings.add("archive-inventory-unreadable", "E070", LAYOUT)
        return
    stated = layout if isinstance(layout, dict) else {}
    for key in ("extension", "description"):
        if not isinstance(stated.get(key), str):
            findings.add("archive-key-missing", "E070", LAYOUT, key=key)
    extension = stated.get("extension")
    if isinstance(extension, str) and extension not in REGISTERED:
        findings.add("archive-value", "E071", LAYOUT, key="extension", value=extension)


def _check_hierarchy(
    top: Path, place: str, spec: str, places: dict[str, str], findings: Findings
) -> None:
    """Validate the object at `place`, or the objects below it; `places` maps id to place."""
    waiting = [place]
    while waiting:
        above = waiting.pop()
        try:
            entries = sorted(os.scandir(top / above), key=lambda entry: entry.name)
        except OSError:
            findings.unreadable(above)
            continue
        if any(entry.name.startswith("0=") or entry.name == NAME for entry in entries):
            _check_member(top, above, spec, places, findings)
            continue
        if not entries:
            findings.add("archive-empty-folder", "E073", above)
        for entry in reversed(entries):
            below = f"{above}/{entry.name}"
            if entry.is_symlink():
                findings.add("archive-link", "E090", below)
            elif entry.is_dir():
                waiting.append(below)
            else:
                findings.add("archive-stray", "E072", below)


def _check_member(
    top: Path, place: str, spec: str, places: dict[str, str], findings: Findings
) -> None:
    """Validate the object at `place`, and its id against those in `places`."""
    own = Findings("/".join(part for part in (findings.base, place) if part))
    identifier, declared = check_object(top / place, own)
    findings.problems += own.problems
    if spec and declared and SPECS.index(declared) > SPECS.index(spec):
        findings.add("archive-format-newer", "E081", place)
    if not identifier:
        return
    if identifier in places:
        findings.add("archive-id-twice", "E037", place, id=identifier)
    places[identifier] = place
    folder = object_folder(identifier)
    if folder is not None and folder != place:
        findings.add("archive-folder-misnamed", "E083", place, id=identifier, expected=folder)
