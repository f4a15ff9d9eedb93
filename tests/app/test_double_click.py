"""The file that opens the year by a double-click."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.app import double_click
from reportgen.app.new import start_workspace

ROOT = Path(__file__).parent.parent.parent


def test_every_workspace_gets_it_and_so_does_the_sample(tmp_path: Path) -> None:
    start_workspace(tmp_path)
    data = (tmp_path / "Årsrapport.cmd").read_bytes()
    assert data == (ROOT / "Årsrapport.cmd").read_bytes()


def test_it_is_read_alike_in_every_code_page_and_line_by_line() -> None:
    lines = double_click.TEXT.encode("ascii").split(b"\r\n")
    assert not any(b"\n" in line for line in lines)


def test_it_waits_for_nothing_and_enters_no_folder() -> None:
    assert double_click.TEXT.endswith('start "" "%program%" -C "%~dp0." desk\r\n')
    assert not {"cd", "pushd"} & set(double_click.TEXT.split())


def test_one_that_somebody_changed_stays(tmp_path: Path) -> None:
    (tmp_path / double_click.NAME).write_bytes(b"echo mit eget\r\n")
    double_click.lay_out(tmp_path)
    assert (tmp_path / double_click.NAME).read_bytes() == b"echo mit eget\r\n"


EARLIER = "@echo off\r\nchcp 65001 >nul\r\ncd /d %~dp0\r\nreportgen status\r\npause\r\n"


@pytest.mark.parametrize("is_changed", [False, True])
def test_the_file_that_showed_the_status_gives_way_unless_somebody_changed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_changed: bool
) -> None:
    from reportgen.workspace import files

    data = EARLIER.encode()
    monkeypatch.setattr(double_click, "_UNCHANGED", {files.digest(data)})
    (tmp_path / "Status.cmd").write_bytes(data + b"rem mit" * is_changed)
    double_click.lay_out(tmp_path)
    assert (tmp_path / "Status.cmd").exists() is is_changed
    assert (tmp_path / double_click.NAME).exists()
