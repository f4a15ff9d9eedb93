"""A version as a BagIt bag (RFC 8493), the form in which archives hand over to each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.archive import digests, files, restore
from reportgen.archive.inventory import Inventory
from reportgen.archive.parallel import in_parallel

_LINE = 79
"""Longest line of ``bag-info.txt`` (RFC 8493, section 2.2.2)."""


def write_bag(top: Path, inventory: Inventory, version: str, target: Path) -> None:
    """Fill the folder `target` with a bag of `version`; the same version is the same bytes."""
    restore.copy_out(top, inventory, version, target / "data")
    state = restore.state_of(inventory, version)
    payload = {f"data/{path}": target / "data" / path for path in state}
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _info(inventory, version, payload),
        "manifest-sha512.txt": _manifest(_digests(payload)),
    }
    for name, content in tags.items():
        files.write(target / name, content)
    listed = {name: digests.of_bytes(content) for name, content in tags.items()}
    files.write(target / "tagmanifest-sha512.txt", _manifest(listed))


def _digests(payload: Mapping[str, Path]) -> dict[str, str]:
    made = in_parallel(lambda path: digests.of_file(path)["sha512"], payload.values())
    return dict(zip(payload, made, strict=True))


def _manifest(listed: Mapping[str, str]) -> bytes:
    lines = (f"{digest}  {_escaped(path)}\n" for path, digest in sorted(listed.items()))
    return "".join(lines).encode()


def _escaped(path: str) -> str:
    # RFC 8493, section 2.1.3: a percent sign and line ends, and nothing else.
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _info(inventory: Inventory, version: str, payload: Mapping[str, Path]) -> bytes:
    told = inventory.versions[version]
    size = sum(path.stat().st_size for path in payload.values())
    entries = {
        "External-Identifier": inventory.id,
        "External-Description": " ".join(told.message.split()),
        "Contact-Name": told.user.name if told.user else "",
        "Bagging-Date": told.created[:10],
        "Internal-Sender-Identifier": f"{inventory.id}:{version}",
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    lines = (f"{label}: {value}" for label, value in entries.items() if value)
    return "".join(f"{_folded(line)}\n" for line in lines).encode()


def _folded(line: str) -> str:
    """`line` broken at spaces, what follows indented, which readers join again."""
    lines = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append(f"  {word}")
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\n".join(lines)
