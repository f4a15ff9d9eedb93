"""Each document beside the YAML that is read from it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reportgen.report.meeting import Meeting
from tests.sources.minutes.regenerate import GOLDEN, expected

DOCUMENTS = sorted(path for path in GOLDEN.iterdir() if path.suffix != ".yaml")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_read_as_the_file_beside_it_says(document: Path) -> None:
    golden = document.with_name(f"{document.name}.yaml").read_text(encoding="utf-8")

    assert expected(document) == golden, "python -m tests.sources.minutes.regenerate, then review"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_file_loads_as_a_meeting(document: Path) -> None:
    golden = document.with_name(f"{document.name}.yaml").read_text(encoding="utf-8")

    assert Meeting.model_validate(yaml.safe_load(golden)).agenda
