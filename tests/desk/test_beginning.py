"""The first network, begun on the page in a folder where there was nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reportgen.workspace.places import Workspace
from tests.desk.browsing import Browser
from tests.desk.running import command, desk, surroundings
from tests.workspaces import SmallYear


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the program in it, as it is installed, and nothing else."""
    (tmp_path / "mappe" / ".venv").mkdir(parents=True)
    return tmp_path / "mappe"


def test_a_network_is_begun_in_an_empty_folder(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    with desk(folder, tmp_path / "bruger") as running:
        browser.enter(running)
        browser.shows("Begynd et netværk")
        assert (folder / "Årsrapport.cmd").exists()
        assert browser.barriers() == []
        browser.run(
            "const fill = (id, text) => { document.getElementById(id).value = text };"
            "fill('name', 'Børn & Unge'); fill('year', '2025');"
            "fill('organisations', 'Faxe Kommune\\nKøge Kommune\\n'); fill('case', '25/17')"
        )
        browser.press("Begynd")
        browser.shows("Næste skridt")
        assert "Børn & Unge · 2025" in browser.text()
        browser.driver.get("about:blank")
    (network,) = Workspace.at(folder).networks()
    assert "Køge Kommune" in (folder / "inputs" / network / "netvaerk.yaml").read_text("utf-8")


def test_a_name_that_is_nearly_anothers_is_asked_about(
    browser: Browser, small: SmallYear, tmp_path: Path
) -> None:
    with desk(small.root, tmp_path / "bruger") as running:
        browser.enter(running, "begynd")
        browser.shows("Begynd et netværk")
        browser.run("document.getElementById('name').value = 'Ældre og Sundhet'")
        browser.press("Begynd")
        browser.shows("Ældre og Sundhed")
        assert small.year.workspace.networks() == [small.year.network]
        browser.run("document.getElementById('is-new').checked = true")
        browser.press("Begynd")
        browser.shows("Næste skridt")
        assert len(small.year.workspace.networks()) == 2
        browser.driver.get("about:blank")


def test_a_folder_with_other_things_in_it_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (folder / "brev.docx").write_bytes(b"")
    ran = subprocess.run(
        command(folder, "desk", "--no-browser"),
        env=surroundings(tmp_path / "bruger"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert sorted(each.name for each in folder.iterdir()) == [".venv", "brev.docx"]
