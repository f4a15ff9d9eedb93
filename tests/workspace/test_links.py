"""Links to other places: nothing is read, copied, archived or written through them."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.app.generate import generate
from reportgen.archive.store import Store
from reportgen.cli.main import program
from reportgen.problems import InputFaults
from reportgen.workspace import files
from reportgen.workspace.links import year_links
from reportgen.workspace.lock import held
from reportgen.workspace.received import expanded
from tests.workspaces import SmallYear

DAY = dt.date(2024, 11, 15)
SECRET = b"nobody's input"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder outside the workspace, with a file of each kind that is read."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("noter.txt", "2024-03-02.yaml", "001.yaml", "svar.docx", "svar.eml"):
        (folder / name).write_bytes(SECRET)
    return folder


def contents(folder: Path) -> dict[str, str]:
    """Digest of every file below a folder, behind its links too."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


OWN = (
    "inputs/{net}/2024/moeder",
    "inputs/{net}/2024/moeder/2024-03-02.yaml",
    "inputs/{net}/2024/aendringer",
    "inputs/{net}/2024/aendringer/001.yaml",
    "inputs/{net}/2024/hoering",
    "inputs/{net}/2024/hoering/1",
    "inputs/{net}/2024/hoering/1/runde.yaml",
    "inputs/{net}/2024/hoering/1/modtaget/001.yaml",
    "inputs/{net}/2024/aarsrapport.xlsx",
    "inputs/{net}/2024/tekster.md",
    "inputs/{net}/2024/kladde.jsonl",
    "inputs/{net}/2024/offentliggoerelse.yaml",
    "inputs/{net}/netvaerk.yaml",
    "templates/aarsrapport.docx",
    "outputs/{net}",
    "outputs/{net}/2024",
    "outputs/{net}/2024/tilstand",
    "outputs/{net}/2024/tilstand/v01.json",
)
OTHERS = (
    "inputs/{net}/2024/noter.txt",
    "inputs/{net}/2024/kilder",
    "inputs/{net}/2024/moeder/kilder",
    "inputs/{net}/2024/moeder/referat.docx",
    "inputs/{net}/2024/hoering/noter",
    "outputs/{net}/2024/gammel.docx",
)


def link(small: SmallYear, place: str, target: Path) -> Path:
    """Put a link in the workspace, in the place of what is there."""
    path = small.root / place.format(net=small.year.network)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    return path


@pytest.mark.parametrize("to", ["a folder", "a file", "nothing", "itself"])
@pytest.mark.parametrize("place", OWN)
def test_a_link_in_place_of_the_programs_own_is_refused(
    place: str, to: str, small: SmallYear, elsewhere: Path
) -> None:
    name = place.format(net=small.year.network)
    targets = {
        "a folder": elsewhere,
        "a file": elsewhere / "noter.txt",
        "nothing": elsewhere / "gone",
        "itself": small.root / name,
    }
    path = link(small, place, targets[to])
    before = contents(elsewhere)
    with pytest.raises(InputFaults) as refused:
        generate(small.year, DAY)
    assert "link-for-file" in {problem.code for problem in refused.value.problems}
    assert contents(elsewhere) == before
    assert path.is_symlink()


@pytest.mark.parametrize("to", ["a folder", "a file", "nothing", "itself"])
@pytest.mark.parametrize("place", OTHERS)
def test_any_other_link_is_told_and_left(
    place: str, to: str, small: SmallYear, elsewhere: Path
) -> None:
    name = place.format(net=small.year.network)
    targets = {
        "a folder": elsewhere,
        "a file": elsewhere / "noter.txt",
        "nothing": elsewhere / "gone",
        "itself": small.root / name,
    }
    path = link(small, place, targets[to])
    before = contents(elsewhere)
    made = generate(small.year, DAY)
    told = [p.location.file for p in made.problems if p.code == "link-passed-over"]
    assert told == [name]
    assert path.is_symlink()
    assert contents(elsewhere) == before
    secret = hashlib.sha256(SECRET).hexdigest()
    assert secret not in contents(small.root / "arkiv").values()
    ((archived, _),) = [(entry, entry.head) for entry in Store(small.root / "arkiv").objects()]
    state = Store(small.root / "arkiv").versions(archived.id)["v1"].state
    assert not any(kept == name or kept.startswith(f"{name}/") for kept in state)


def test_the_workspace_its_parts_and_what_is_named_may_be_links(
    small: SmallYear, tmp_path: Path
) -> None:
    for name in ("inputs", "templates"):
        (small.root / name).rename(tmp_path / f"real-{name}")
        (small.root / name).symlink_to(tmp_path / f"real-{name}")
    network = tmp_path / "real-inputs" / small.year.network
    network.rename(tmp_path / "real-network")
    network.symlink_to(tmp_path / "real-network")
    for name in ("outputs", "arkiv"):
        (tmp_path / f"real-{name}").mkdir()
        (small.root / name).symlink_to(tmp_path / f"real-{name}")
    assert year_links(small.year) == ()
    assert generate(small.year, DAY).path.is_file()


