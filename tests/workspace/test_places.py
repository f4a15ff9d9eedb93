"""Where everything of a network's year lies, from the workspace's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.workspace.places import NoWorkspace, Workspace, Year


def test_a_folder_without_inputs_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace):
        Workspace.at(tmp_path)
    (tmp_path / "inputs").mkdir()
    assert Workspace.at(tmp_path).inputs == tmp_path / "inputs"


def test_networks_are_the_folders_with_a_network_file_and_years_those_named_so(
    tmp_path: Path,
) -> None:
    for folder in ("b/2023", "b/2022", "b/1899", "b/noter", "a", "uden"):
        (tmp_path / "inputs" / folder).mkdir(parents=True)
    (tmp_path / "inputs" / "b" / "2024").write_bytes(b"a file")
    for network in ("a", "b"):
        (tmp_path / "inputs" / network / "netvaerk.yaml").write_bytes(b"")
    workspace = Workspace.at(tmp_path)
    assert workspace.networks() == ["a", "b"]
    assert workspace.years("b") == [2022, 2023]
    assert workspace.years("a") == []


def test_everything_of_a_year_has_its_place(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    year = Year(workspace, "unge", 2022)
    places = {
        year.network_file: "inputs/unge/netvaerk.yaml",
        year.workbook: "inputs/unge/2022/aarsrapport.xlsx",
        year.prose: "inputs/unge/2022/tekster.md",
        year.meetings: "inputs/unge/2022/moeder",
        year.decided: "inputs/unge/2022/aendringer",
        year.hearing: "inputs/unge/2022/hoering",
        year.outputs: "outputs/unge/2022",
        year.archived: "arkiv/unge_2022",
        workspace.template: "templates/aarsrapport.docx",
    }
    assert {workspace.relative(path): said for path, said in places.items()} == {
        said: said for said in places.values()
    }


@pytest.mark.parametrize("on_disk", ["året", "a\u030aret"])
def test_a_network_is_found_however_its_letters_are_composed_on_the_disk(
    tmp_path: Path, on_disk: str
) -> None:
    folder = tmp_path / "inputs" / on_disk
    (folder / "2022").mkdir(parents=True)
    (folder / "netvaerk.yaml").write_bytes(b"")
    workspace = Workspace.at(tmp_path)
    assert workspace.networks() == ["året"]
    assert workspace.years("året") == [2022]
    for asked in ("året", "a\u030aret"):
        year = Year(workspace, asked, 2022)
        assert year.inputs == folder / "2022"
        assert year.network_file == folder / "netvaerk.yaml"
        assert year.outputs == tmp_path / "outputs" / "året" / "2022"
