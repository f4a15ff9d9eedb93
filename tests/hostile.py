"""Files that nobody sends in good faith."""

from __future__ import annotations

import io
import zipfile


def gigabyte() -> bytes:
    """A small zip that unpacks to a gigabyte of zeros."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(1024):
            stream.write(bytes(1024 * 1024))
    return buffer.getvalue()