def test_an_archived_year_that_is_a_link_is_not_written_through(
    small: SmallYear, tmp_path: Path
) -> None:
    generate(small.year, DAY)
    moved = small.year.archived.rename(tmp_path / "moved")
    small.year.archived.symlink_to(moved)
    before = contents(moved)
    small.edit_meeting("Noget helt nyt.", "Noget andet.")
    made = generate(small.year, DAY)
    assert made.record.version == "v02"
    reasons = [p.values["reason"].code for p in made.problems if p.code == "not-archived"]
    assert reasons == ["link-in-the-way"]
    assert contents(moved) == before


@pytest.mark.parametrize("place", ["arkiv/extensions", "arkiv/extensions/reportgen-staging"])
def test_the_archives_own_folders_do_not_lead_out_of_it(
    place: str, small: SmallYear, elsewhere: Path
) -> None:
    link(small, place, elsewhere)
    before = contents(elsewhere)
    made = generate(small.year, DAY)
    assert "not-archived" in {problem.code for problem in made.problems}
    assert contents(elsewhere) == before


def test_links_in_a_folder_of_answers_are_told_and_left(tmp_path: Path, elsewhere: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "mappe").mkdir(parents=True)
    (inbox / "svar.docx").write_bytes(b"x")
    (inbox / "hard.docx").hardlink_to(inbox / "svar.docx")
    (inbox / "a.docx").symlink_to(elsewhere / "svar.docx")
    (inbox / "b").symlink_to(elsewhere)
    (inbox / "mappe" / "c.eml").symlink_to(inbox / "mappe" / "c.eml")
    (inbox / "mappe" / "op").symlink_to(inbox)
    found, problems = expanded([inbox])
    assert [path.name for path in found] == ["hard.docx", "svar.docx"]
    told = [(problem.code, problem.location.file) for problem in problems]
    assert sorted(told) == [("link-passed-over", name) for name in ("a.docx", "b", "c.eml", "op")]


def test_what_a_person_names_may_be_a_link(tmp_path: Path, elsewhere: Path) -> None:
    (tmp_path / "a.docx").symlink_to(elsewhere / "svar.docx")
    (tmp_path / "b").symlink_to(elsewhere)
    found, problems = expanded([tmp_path / "a.docx", tmp_path / "b"])
    assert len(found) == 1 + len(list(elsewhere.iterdir()))
    assert problems == []
    assert files.read(tmp_path / "a.docx", named=True) == SECRET


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("import {minutes}", "inputs/{net}/2024/moeder"),
        ("import {minutes}", "inputs/{net}/2024/moeder/2024-04-05.yaml"),
        ("new 2025", "inputs/{net}/2025/tekster.md"),
        ("new 2025", "inputs/{net}/2025/moeder"),
        ("archive diff v01 v02 --docx", "outputs/{net}"),
        ("calendar", "outputs/{net}/2024"),
        ("tasks --xlsx", "outputs/{net}/2024"),
        ("check --fix", "inputs/{net}/2024/aarsrapport.xlsx"),
        ("hearing open --deadline 2030-01-01 --with-pending", "inputs/{net}/2024/hoering"),
    ],
)
def test_no_command_writes_through_a_link(
    words: str, place: str, small: SmallYear, elsewhere: Path, tmp_path: Path
) -> None:
    generate(small.year, DAY)
    small.edit_meeting("Noget helt nyt.", "Noget andet.")
    generate(small.year, DAY)
    minutes = tmp_path / "referat.txt"
    minutes.write_text("Referat fra mødet\nDato: 5. april 2024\n\n1. Velkomst\nGodt.\n", "utf-8")
    link(small, place, elsewhere)
    before = contents(elsewhere)
    typed = words.format(minutes=minutes).split(" ")
    done = CliRunner().invoke(program, ["-C", str(small.root), *typed], catch_exceptions=False)
    assert done.exit_code in {1, 3}, done.output
    assert "link" in done.output
    assert contents(elsewhere) == before
    assert (small.root / place.format(net=small.year.network)).is_symlink()


def test_nothing_is_written_through_a_link(tmp_path: Path, elsewhere: Path) -> None:
    target, path = elsewhere / "noter.txt", tmp_path / "link"
    path.symlink_to(target)
    with pytest.raises(files.LinkInTheWay):
        files.write(path, b"x")
    with pytest.raises(files.LinkInTheWay):
        files.add_lines(path, [b"x"])
    (tmp_path / ".reportgen.lock").symlink_to(target)
    with pytest.raises(files.LinkInTheWay), held(tmp_path):
        pass
    assert target.read_bytes() == SECRET
