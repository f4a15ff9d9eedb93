"""What verifying says of the files of an object."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.archive.digests import of_bytes
from reportgen.archive.inventory import NAME, SIDECAR, sidecar
from reportgen.archive.validate import is_valid, rules, validate
from tests.archive.support import Document, assert_told, first, rewrite


def in_first_state(document: Document) -> None:
    state = document["versions"]["v1"]["state"]
    state[first(state)].append("mere.txt")


def extra_inventory_key(top: Path) -> None:
    (top / NAME).write_text('{"id": 1, "id": 2}')


FILE_TWINS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a file too many": ("E001", lambda top: (top / "noter.txt").touch()),
    "a folder too many": ("E001", lambda top: (top / "noter").mkdir()),
    "a version that nothing names": ("E046", lambda top: (top / "v3").mkdir()),
    "a version that is gone": ("E046", lambda top: shutil.rmtree(top / "v2")),
    "an earlier version that is gone": ("E010", lambda top: shutil.rmtree(top / "v1")),
    "no declaration": ("E003", lambda top: (top / "0=ocfl_object_1.1").unlink()),
    "two declarations": ("E003", lambda top: (top / "0=ocfl_object_1.0").touch()),
    "an empty declaration": ("E007", lambda top: (top / "0=ocfl_object_1.1").write_text("")),
    "a declaration of the future": (
        "E004",
        lambda top: (top / "0=ocfl_object_1.1").rename(top / "0=ocfl_object_9.9"),
    ),
    "a declaration of something else": (
        "E006",
        lambda top: (top / "0=ocfl_object_1.1").rename(top / "0=bagit_1.0"),
    ),
    "no inventory": ("E063", lambda top: (top / NAME).unlink()),
    "an inventory that is no JSON": ("E033", lambda top: (top / NAME).write_text("{")),
    "an inventory that is a list": ("E033", lambda top: (top / NAME).write_text("[]")),
    "an inventory with a key twice": ("E033", extra_inventory_key),
    "an inventory in UTF-16": (
        "E033",
        lambda top: (top / NAME).write_text((top / NAME).read_text("utf-8"), "utf-16"),
    ),
    "an inventory too deep to read": (
        "E033",
        lambda top: (top / NAME).write_text('{"a":' * 100_000 + "1" + "}" * 100_000),
    ),
    "no digest file": ("E058", lambda top: (top / SIDECAR).unlink()),
    "no digest file in a version": ("E058", lambda top: (top / "v1" / SIDECAR).unlink()),
    "a digest of something else": ("E060", lambda top: (top / SIDECAR).write_bytes(sidecar(b""))),
    "a digest without a name": (
        "E061",
        lambda top: (top / SIDECAR).write_text(of_bytes((top / NAME).read_bytes())),
    ),
    "a file beside the content": ("E015", lambda top: (top / "v2" / "noter.txt").touch()),
    "content that nothing lists": (
        "E023",
        lambda top: (top / "v1" / "content" / "noter.txt").touch(),
    ),
    "content that is gone": (
        "E092",
        lambda top: (top / "v1" / "content" / "outputs" / "v01.docx").unlink(),
    ),
    "content that was changed": (
        "E092",
        lambda top: (top / "v1" / "content" / "outputs" / "v01.docx").write_bytes(b"Draft"),
    ),
    "an empty folder in the content": (
        "E024",
        lambda top: (top / "v1" / "content" / "tom").mkdir(),
    ),
    "a file among the extensions": (
        "E067",
        lambda top: ((top / "extensions").mkdir(), (top / "extensions" / "x").touch()),
    ),
    "another story of the first version": (
        "E066",
        lambda top: rewrite(top, in_first_state, "v1"),
    ),
    "another id in the first version": (
        "E037",
        lambda top: rewrite(top, lambda d: d.update(id="urn:reportgen:x:2022"), "v1"),
    ),
    "a newest inventory unlike the object's": (
        "E064",
        lambda top: rewrite(top, lambda d: d["versions"]["v2"].update(message="x"), "v2"),
    ),
}


@pytest.mark.parametrize("twin", FILE_TWINS)
def test_an_object_with(top: Path, twin: str) -> None:
    rule, change = FILE_TWINS[twin]
    change(top)

    problems = validate(top)

    assert not is_valid(problems)
    assert rule in rules(problems)
    assert_told(problems)


ODD_TWINS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a folder beside the content": ("W002", lambda top: (top / "v1" / "noter").mkdir()),
    "a version without its inventory": (
        "W010",
        lambda top: ((top / "v1" / NAME).unlink(), (top / "v1" / SIDECAR).unlink()),
    ),
    "another message in the first version": (
        "W011",
        lambda top: rewrite(top, lambda d: d["versions"]["v1"].update(message="x"), "v1"),
    ),
    "an extension nobody registered": (
        "W013",
        lambda top: (top / "extensions" / "egen").mkdir(parents=True),
    ),
    "no message": ("W007", lambda top: rewrite(top, lambda d: d["versions"]["v2"].pop("message"))),
    "no user": ("W007", lambda top: rewrite(top, lambda d: d["versions"]["v2"].pop("user"))),
    "a user without an address": (
        "W008",
        lambda top: rewrite(top, lambda d: d["versions"]["v2"]["user"].pop("address")),
    ),
    "an address that is no URI": (
        "W009",
        lambda top: rewrite(top, lambda d: d["versions"]["v2"]["user"].update(address="Rådhuset")),
    ),
}


@pytest.mark.parametrize("twin", ODD_TWINS)
def test_an_object_is_valid_and_a_warning_given_for(top: Path, twin: str) -> None:
    rule, change = ODD_TWINS[twin]
    change(top)

    problems = validate(top)

    assert is_valid(problems)
    assert rule in rules(problems)
    assert_told(problems)


def test_logs_may_lie_in_an_object(top: Path) -> None:
    (top / "logs").mkdir()
    (top / "logs" / "2022.txt").write_text("kontrolleret")
    assert validate(top) == []


@pytest.mark.parametrize("place", ["noter", "v1/content/link", "v1/link"])
def test_links_are_refused(top: Path, place: str) -> None:
    (top / place).symlink_to(top / "v1" / "content")
    assert "E090" in rules(validate(top))


def with_sha256(top: Path) -> None:
    """Turn the first version's inventory into one by SHA-256, as an object that changed has it."""
    path = top / "v1" / NAME
    document = json.loads(path.read_text("utf-8"))
    new = {
        digest: of_bytes((top / paths[0]).read_bytes(), "sha256")
        for digest, paths in document["manifest"].items()
    }
    version = document["versions"]["v1"]
    document["digestAlgorithm"] = "sha256"
    document["manifest"] = {new[old]: paths for old, paths in document["manifest"].items()}
    version["state"] = {new[old]: paths for old, paths in version["state"].items()}
    path.write_text(json.dumps(document), encoding="utf-8")
    (top / "v1" / SIDECAR).unlink()
    (top / "v1" / f"{NAME}.sha256").write_bytes(sidecar(path.read_bytes(), "sha256"))


