"""What verifying says of objects from elsewhere, and of our own when something is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.archive import Store, is_valid, rules, validate
from reportgen.archive.digests import of_bytes
from reportgen.archive.inventory import NAME, SIDECAR, sidecar
from tests.archive.shelf import FOLDER, corpus

Document = dict[str, Any]
UNUSED = "0" * 128


def no_corpus(kind: str) -> list[Any]:
    found = corpus(kind)
    missing = pytest.mark.skip("the objects from elsewhere are not here (REPORTGEN_SHARED)")
    return [pytest.param(path, id=path.name) for path in found] or [
        pytest.param(Path(), marks=missing)
    ]


@pytest.mark.parametrize("path", no_corpus("bad-objects"))
def test_a_bad_object_from_elsewhere_is_refused_for_what_is_wrong_with_it(path: Path) -> None:
    problems = validate(path)

    assert not is_valid(problems)
    named = {code for code in path.name.split("_") if code[0] == "E" and code[1:].isdecimal()}
    assert rules(problems) & named


@pytest.mark.parametrize("path", no_corpus("good-objects"))
def test_a_good_object_from_elsewhere_passes_without_a_word(path: Path) -> None:
    assert validate(path) == []


@pytest.mark.parametrize("path", no_corpus("warn-objects"))
def test_an_odd_object_from_elsewhere_passes_with_a_warning(path: Path) -> None:
    problems = validate(path)

    assert is_valid(problems)
    named = {code for code in path.name.split("_") if code[0] == "W" and code[1:].isdecimal()}
    assert named <= rules(problems)


@pytest.fixture
def top(filled: Store) -> Path:
    """Folder of an object with two versions."""
    return filled.root / FOLDER


def rewrite(top: Path, change: Callable[[Document], object], *places: str) -> None:
    """Change the inventories in `places` (the newest two if none), with fitting digests."""
    for place in places or ("", "v2"):
        path = top / place / NAME
        document = json.loads(path.read_text("utf-8"))
        change(document)
        path.write_text(json.dumps(document, indent=2), encoding="utf-8")
        (top / place / SIDECAR).write_bytes(sidecar(path.read_bytes()))


def first(block: Document) -> str:
    return next(iter(block))


def in_state(document: Document, path: str) -> None:
    state = document["versions"]["v2"]["state"]
    state[first(state)].append(path)


def rename_version(document: Document, old: str, new: str) -> None:
    document["versions"][new] = document["versions"].pop(old)


def to_capitals(block: Document) -> None:
    digest = first(block)
    block[digest.upper()] = block.pop(digest)


INVENTORY_TWINS: dict[str, tuple[str, Callable[[Document], object]]] = {
    "no id": ("E036", lambda d: d.pop("id")),
    "no head": ("E036", lambda d: d.pop("head")),
    "no type": ("E036", lambda d: d.pop("type")),
    "no algorithm": ("E036", lambda d: d.pop("digestAlgorithm")),
    "an empty id": ("E037", lambda d: d.update(id="")),
    "an id that is a number": ("E037", lambda d: d.update(id=7)),
    "another type": ("E038", lambda d: d.update(type="https://example.org/inventory")),
    "a type of another format": (
        "E038",
        lambda d: d.update(type="https://ocfl.io/1.0/spec/#inventory"),
    ),
    "an algorithm that is too weak": ("E025", lambda d: d.update(digestAlgorithm="md5")),
    "a head that is older": ("E040", lambda d: d.update(head="v1")),
    "a head that is a number": ("E040", lambda d: d.update(head=2)),
    "no manifest": ("E041", lambda d: d.pop("manifest")),
    "a manifest that is a list": ("E106", lambda d: d.update(manifest=[])),
    "no versions": ("E043", lambda d: d.pop("versions")),
    "versions that are a list": ("E044", lambda d: d.update(versions=[])),
    "no version at all": ("E008", lambda d: d.update(versions={})),
    "a version that is a text": ("E047", lambda d: d["versions"].update(v2="x")),
    "an unknown key": ("E102", lambda d: d.update(note="x")),
    "an unknown key in a version": ("E102", lambda d: d["versions"]["v2"].update(note="x")),
    "a version without a time": ("E048", lambda d: d["versions"]["v2"].pop("created")),
    "a version without a state": ("E048", lambda d: d["versions"]["v2"].pop("state")),
    "a time without a zone": (
        "E049",
        lambda d: d["versions"]["v2"].update(created="2022-11-15T12:00:00"),
    ),
    "a time without seconds": (
        "E049",
        lambda d: d["versions"]["v2"].update(created="2022-11-15T12:00Z"),
    ),
    "a thirteenth month": (
        "E049",
        lambda d: d["versions"]["v2"].update(created="2022-13-15T12:00:00Z"),
    ),
    "a message that is a list": ("E094", lambda d: d["versions"]["v2"].update(message=["x"])),
    "a user without a name": ("E054", lambda d: d["versions"]["v2"].update(user={})),
    "a user that is a text": ("E054", lambda d: d["versions"]["v2"].update(user="Sekretariatet")),
    "a content folder with a slash": ("E017", lambda d: d.update(contentDirectory="a/b")),
    "a content folder above": ("E018", lambda d: d.update(contentDirectory="..")),
    "a content folder set late": ("E019", lambda d: d.update(contentDirectory="content")),
    "a first version that is missing": ("E009", lambda d: d["versions"].pop("v1")),
    "a gap": ("E010", lambda d: rename_version(d, "v2", "v3")),
    "a name that is no number": ("E104", lambda d: rename_version(d, "v2", "to")),
    "a version nought": ("E105", lambda d: rename_version(d, "v2", "v0")),
    "zeros from the second on": ("E012", lambda d: rename_version(d, "v2", "v02")),
    "a path in the state twice": ("E095", lambda d: in_state(d, "outputs/v01.docx")),
    "a file where a folder is": ("E095", lambda d: in_state(d, "outputs")),
    "a path that leaves the folder": ("E052", lambda d: in_state(d, "../x.txt")),
    "a path from the root": ("E053", lambda d: in_state(d, "/x.txt")),
    "content that is not listed": (
        "E050",
        lambda d: d["versions"]["v2"]["state"].update({UNUSED: ["x.txt"]}),
    ),
    "a digest in other letters": ("E050", lambda d: to_capitals(d["versions"]["v2"]["state"])),
    "a state that is a list": ("E050", lambda d: d["versions"]["v2"].update(state=[])),
    "content that nothing uses": (
        "E107",
        lambda d: d["manifest"].update({UNUSED: ["v2/content/x"]}),
    ),
    "content outside the versions": (
        "E042",
        lambda d: d["manifest"].update({UNUSED: ["v9/content/x"]}),
    ),
    "content beside the content folder": (
        "E042",
        lambda d: d["manifest"].update({UNUSED: ["v2/x"]}),
    ),
    "content above the object": (
        "E099",
        lambda d: d["manifest"].update({UNUSED: ["v2/content/../../../x"]}),
    ),
    "content from the root": ("E100", lambda d: d["manifest"].update({UNUSED: ["/v2/content/x"]})),
    "content listed twice": (
        "E101",
        lambda d: d["manifest"].update({UNUSED: ["v1/content/outputs/v01.docx"]}),
    ),
    "a digest twice": (
        "E096",
        lambda d: d["manifest"].update({first(d["manifest"]).upper(): ["v2/content/x"]}),
    ),
    "a digest that is too short": ("E025", lambda d: d["manifest"].update(ab=["v2/content/x"])),
    "paths that are no list": ("E092", lambda d: d["manifest"].update({UNUSED: "v2/content/x"})),
    "fixity that is a list": ("E111", lambda d: d.update(fixity=[])),
    "fixity of an unknown kind": ("E056", lambda d: d.update(fixity={"crc": {}})),
    "fixity of the wrong form": ("E057", lambda d: d.update(fixity={"md5": {"xyz": []}})),
    "fixity that does not match": (
        "E093",
        lambda d: d.update(fixity={"md5": {"0" * 32: ["v1/content/outputs/v01.docx"]}}),
    ),
    "fixity of a file that is not there": (
        "E093",
        lambda d: d.update(fixity={"md5": {"0" * 32: ["v1/content/x"]}}),
    ),
}


@pytest.mark.parametrize("twin", INVENTORY_TWINS)
def test_an_inventory_with(top: Path, twin: str) -> None:
    rule, change = INVENTORY_TWINS[twin]
    rewrite(top, change)

    problems = validate(top)

    assert not is_valid(problems)
    assert rule in rules(problems)


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


def test_logs_may_lie_in_an_object(top: Path) -> None:
    (top / "logs").mkdir()
    (top / "logs" / "2022.txt").write_text("kontrolleret")
    assert validate(top) == []


@pytest.mark.parametrize("place", ["noter", "v1/content/link", "v1/link"])
def test_links_are_refused(top: Path, place: str) -> None:
    (top / place).symlink_to(top / "v1" / "content")
    assert "E090" in rules(validate(top))


ROOT_TWINS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a damaged declaration": ("E080", lambda root: (root / "0=ocfl_1.1").write_text("ocfl_1.0\n")),
    "no declaration": ("E069", lambda root: (root / "0=ocfl_1.1").unlink()),
    "two declarations": ("E076", lambda root: (root / "0=ocfl_1.0").touch()),
    "a declaration of the future": (
        "E079",
        lambda root: (root / "0=ocfl_1.1").rename(root / "0=ocfl_7.0"),
    ),
    "an older format than its objects": (
        "E081",
        lambda root: (
            (root / "0=ocfl_1.1").unlink(),
            (root / "0=ocfl_1.0").write_text("ocfl_1.0\n"),
        ),
    ),
    "a folder with files of its own": (
        "E072",
        lambda root: ((root / "noter").mkdir(), (root / "noter" / "x.txt").touch()),
    ),
    "an empty folder": ("E073", lambda root: (root / "noter" / "mere").mkdir(parents=True)),
    "a file among the extensions": (
        "E112",
        lambda root: ((root / "extensions").mkdir(), (root / "extensions" / "x").touch()),
    ),
    "an object under another name": (
        "E083",
        lambda root: (root / FOLDER).rename(root / "kopi"),
    ),
    "an object twice": ("E037", lambda root: shutil.copytree(root / FOLDER, root / "kopi")),
    "a layout without an extension": ("E070", lambda root: (root / "ocfl_layout.json").touch()),
    "a layout of its own": (
        "E071",
        lambda root: (root / "ocfl_layout.json").write_text(
            '{"extension": "min-egen", "description": ""}'
        ),
    ),
    "a link to elsewhere": ("E090", lambda root: (root / "link").symlink_to(root / FOLDER)),
}


@pytest.mark.parametrize("twin", ROOT_TWINS)
def test_an_archive_with(filled: Store, twin: str) -> None:
    rule, change = ROOT_TWINS[twin]
    change(filled.root)

    problems = validate(filled.root)

    assert not is_valid(problems)
    assert rule in rules(problems)


def test_a_fault_deep_in_an_archive_is_named_from_its_top(filled: Store) -> None:
    (filled.root / FOLDER / "v1" / "content" / "outputs" / "v01.docx").write_bytes(b"Draft")

    assert [problem.location.file for problem in filled.verify()] == [
        f"{FOLDER}/v1/content/outputs/v01.docx"
    ]


def test_a_folder_that_is_not_there_or_empty_is_not_valid(tmp_path: Path) -> None:
    assert not is_valid(validate(tmp_path / "væk"))
    assert not is_valid(validate(tmp_path))


def nodes(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [path, *(n for key in value for n in nodes(value[key], (*path, key)))]
    if isinstance(value, list):
        return [path, *(n for i, item in enumerate(value) for n in nodes(item, (*path, i)))]
    return [path]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_inventory_whatever_it_holds_stops_the_verifying(
    filled: Store, data: st.DataObject
) -> None:
    top = filled.root / FOLDER
    sound = (top / "v2" / NAME).read_bytes()
    document = {"": json.loads(sound)}
    path = data.draw(st.sampled_from(nodes(document[""], ("",))), "node")
    spot: Any = document
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = data.draw(JUNK, "junk")
    changed = json.dumps(document[""]).encode()
    (top / NAME).write_bytes(changed)
    (top / SIDECAR).write_bytes(sidecar(changed))

    assert not is_valid(validate(top))
