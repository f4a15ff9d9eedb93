"""The file that says where the desk listens is its owner's alone."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from reportgen.desk.instance import new_instance, read_state, write_state


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_can_read_where_the_desk_listens(tmp_path: Path) -> None:
    path, known = tmp_path / "tilstand.json", new_instance(40_000)
    before = os.umask(0)
    try:
        write_state(path, known)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_state(path) == known
    path.chmod(0o644)
    assert read_state(path) is None
