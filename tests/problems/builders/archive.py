"""The archive: what is done to it from outside, and what stands in the way of writing to it."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from filelock import FileLock

from reportgen.app.archiving import ArchivedYear
from reportgen.archive import content, digests, files, storage_root
from reportgen.problems import Refusal
from tests.archive.support import Document, first, rewrite
from tests.archive.test_verify_object import with_sha256
from tests.problems.builders import builder
from tests.problems.running import Desk

OBJECT = "arkiv/aeldre-og-sundhed_2024"
_GONE = "(gone)"


@builder
def show_refusals(desk: Desk) -> None:
    """Show what the archive refuses in its own words, beside the note that only names it."""
    refuse = Refusal.__init__

    def refuse_and_show(refusal: Refusal, *arguments: Any, **values: Any) -> None:
        refuse(refusal, *arguments, **values)
        desk.problems.append(refusal.problem)

    desk.enter_context(mock.patch.object(Refusal, "__init__", refuse_and_show))


@builder
def fail_to_write(desk: Desk, cause: str) -> None:
    """The disk answers that it cannot write into the archive, as with ENOSPC."""
    number = getattr(errno, cause)

    def fail(*arguments: Any) -> None:
        path = Path(arguments[0]).relative_to(desk.small.root)
        raise OSError(number, os.strerror(number), path.as_posix())

    for name in ("create", "sync", "replace", "move"):
        desk.enter_context(mock.patch.object(files, name, fail))


def _once_copied(desk: Desk, file: str, act: Callable[[Any], object]) -> None:
    write = content._write

    def write_and_act(copy: Any) -> None:
        write(copy)
        if copy.source == desk.path(file):
            act(copy)

    desk.enter_context(mock.patch.object(content, "_write", write_and_act))


@builder
def saved_while_archived(desk: Desk, file: str) -> None:
    """Somebody saves a file while it is being copied into the archive."""
    _once_copied(desk, file, lambda _copy: desk.write(file, b"## 1.1\nNoget andet.\n"))


@builder
def copied_badly(desk: Desk, file: str) -> None:
    """What is written into the archive is not what was read."""
    _once_copied(desk, file, lambda copy: copy.target.write_bytes(b"noget andet"))


@builder
def archive_held_by(desk: Desk, who: str, machine: str, since: str) -> None:
    """Somebody else is writing to the archive."""
    desk.enter_context(FileLock(desk.path("arkiv/.reportgen.lock")))
    holder = json.dumps({"who": who, "where": machine, "when": since})
    desk.write(f"arkiv/{storage_root.HOLDER}", holder.encode())
    locked = storage_root.locked
    at_once = mock.patch.object(storage_root, "locked", lambda root, _wait: locked(root, 0))
    desk.enter_context(at_once)


@builder
def link(desk: Desk, name: str, to: str) -> None:
    """Make a link to a file or folder."""
    desk.path(name).parent.mkdir(parents=True, exist_ok=True)
    desk.path(name).symlink_to(desk.path(to))


def _version_folders(desk: Desk) -> tuple[str, ...]:
    newest = max(path.name for path in desk.path(OBJECT).glob("v*"))
    return ("", newest)


@builder
def in_inventory(desk: Desk, key: str, value: str, *folders: str) -> None:
    """Set a value in the inventory (and in the newest version's, or those of the folders named).

    `key` leads there, as ``versions.v1.created``; `value` is JSON, else text. The digests fit.
    """
    *above, last = key.split(".")

    def change(document: Document) -> None:
        block: Any = document
        for step in above:
            block = block[step]
        if value == _GONE:
            del block[last]
        else:
            block[last] = _json(value)

    rewrite(desk.path(OBJECT), change, *(folders or _version_folders(desk)))


@builder
def archived_as(desk: Desk, file: str, text: str) -> None:
    """Let the archive hold this for a file, with digests that fit it."""
    top = desk.path(OBJECT)
    new = digests.of_bytes(text.encode())
    known = json.loads((top / "inventory.json").read_bytes())
    state = known["versions"][known["head"]]["state"]
    (old,) = (digest for digest, paths in state.items() if file in paths)
    for path in known["manifest"][old]:
        (top / path).write_bytes(text.encode())

    def change(document: Document) -> None:
        versions = [version["state"] for version in document["versions"].values()]
        for block in (document["manifest"], *versions):
            if old in block:
                block[new] = block.pop(old)

    rewrite(top, change, "", *(folder.name for folder in top.glob("v*")))


@builder
def in_state(desk: Desk, path: str) -> None:
    """Let the newest version hold one more file, with the content of another."""

    def change(document: Document) -> None:
        state = document["versions"][document["head"]]["state"]
        state[first(state)].append(path)

    rewrite(desk.path(OBJECT), change, *_version_folders(desk))


@builder
def forget_in_archive(desk: Desk, path: str) -> None:
    """Let no version in the archive hold a file."""

    def change(document: Document) -> None:
        for version in document["versions"].values():
            version["state"] = {
                digest: kept
                for digest, paths in version["state"].items()
                if (kept := [each for each in paths if each != path])
            }

    rewrite(desk.path(OBJECT), change, *_version_folders(desk))


@builder
def no_version_archived(desk: Desk) -> None:
    """The archive holds the year, and no version of its report."""
    desk.enter_context(mock.patch.object(ArchivedYear, "version_names", return_value=[]))


@builder
def rename_version(desk: Desk, old: str, new: str) -> None:
    """Give a version another name in the inventory."""

    def change(document: Document) -> None:
        document["versions"][new] = document["versions"].pop(old)

    rewrite(desk.path(OBJECT), change, *_version_folders(desk))


@builder
def digest_twice(desk: Desk) -> None:
    """List a digest once more, in capital letters."""

    def change(document: Document) -> None:
        document["manifest"][first(document["manifest"]).upper()] = ["v2/content/x"]

    rewrite(desk.path(OBJECT), change, *_version_folders(desk))


@builder
def pad_versions(desk: Desk) -> None:
    """Name the versions of the object with zeros in front."""
    top = desk.path(OBJECT)
    for folder in sorted(top.glob("v*")):
        shutil.move(folder, top / f"v000{folder.name[1:]}")

    def pad(document: Document) -> None:
        document["head"] = f"v000{document['head'][1:]}"
        document["versions"] = {f"v000{n[1:]}": v for n, v in document["versions"].items()}
        document["manifest"] = {
            digest: [f"v000{path[1:]}" for path in paths]
            for digest, paths in document["manifest"].items()
        }

    rewrite(top, pad, "", *(folder.name for folder in top.glob("v*")))


@builder
def digests_of_another_kind(desk: Desk) -> None:
    """Turn the first version's inventory into one by SHA-256."""
    with_sha256(desk.path(OBJECT))


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
