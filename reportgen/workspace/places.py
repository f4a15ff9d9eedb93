"""Where everything lies in a workspace, and which networks and years it holds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

NETWORK_FILE = "netvaerk.yaml"
WORKBOOK_FILE = "aarsrapport.xlsx"
PROSE_FILE = "tekster.md"
JOURNAL_FILE = "kladde.jsonl"
TEMPLATE_FILE, CASE_TEMPLATE_FILE = "aarsrapport.docx", "moedesag.docx"

_YEAR = re.compile(r"(?:19|20)\d\d")


class NoWorkspace(Exception):
    """The folder is no workspace: it holds no ``inputs/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(str(folder))


def composed(name: str) -> str:
    """A name in NFC; a Mac or a cloud drive may write it decomposed."""
    return unicodedata.normalize("NFC", name)


def named(parent: Path, name: str) -> Path:
    """The file or folder of a name, however its letters are composed on the disk."""
    path = parent / composed(name)
    if name.isascii() or path.exists() or not parent.is_dir():
        return path
    same = (each for each in sorted(parent.iterdir()) if composed(each.name) == path.name)
    return next(same, path)


@dataclass(frozen=True, slots=True)
class Year:
    """The folders and files of one network's year."""

    workspace: Workspace
    network: str
    """Folder name of the network."""
    year: int

    @property
    def inputs(self) -> Path:
        """Folder of the year's inputs."""
        return named(self.workspace.inputs, self.network) / str(self.year)

    @property
    def network_file(self) -> Path:
        """The network's own file, shared by its years."""
        return named(self.workspace.inputs, self.network) / NETWORK_FILE

    @property
    def workbook(self) -> Path:
        """The year's workbook."""
        return self.inputs / WORKBOOK_FILE

    @property
    def prose(self) -> Path:
        """The year's prose."""
        return self.inputs / PROSE_FILE

    @property
    def meetings(self) -> Path:
        """Folder with one file a meeting."""
        return self.inputs / "moeder"

    @property
    def minutes(self) -> Path:
        """Folder with the minutes that the meetings were read from."""
        return self.meetings / "kilder"

    @property
    def decided(self) -> Path:
        """Folder with what was absorbed or decided."""
        return self.inputs / "aendringer"

    @property
    def hearing(self) -> Path:
        """Folder with the hearing rounds."""
        return self.inputs / "hoering"

    @property
    def journal(self) -> Path:
        """What was typed on the desk and may not be in its file yet."""
        return self.inputs / JOURNAL_FILE

    @property
    def outputs(self) -> Path:
        """Folder with what the tool made."""
        return named(self.workspace.root / "outputs", self.network) / str(self.year)

    @property
    def archived(self) -> Path:
        """The year's object in the archive."""
        return named(self.workspace.root / "arkiv", f"{self.network}_{self.year}")


def nearest_workspace(folder: Path) -> Path | None:
    """The folder itself if it may be a workspace, else the nearest above it with a network."""
    if (folder / "inputs").is_dir():
        return folder
    return next((above for above in folder.parents if Workspace(above).networks()), None)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder that holds ``inputs/``."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Workspace:
        """Take `root` as the workspace; raises `NoWorkspace`."""
        if not (root / "inputs").is_dir():
            raise NoWorkspace(root)
        return cls(root)

    @property
    def inputs(self) -> Path:
        """Folder of all networks."""
        return self.root / "inputs"

    @property
    def template(self) -> Path:
        """The fixed template."""
        return self.root / "templates" / TEMPLATE_FILE

    @property
    def case_template(self) -> Path:
        """The template of the steering group's case; it may be left out."""
        return self.root / "templates" / CASE_TEMPLATE_FILE

    def networks(self) -> list[str]:
        """Folder names of the networks, in NFC: the same name is one network."""
        there = (path.parent.name for path in self.inputs.glob(f"*/{NETWORK_FILE}"))
        return sorted({composed(name) for name in there})

    def years(self, network: str) -> list[int]:
        """The network's years, oldest first."""
        folders = named(self.inputs, network).iterdir()
        return sorted(int(p.name) for p in folders if p.is_dir() and _YEAR.fullmatch(p.name))

    def relative(self, path: Path) -> str:
        """A path as the contract says it: from the workspace, with ``/``."""
        return path.relative_to(self.root).as_posix()
