"""Files that a page sends: laid in a folder of their own until the work with them is done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from werkzeug.datastructures import FileStorage

from reportgen.report.wording.characters import legible_name
from reportgen.workspace.names import portable

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
"""What Windows allows in no name."""
_LONGEST = 120  # characters; the end is kept, since it says what kind of file it is


class Uploads:
    """Files as they were sent, each in a folder of its own, since two may have one name."""

    def __init__(self, sent: Iterable[FileStorage]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="reportgen-"))
        self.paths: list[Path] = []
        for number, each in enumerate(sent):
            path = self._folder / str(number) / own_name(each.filename or "")
            path.parent.mkdir()
            each.save(path)
            self.paths.append(path)

    def remove(self) -> None:
        """Take them away again."""
        shutil.rmtree(self._folder, ignore_errors=True)


def own_name(sent: str) -> str:
    r"""The name of a file as it was sent, without any folder and as every disk can hold it.

    >>> own_name("..\\svar: 2.docx"), own_name("/etc/svar.docx"), own_name("..")
    ('svar_ 2.docx', 'svar.docx', 'fil')
    """
    name = legible_name(sent.replace("\\", "/").rpartition("/")[2]).translate(_FORBIDDEN)
    name = " ".join(name.split())[-_LONGEST:].strip(". ") or "fil"
    return portable(name)
