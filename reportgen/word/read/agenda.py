"""Whether an agenda's file is as it was made."""

from __future__ import annotations

from reportgen.opc.container import Refused
from reportgen.opc.package import BadPackage, Package
from reportgen.word.elements.agenda import AgendaFile, agenda_of


def read_agenda_file(data: bytes) -> AgendaFile:
    """What the file says of itself; one that cannot be read is nobody's but its owner's."""
    try:
        return agenda_of(Package.open(data, "")) or AgendaFile()
    except (BadPackage, Refused, ValueError, KeyError):
        return AgendaFile()
