"""A DOCTYPE in any part of a Word file: every command that is given one refuses it in words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_commands import answer
from tests.problems.starts import Starts
from tests.workspaces import SmallYear

_TOP = re.compile(rb"^(\s*<\?xml[^>]*\?>)?")
_DOCTYPE = rb'<!DOCTYPE x [<!ENTITY navn "tekst">]>'


def xml_parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [n for n in package.namelist() if n.endswith((".xml", ".rels"))]


def with_type(data: bytes, part: str) -> bytes:
    """The file with a document type declared in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                content = _TOP.sub(lambda top: (top[1] or b"") + _DOCTYPE, content, count=1)
            made.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="session")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    return Starts(tmp_path_factory.mktemp("begyndelser"))


def version(small: SmallYear) -> Path:
    return next(small.year.outputs.glob("*_v01_*.docx"))


def template(small: SmallYear) -> Path:
    return small.year.workspace.template


def consolidated(small: SmallYear) -> Path:
    return next(small.year.hearing.glob("1/svar/*_samlet.docx"))


GIVEN: list[tuple[str, Callable[[SmallYear], Path], tuple[str, ...]]] = [
    ("version made", version, ("absorb", "FILE")),
    ("version made", version, ("import", "FILE", "--yes")),
    ("version made", version, ("template", "check", "FILE")),
    ("version made", template, ("template", "check")),
    ("version made", template, ("generate",)),
    ("answer collected", consolidated, ("hearing", "apply", "FILE")),
]


@pytest.mark.parametrize(
    ("start", "file", "words"), GIVEN, ids=[f"{f.__name__}: {' '.join(w)}" for _, f, w in GIVEN]
)
def test_a_command_refuses_it_in_whichever_part_it_stands(
    starts: Starts,
    tmp_path: Path,
    start: str,
    file: Callable[[SmallYear], Path],
    words: tuple[str, ...],
) -> None:
    small = starts.copy(start, tmp_path / "mappe")
    path = file(small)
    sound = path.read_bytes()
    parts = xml_parts(sound)
    assert len(parts) > 10
    for part in parts:
        path.write_bytes(with_type(sound, part))
        before = small.snapshot()
        code, said = answer(small, *(str(path) if word == "FILE" else word for word in words))
        assert code == 1, part
        assert [p["code"] for p in said["problems"] if p["severity"] == "error"], part
        assert "DOCTYPE" in "".join(p["message"] for p in said["problems"]), part
        assert small.snapshot() == before, part