def test_an_object_may_have_changed_its_kind_of_digest(top: Path) -> None:
    with_sha256(top)
    assert rules(validate(top)) == {"W004"}


def test_digests_of_an_earlier_kind_are_computed_too(top: Path) -> None:
    with_sha256(top)
    path = top / "v1" / NAME
    document = json.loads(path.read_text("utf-8"))
    one, other = list(document["manifest"])[:2]
    document["manifest"][one], document["manifest"][other] = (
        document["manifest"][other],
        document["manifest"][one],
    )
    path.write_text(json.dumps(document), encoding="utf-8")
    (top / "v1" / f"{NAME}.sha256").write_bytes(sidecar(path.read_bytes(), "sha256"))

    assert {"E092", "E066"} <= rules(validate(top))


def test_a_first_version_in_the_older_format_is_valid(top: Path) -> None:
    rewrite(top, lambda d: d.update(type="https://ocfl.io/1.0/spec/#inventory"), "v1")
    assert validate(top) == []


def test_a_whole_object_in_the_older_format_is_valid(top: Path) -> None:
    old = "https://ocfl.io/1.0/spec/#inventory"
    rewrite(top, lambda d: d.update(type=old), "", "v1", "v2")
    (top / "0=ocfl_object_1.1").unlink()
    (top / "0=ocfl_object_1.0").write_bytes(b"ocfl_object_1.0\n")
    assert validate(top) == []
