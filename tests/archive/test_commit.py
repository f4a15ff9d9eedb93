from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from reportgen.archive.inventory import User
from reportgen.archive.paths import object_id
from reportgen.archive.refusals import ClashingNames, FolderTaken, ObjectDamaged, UnsafeNames
from reportgen.archive.store import Store
from reportgen.archive.validate import is_valid
from reportgen.report.wording.characters import legible_name
from tests.archive.support import (
    FIRST,
    FOLDER,
    NOON,
    SECOND,
    SECRETARIAT,
    YEAR,
    judge,
    put,
    restored,
    tree,
)


def test_each_version_comes_back_exactly_as_it_was_archived(filled: Store, tmp_path: Path) -> None:
    assert restored(filled, "v1", tmp_path / "en") == FIRST
    assert restored(filled, "v2", tmp_path / "to") == SECOND


def test_another_programs_validator_finds_the_archive_sound(filled: Store) -> None:
    judge(filled.root)
    assert filled.verify() == []
    assert filled.verify(YEAR) == []


def test_bytes_that_an_earlier_version_holds_are_not_stored_again(filled: Store) -> None:
    new = tree(filled.root / FOLDER / "v2" / "content")

    assert new == {
        "inputs/aarsrapport.xlsx": b"workbook, corrected",
        "outputs/v02.docx": b"second draft",
    }


def test_danish_names_are_readable_on_disk(filled: Store) -> None:
    meeting = filled.root / FOLDER / "v1" / "content" / "inputs" / "moeder" / "Møde på Ærø.yaml"
    assert meeting.read_bytes() == b"meeting"
    assert "Møde på Ærø" in (filled.root / FOLDER / "inventory.json").read_text("utf-8")


def test_content_paths_have_slashes_on_every_system(filled: Store) -> None:
    assert "\\" not in (filled.root / FOLDER / "inventory.json").read_text("utf-8")


def test_the_same_files_again_make_no_version(filled: Store) -> None:
    before = tree(filled.root)

    done = put(filled, SECOND)

    assert (done.version, done.unchanged) == ("v2", True)
    assert tree(filled.root) == before


def test_files_that_went_back_to_what_they_were_make_a_version_without_content(
    filled: Store, tmp_path: Path
) -> None:
    assert put(filled, FIRST).version == "v3"

    assert not (filled.root / FOLDER / "v3" / "content").exists()
    assert restored(filled, "v3", tmp_path / "ud") == FIRST
    judge(filled.root)


def test_files_are_taken_from_disk_as_well_as_from_memory(store: Store, tmp_path: Path) -> None:
    large = tmp_path / "stor.docx"
    large.write_bytes(bytes(range(256)) * 9000)

    put(store, {"outputs/stor.docx": large, "outputs/lille.txt": b"."})

    assert store.read(YEAR, "v1", "outputs/stor.docx") == large.read_bytes()
    judge(store.root)


def test_a_version_tells_who_made_it_when_and_why(store: Store) -> None:
    summer = datetime(2023, 6, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))
    store.commit(YEAR, FIRST, message="Høring åbnet", user=User("Holbæk Kommune"), created=summer)

    version = store.versions(YEAR)["v1"]

    assert version.created == "2023-06-01T10:30:00+02:00"
    assert version.message == "Høring åbnet"
    assert version.user == User("Holbæk Kommune")


