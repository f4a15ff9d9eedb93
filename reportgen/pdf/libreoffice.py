"""A Word file as a tagged PDF, made by LibreOffice.

PDF/UA-1 (ISO 14289-1) for readers who use assistive programs, and PDF/A-2b (ISO 19005-2)
for the archive, in one file.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reportgen.problems import Location, MissingProgram, Refusal

_SECONDS = 300
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FILTER = {
    "UseTaggedPDF": ("boolean", "true"),
    "PDFUACompliance": ("boolean", "true"),
    "SelectPdfVersion": ("long", "2"),
    "ExportBookmarks": ("boolean", "true"),
    "DisplayPDFDocumentTitle": ("boolean", "true"),
}


class OfficeMissing(MissingProgram, code="pdf-program-missing"):
    """LibreOffice, which makes the PDF, is not installed."""


class PdfFailed(Refusal, code="pdf-failed"):
    """LibreOffice made no PDF of the document."""


def make_pdf(document: bytes, name: str) -> bytes:
    """Lay out a Word file as a tagged PDF; `name` is the document's file name.

    LibreOffice runs with a profile of its own, so one that is open does not stand in the
    way. Raises `OfficeMissing` and `PdfFailed`.
    """
    office = _office()
    if office is None:
        raise OfficeMissing(Location(name))
    options = {key: {"type": kind, "value": value} for key, (kind, value) in _FILTER.items()}
    with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        source = folder / "rapport.docx"
        source.write_bytes(document)
        call = [
            office,
            f"-env:UserInstallation={(folder / 'profil').as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(options, separators=(',', ':'))}",
            "--outdir",
            str(folder),
            str(source),
        ]
        try:
            subprocess.run(
                call,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            data = source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise PdfFailed(Location(name)) from None
    if not data.startswith(b"%PDF-"):
        raise PdfFailed(Location(name))
    return data


def _office() -> str | None:
    """LibreOffice's command, wherever its installer puts it."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path or sys.platform == "linux":
        return on_path
    return next((place for place in _PLACES if Path(place).is_file()), None)
