"""The inventory of an object: what each version holds, and where its bytes lie."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from reportgen.archive import digests

NAME = "inventory.json"
SIDECAR = f"{NAME}.{digests.DEFAULT}"
SPEC = "1.1"
TYPE = f"https://ocfl.io/{SPEC}/spec/#inventory"
DECLARATION = f"0=ocfl_object_{SPEC}"


@dataclass(frozen=True, slots=True)
class User:
    """Who made a version: a role or an organisation."""

    name: str
    address: str = ""
    """A URI (``mailto:…``), or empty."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object."""

    created: str
    """RFC 3339, to the second."""
    state: Mapping[str, str]
    """Logical path to digest."""
    message: str = ""
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything an object says of itself."""

    id: str
    head: str
    manifest: Mapping[str, tuple[str, ...]]
    """Digest to the content paths that hold those bytes."""
    versions: Mapping[str, Version]
    """In order, the oldest first."""
    algorithm: str = digests.DEFAULT
    content_directory: str = ""

    def with_version(self, name: str, version: Version, content: Mapping[str, str]) -> Inventory:
        """Add a version, with its new `content` as digest to content path."""
        return replace(
            self,
            head=name,
            versions={**self.versions, name: version},
            manifest={**self.manifest, **{digest: (path,) for digest, path in content.items()}},
        )


def empty(identifier: str) -> Inventory:
    """Inventory of an object that has no version yet."""
    return Inventory(identifier, "", {}, {})


def timestamp(moment: datetime) -> str:
    """`moment` as RFC 3339, to the second; it must know its time zone."""
    if moment.tzinfo is None:
        raise ValueError("the time of a version needs a time zone")
    text = moment.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def number(version: str) -> int:
    """Number of a version folder, ``v12`` as 12."""
    return int(version[1:])


def to_bytes(inventory: Inventory) -> bytes:
    """`inventory` as JSON, keys sorted, so that the same inventory is the same bytes.

    Sorted keys also put ``head`` and ``id`` first, where a listing finds them at once.
    """
    document: dict[str, Any] = {
        "digestAlgorithm": inventory.algorithm,
        "head": inventory.head,
        "id": inventory.id,
        "manifest": {digest: list(paths) for digest, paths in inventory.manifest.items()},
        "type": TYPE,
        "versions": {name: _version(version) for name, version in inventory.versions.items()},
    }
    if inventory.content_directory:
        document["contentDirectory"] = inventory.content_directory
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    return (text + "\n").encode()


def _version(version: Version) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for path, digest in sorted(version.state.items()):
        state.setdefault(digest, []).append(path)
    block: dict[str, Any] = {"created": version.created, "state": state}
    if version.message:
        block["message"] = version.message
    if version.user is not None:
        block["user"] = {"name": version.user.name}
        if version.user.address:
            block["user"]["address"] = version.user.address
    return block


def from_json(document: Mapping[str, Any]) -> Inventory:
    """Inventory in `document`, which has been found valid."""
    versions = {
        name: Version(
            created=block["created"],
            state={path: digest for digest, paths in block["state"].items() for path in paths},
            message=block.get("message", ""),
            user=(
                User(block["user"]["name"], block["user"].get("address", ""))
                if "user" in block
                else None
            ),
        )
        for name, block in sorted(document["versions"].items(), key=lambda item: number(item[0]))
    }
    return Inventory(
        id=document["id"],
        head=document["head"],
        manifest={digest: tuple(paths) for digest, paths in document["manifest"].items()},
        versions=versions,
        algorithm=document["digestAlgorithm"],
        content_directory=document.get("contentDirectory", ""),
    )


def sidecar(content: bytes, algorithm: str = digests.DEFAULT) -> bytes:
    """What stands beside an inventory: its digest and its name."""
    return f"{digests.of_bytes(content, algorithm)} {NAME}\n".encode()