def test_a_time_without_a_zone_is_a_mistake_of_the_caller(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.commit(YEAR, FIRST, message="", user=SECRETARIAT, created=NOON.replace(tzinfo=None))


def test_the_same_commits_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (Store(tmp_path / name) for name in ("a", "b"))
    for store in (first, second):
        put(store, FIRST)
        put(store, dict(reversed(SECOND.items())))

    assert tree(first.root) == tree(second.root)


def test_years_and_networks_lie_beside_each_other(store: Store) -> None:
    for network in ("ældre", "børn_og_unge"):
        for year in (2021, 2022):
            put(store, {"a.txt": network.encode()}, object_id(network, year))

    assert [(entry.id, entry.folder, entry.head) for entry in store.objects()] == [
        ("urn:reportgen:b%C3%B8rn_og_unge:2021", "børn_og_unge_2021", "v1"),
        ("urn:reportgen:b%C3%B8rn_og_unge:2022", "børn_og_unge_2022", "v1"),
        ("urn:reportgen:%C3%A6ldre:2021", "ældre_2021", "v1"),
        ("urn:reportgen:%C3%A6ldre:2022", "ældre_2022", "v1"),
    ]
    judge(store.root)


def test_an_object_without_files_can_be_archived(store: Store, tmp_path: Path) -> None:
    put(store, {})
    assert restored(store, "v1", tmp_path / "ud") == {}
    judge(store.root)


def test_decomposed_letters_are_written_as_windows_writes_them(store: Store) -> None:
    put(store, {"A\u030arsrapport.docx": b"x"})
    assert list(store.versions(YEAR)["v1"].state) == ["Årsrapport.docx"]


@pytest.mark.parametrize(
    "name",
    [
        "../uden for.txt",
        "a/../b.txt",
        "/rod.txt",
        "C:/rod.txt",
        "a\\b.txt",
        "a//b.txt",
        "a/",
        "",
        "./a.txt",
        "CON",
        "con.txt",
        "mappe/Nul.docx",
        "LPT9.tar.gz",
        "com1/fil.txt",
        "slut.",
        "slut ",
        "mappe /fil.txt",
        " forrest.txt",
        "spørgsmål?.txt",
        'citat".txt',
        "linje\nskift.txt",
        "x" * 151,
        "halv\ud800.txt",
    ],
)
def test_a_name_that_some_system_cannot_take_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UnsafeNames) as refused:
        put(store, {"god.txt": b"", name: b""})

    assert f"“{legible_name(name)}”" in str(refused.value.problem.values["names"])
    assert "god.txt" not in str(refused.value.problem.values["names"])
    assert not store.root.exists()


@pytest.mark.parametrize("name", ["console.txt", ".skjult", "a.b.c", "nul-møde.txt", "x" * 150])
def test_names_that_only_look_like_trouble_are_taken(store: Store, name: str) -> None:
    put(store, {name: b"."})
    assert store.read(YEAR, "v1", name) == b"."
    judge(store.root)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Svar.docx", "svar.docx"), ("Å.txt", "A\u030a.txt"), ("svar", "svar/faxe.docx")],
)
def test_names_that_windows_cannot_tell_apart_are_refused(
    store: Store, one: str, other: str
) -> None:
    with pytest.raises(ClashingNames):
        put(store, {one: b"1", other: b"2"})


@pytest.mark.parametrize("identifier", ["urn:andet:a:2022", "urn:reportgen:..:22", "a_2022", ""])
def test_only_ids_of_a_network_and_a_year_are_taken(store: Store, identifier: str) -> None:
    with pytest.raises(UnsafeNames):
        put(store, FIRST, identifier)


def test_long_names_are_shortened_on_disk_and_whole_when_they_come_back(
    store: Store, tmp_path: Path
) -> None:
    party = "hoering/1/modtaget/" + "Høringssvar fra en kommune med et langt navn " * 2
    files = {f"{party}{number}.docx": bytes([number]) for number in range(3)}
    put(store, files)

    longest = max(len(f"arkiv/{FOLDER}/{path}") for path in tree(store.root / FOLDER))

    assert longest <= 150
    assert restored(store, "v1", tmp_path / "ud") == files
    judge(store.root)


def test_a_year_in_other_capitals_does_not_get_a_folder_beside_the_first(filled: Store) -> None:
    with pytest.raises(FolderTaken):
        put(filled, FIRST, object_id("Børn-og-Unge", 2022))


