"""What verifying says of an inventory that breaks a rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.archive.inventory import NAME, SIDECAR, sidecar
from reportgen.archive.store import Store
from reportgen.archive.validate import is_valid, rules, validate
from tests.archive.support import FOLDER, Document, assert_told, first, rewrite

UNUSED = "0" * 128


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
    assert_told(problems)


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
