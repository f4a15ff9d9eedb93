"""The Open XML SDK's validator, as a judge of what we write."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def assert_valid(data: bytes) -> None:
    """Fail with the validator's findings; skip where there is no validator."""
    program = shutil.which("ooxml-validator")
    if program is None:
        pytest.skip("ooxml-validator (Open XML SDK) is not installed")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fil.docx"
        file.write_bytes(data)
        done = subprocess.run([program, str(file)], capture_output=True, check=False)
    assert json.loads(done.stdout)["errors"] == []