def test_a_folder_that_is_no_object_is_not_written_into(filled: Store) -> None:
    (filled.root / "ældre_2022").mkdir()
    (filled.root / "ældre_2022" / "noter.txt").write_text("mine")

    with pytest.raises(ObjectDamaged):
        put(filled, FIRST, object_id("ældre", 2022))

    assert (filled.root / "ældre_2022" / "noter.txt").read_text() == "mine"


@pytest.mark.parametrize("file", ["inventory.json", "inventory.json.sha512"])
def test_nothing_is_added_to_a_damaged_object(filled: Store, file: str) -> None:
    damaged = filled.root / FOLDER / file
    damaged.write_bytes(damaged.read_bytes().replace(b"a", b"b", 1))
    before = tree(filled.root)

    with pytest.raises(ObjectDamaged):
        put(filled, FIRST)

    assert tree(filled.root) == before


@pytest.mark.parametrize("damaged", [b"dra", b"Draft", None], ids=["short", "changed", "gone"])
@pytest.mark.parametrize("path", ["outputs/v01.docx", "et andet sted.docx"])
def test_nothing_leans_on_an_earlier_copy_that_is_damaged(
    filled: Store, damaged: bytes | None, path: str
) -> None:
    held = filled.root / FOLDER / "v1" / "content" / "outputs" / "v01.docx"
    held.unlink()
    if damaged is not None:
        held.write_bytes(damaged)

    with pytest.raises(ObjectDamaged):
        put(filled, {path: b"draft"})

    assert list(filled.versions(YEAR)) == ["v1", "v2"]


def test_a_stray_version_folder_is_left_alone_and_reported(filled: Store) -> None:
    stray = filled.root / FOLDER / "v3"
    stray.mkdir()
    (stray / "mit.txt").write_text("mit")

    with pytest.raises(ObjectDamaged):
        put(filled, FIRST)

    assert (stray / "mit.txt").read_text() == "mit"
    assert not is_valid(filled.verify())


def test_the_inventory_is_json_with_its_keys_in_order(filled: Store) -> None:
    text = (filled.root / FOLDER / "inventory.json").read_text("utf-8")
    document = json.loads(text)
    assert list(document) == sorted(document)
    assert text.endswith("}\n")


def test_time_in_utc_is_written_with_z(store: Store) -> None:
    put(store, FIRST)
    assert NOON.tzinfo is UTC
    assert store.versions(YEAR)["v1"].created == "2022-11-15T12:00:00Z"


DECOMPOSED = "a\u030aret"


def test_a_network_is_one_object_however_its_letters_are_composed(store: Store) -> None:
    put(store, FIRST, object_id(DECOMPOSED, 2022))
    put(store, SECOND, object_id("året", 2022))
    (entry,) = store.objects()
    assert (entry.id, entry.folder, entry.head) == (
        "urn:reportgen:%C3%A5ret:2022",
        "året_2022",
        "v2",
    )
    judge(store.root)


@pytest.mark.parametrize("network", ["året", DECOMPOSED])
def test_an_older_object_keeps_its_id_and_its_folder(store: Store, network: str) -> None:
    old = f"urn:reportgen:{network}:2022"
    put(store, FIRST, old)
    put(store, SECOND, object_id("året", 2022))
    (entry,) = store.objects()
    assert (entry.id, entry.folder, entry.head) == (old, f"{network}_2022", "v2")
    assert list(store.versions(object_id(DECOMPOSED, 2022))) == ["v1", "v2"]
    assert store.verify() == store.verify(object_id("året", 2022)) == []


def test_two_that_are_there_already_are_both_listed_and_not_joined(store: Store) -> None:
    put(store, FIRST, "urn:reportgen:året:2022")
    (store.root / f"{DECOMPOSED}_2022").mkdir()
    put(store, SECOND, object_id("året", 2022))
    assert [entry.folder for entry in store.objects()] == [f"{DECOMPOSED}_2022", "året_2022"]
    assert list(store.versions(object_id("året", 2022))) == ["v1", "v2"]
