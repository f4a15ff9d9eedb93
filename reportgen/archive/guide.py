"""The guide that lies in the archive: how to read it when this program is gone.

OCFL lets a storage root hold such files, and asks that an arrangement of one's own is
described in one of them (section 4.5).
"""

from __future__ import annotations

from pathlib import Path

from reportgen.archive import digests

DANISH = "LAESMIG.txt"
ENGLISH = "README.txt"
DIGESTS = "README.sha512"
FILES = (DANISH, ENGLISH, DIGESTS)

_DANISH = """\
Arkiv over årsrapporter
=======================

Mappen er et arkiv efter standarden Oxford Common File Layout (OCFL), version 1.1:
https://ocfl.io/1.1/spec/

Alt ligger som almindelige filer. Der skal ikke bruges noget bestemt program for at læse dem.

- Hver mappe <netværk>_<år> rummer ét netværks årsrapport for ét år.
- Undermapperne v1, v2, v3 … er versionerne. Nye eller ændrede filer ligger i v<nummer>/content.
- inventory.json siger, hvilke filer der hører til hver version, og hvor de ligger. En fil, der
  ikke er ændret siden en tidligere version, ligger kun dér, hvor den først blev gemt.
- Filerne kendes på deres SHA-512. Programmet sha512sum (eller certutil i Windows) kan regne dem
  ud, og ethvert OCFL-program kan kontrollere hele arkivet.

Ret, flyt og omdøb intet herinde. Kopiér det, du skal bruge, ud af mappen.

Mens der gemmes, findes mappen extensions/reportgen-staging. Det, der ligger i den, er endnu ikke
arkiveret. Bliver den liggende efter et strømsvigt, rydder programmet selv op næste gang.
"""

_ENGLISH = """\
Archive of yearly reports
=========================

This folder is an archive after the Oxford Common File Layout (OCFL), version 1.1:
https://ocfl.io/1.1/spec/

Everything is plain files, and no particular program is needed to read them.

- Each folder <network>_<year> holds the report of one network for one year. It is the OCFL
  object urn:reportgen:<network>:<year>.
- The folders v1, v2, v3 … in it are the versions. New or changed files are in
  v<number>/content.
- inventory.json says which files each version consists of, and where they are. A file that
  has not changed since an earlier version lies only where it was first stored.
- Files are known by their SHA-512. The program sha512sum (certutil on Windows) computes it,
  and any OCFL tool can check the whole archive.

Do not change, move or rename anything in here. Copy out of the folder what you need.

Local extension: while a version is being stored, extensions/reportgen-staging exists. Nothing
in it is archived yet. If it is left behind by a power failure, the program clears it up the
next time it is used. journal.json in one of its folders names the object and the version that
were being moved into place.
"""


def contents() -> dict[str, bytes]:
    """The guide's files, and one more with their digests as sha512sum writes them."""
    texts = {DANISH: _DANISH.encode(), ENGLISH: _ENGLISH.encode()}
    lines = (f"{digests.of_bytes(text)}  {name}\n" for name, text in texts.items())
    return {**texts, DIGESTS: "".join(lines).encode()}


def changed(root: Path) -> list[str]:
    """Files of the guide in `root` that are missing or not as they were written.

    A root without any of them has no guide. An older release may have written other words,
    so a guide that matches the digests beside it is as it was.
    """
    found = {name: (root / name).read_bytes() for name in FILES if (root / name).is_file()}
    if not found:
        return []
    lines = "".join(
        f"{digests.of_bytes(found[name])}  {name}\n" for name in (DANISH, ENGLISH) if name in found
    )
    if len(found) == len(FILES) and found[DIGESTS] == lines.encode():
        return []
    wanted = contents()
    return [name for name in FILES if found.get(name) != wanted[name]]
