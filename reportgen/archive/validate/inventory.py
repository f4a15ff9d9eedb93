"""Rules for one inventory, read by itself (sections 3.5.1 to 3.5.4 of the specification)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reportgen.archive import digests
from reportgen.archive.validate import blocks
from reportgen.archive.validate.findings import FileFindings, Findings
from reportgen.report import json_file

SPECS = ("1.0", "1.1")
_TYPE = re.compile(r"https://ocfl\.io/(\d+\.\d+)/spec/#inventory")
_VERSION = re.compile(r"v(0{0,20}[1-9][0-9]{0,8})")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_RFC3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))"
)
_REQUIRED = ("id", "type", "digestAlgorithm", "head")
_BLOCKS = ("manifest", "versions")
_KEYS = frozenset((*_REQUIRED, *_BLOCKS, "contentDirectory", "fixity"))
_VERSION_KEYS = frozenset(("created", "state", "message", "user"))
_USER_KEYS = frozenset(("name", "address"))


@dataclass(frozen=True, slots=True)
class Claims:
    """What an inventory says, as far as it could be understood."""

    document: Mapping[str, Any]
    id: str = ""
    spec: str = ""
    algorithm: str = digests.DEFAULT
    head: str = ""
    content_directory: str | None = None
    """As stated, None where it is not."""
    versions: tuple[str, ...] = ()
    """Names in order."""
    manifest: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixity: tuple[blocks.FixityClaim, ...] = ()

    @property
    def content_name(self) -> str:
        """Name of the folder for content in each version."""
        return self.content_directory or "content"


def read(content: bytes, file: str, findings: Findings) -> Claims | None:
    """Check the inventory in `content`, the file at `file`; None if it is no JSON object."""
    of_file = FileFindings(findings, file)
    document = _parse(content, of_file)
    return None if document is None else _InventoryCheck(document, of_file).claims()


def _parse(content: bytes, findings: FileFindings) -> dict[str, Any] | None:
    try:
        document = json_file.parsed(content)
    except json_file.Damaged:
        document = None
    if not isinstance(document, dict):
        findings.add("archive-inventory-unreadable", "E033")
        return None
    return document


def is_time(value: str) -> bool:
    """Tell whether `value` is a date and time of RFC 3339."""
    match = _RFC3339.fullmatch(value)
    if match is None or int(match[3]) > 60:
        return False
    try:
        datetime.fromisoformat(f"{match[1]}T{match[2]}")
    except ValueError:
        return False
    return match[4] is None or (int(match[5]) < 24 and int(match[6]) < 60)


class _InventoryCheck:
    """One pass over a document, noting what breaks a rule."""

    def __init__(self, document: dict[str, Any], findings: FileFindings) -> None:
        self.document, self.findings = document, findings
        self._add = findings.add

    def claims(self) -> Claims:
        """Check every part, in an order in which each can lean on those before."""
        self._keys()
        identifier, spec, algorithm = self._id(), self._type(), self._algorithm()
        directory, versions = self._content_directory(), self._sequence()
        head = self._head(versions)
        owners = {f"{version}/{directory or 'content'}" for version in versions}
        manifest: dict[str, str] = {}
        states: dict[str, dict[str, str]] = {}
        if "manifest" in self.document and algorithm in digests.CONTENT_ALGORITHMS:
            manifest = blocks.check_manifest(
                self.document["manifest"], algorithm, owners, self.findings
            )
            states = self._versions(versions, algorithm)
            self._unused(states)
        fixity = self._fixity(manifest)
        return Claims(
            document=self.document,
            id=identifier,
            spec=spec,
            algorithm=algorithm,
            head=head,
            content_directory=directory,
            versions=versions,
            manifest=manifest,
            states=states,
            fixity=tuple(fixity),
        )

    def _value(self, rule: str, key: str) -> None:
        self._add("archive-value", rule, key=key, value=self.document.get(key))

    def _keys(self) -> None:
        for key in _REQUIRED:
            if key not in self.document:
                self._add("archive-key-missing", "E036", key=key)
        for key in _BLOCKS:
            if key not in self.document:
                rule = "E043" if key == "versions" else "E041"
                self._add("archive-key-missing", rule, key=key)
        for key in self.document.keys() - _KEYS:
            self._add("archive-key-unknown", "E102", key=key)

    def _id(self) -> str:
        identifier = self.document.get("id")
        if isinstance(identifier, str) and identifier:
            if _URI.fullmatch(identifier) is None:
                self._add("archive-id-not-uri", "W005", id=identifier)
            return identifier
        if "id" in self.document:
            self._value("E037", "id")
        return ""

    def _type(self) -> str:
        kind = self.document.get("type")
        match = _TYPE.fullmatch(kind) if isinstance(kind, str) else None
        if match is not None and match[1] in SPECS:
            return match[1]
        if "type" in self.document:
            self._value("E038", "type")
        return ""

    def _algorithm(self) -> str:
        algorithm = self.document.get("digestAlgorithm")
        if not isinstance(algorithm, str):
            if "digestAlgorithm" in self.document:
                self._value("E025", "digestAlgorithm")
            return digests.DEFAULT
        if algorithm not in digests.CONTENT_ALGORITHMS:
            self._value("E025", "digestAlgorithm")
        elif algorithm != digests.DEFAULT:
            self._add("archive-digest-other", "W004", algorithm=algorithm)
        return algorithm

    def _content_directory(self) -> str | None:
        if "contentDirectory" not in self.document:
            return None
        directory = self.document["contentDirectory"]
        if not isinstance(directory, str) or "/" in directory:
            self._value("E017", "contentDirectory")
            return None
        if directory in {"", ".", ".."}:
            self._value("E018", "contentDirectory")
            return None
        return directory

    def _sequence(self) -> tuple[str, ...]:
        """Names of the versions in order; those that are no names are left out."""
        if "versions" not in self.document:
            return ()
        block = self.document["versions"]
        if not isinstance(block, dict):
            self._value("E044", "versions")
            return ()
        if not block:
            self._add("archive-key-missing", "E008", key="versions")
            return ()
        for name in block:
            if _VERSION.fullmatch(name) is None:
                rule = "E105" if name.startswith("v") else "E104"
                self._add("archive-versions-sequence", rule, names=name)
        names = sorted(
            (name for name in block if _VERSION.fullmatch(name)), key=lambda name: int(name[1:])
        )
        self._numbering(names)
        return tuple(names)

    def _numbering(self, names: list[str]) -> None:
        numbers = [int(name[1:]) for name in names]
        listed = ", ".join(names)
        if numbers and numbers[0] != 1:
            self._add("archive-versions-sequence", "E009", names=listed)
        elif numbers != list(range(1, len(numbers) + 1)):
            self._add("archive-versions-sequence", "E010", names=listed)
        padded = [name for name in names if name.startswith("v0")]
        if not padded:
            return
        if len(padded) < len(names) and names[0] in padded:
            self._add("archive-versions-sequence", "E011", names=listed)
        elif len({len(name) for name in names}) > 1:
            self._add("archive-versions-sequence", "E012", names=listed)
        self._add("archive-versions-padded", "W001")

    def _head(self, versions: tuple[str, ...]) -> str:
        head = self.document.get("head")
        if versions and "head" in self.document and head != versions[-1]:
            self._value("E040", "head")
        return head if isinstance(head, str) else ""

    def _versions(self, names: tuple[str, ...], algorithm: str) -> dict[str, dict[str, str]]:
        """State of each version: logical path to digest, in small letters."""
        manifest = self.document["manifest"]
        known = frozenset(manifest) if isinstance(manifest, dict) else frozenset()
        states: dict[str, dict[str, str]] = {}
        for name in names:
            block = self.document["versions"][name]
            if not isinstance(block, dict):
                self._add("archive-value", "E047", key=name, value=block)
                continue
            self._about(name, block)
            if "state" not in block:
                self._add("archive-key-missing", "E048", key=f"{name} state")
                continue
            states[name] = blocks.check_state(
                block["state"],
                algorithm,
                name,
                known=known,
                findings=self.findings,
            )
        return states

    def _about(self, name: str, block: dict[str, Any]) -> None:
        """Check what a version says of itself: when it was made, by whom and why."""
        for key in block.keys() - _VERSION_KEYS:
            self._add("archive-key-unknown", "E102", key=f"{name} {key}")
        created = block.get("created")
        if "created" not in block:
            self._add("archive-key-missing", "E048", key=f"{name} created")
        elif not isinstance(created, str) or not is_time(created):
            self._add("archive-value", "E049", key=f"{name} created", value=created)
        if "message" not in block:
            self._add("archive-version-untold", "W007", version=name, key="message")
        elif not isinstance(block["message"], str):
            self._add("archive-value", "E094", key=f"{name} message", value=block["message"])
        if "user" not in block:
            self._add("archive-version-untold", "W007", version=name, key="user")
        else:
            self._user(name, block["user"])

    def _user(self, version: str, user: object) -> None:
        if not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
            self._add("archive-value", "E054", key=f"{version} user", value=user)
            return
        for key in user.keys() - _USER_KEYS:
            self._add("archive-key-unknown", "E102", key=f"{version} user {key}")
        if "address" not in user:
            self._add("archive-version-untold", "W008", version=version, key="address")
        elif not isinstance(user["address"], str):
            self._add("archive-value", "E054", key=f"{version} address", value=user["address"])
        elif _URI.fullmatch(user["address"]) is None:
            self._add("archive-address-not-uri", "W009", version=version)

    def _unused(self, states: Mapping[str, Mapping[str, str]]) -> None:
        manifest = self.document["manifest"]
        if not isinstance(manifest, dict):
            return
        used = {digest for state in states.values() for digest in state.values()}
        for digest in manifest:
            if digest.lower() not in used:
                self._add("archive-digest-unused", "E107", digest=digest)

    def _fixity(self, manifest: Mapping[str, str]) -> list[blocks.FixityClaim]:
        if "fixity" not in self.document:
            return []
        return blocks.check_fixity(self.document["fixity"], manifest, self.findings)
