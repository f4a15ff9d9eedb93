"""The steering group's case in print: of a large year that seventeen parties answered."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pdfplumber
import pytest

from reportgen.app.extracts.submission import make_submission
from reportgen.app.generate import generate
from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.collecting import collect
from reportgen.app.hearing.opening import open_hearing
from tests.programs import findings, needs_libreoffice, needs_validator, pdf_of
from tests.sample.large_year import RECOMMENDATIONS, large_year
from tests.sample.test_pages import BOTTOM, TOP, Line, Pages, lines_of
from tests.sample.test_sample_answers import decide, edited
from tests.sample.test_sample_round import BACK, DEADLINE, OPENED, say

MOST_EDITS = 8


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stor")
    year = large_year(root)
    opened = open_hearing(year, OPENED, DEADLINE, per_party=True, with_pending=True)
    inbox, rng = root / "indbakke", random.Random(17)
    inbox.mkdir()
    for party in opened.round.parties[:17]:
        (copy,) = (opened.round.sent / party.folder).glob("*_Aarsrapport-*.docx")
        data = edited(copy.read_bytes(), rng, party.name, MOST_EDITS)
        (inbox / f"{party.folder}.docx").write_bytes(data)
    decide(collect(year, [inbox], BACK, say), rng)
    assert apply(year, [], BACK, say, base_stays=True).is_done
    generate(year, BACK.date())
    return make_submission(year, BACK.date()).path


@pytest.fixture(scope="module")
def pages(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    with pdfplumber.open(pdf_of(case, tmp_path_factory.mktemp("pdf"))) as pdf:
        lines = tuple(line for page in pdf.pages for line in lines_of(page))
        return Pages(case, lines, len(pdf.pages), is_large=True)


@needs_validator
def test_the_validator_finds_nothing(case: Path) -> None:
    assert findings(case) == []


@needs_libreoffice
def test_every_recommendation_is_printed_under_its_number(pages: Pages) -> None:
    text = "\n".join(line.text for line in pages.lines)
    places = [text.index(f"Fælles kortlægning af område {n}\n") for n in range(1, 41)]
    assert len(places) == RECOMMENDATIONS
    assert places == sorted(places)


@needs_libreoffice
def test_no_heading_is_alone_at_the_foot_of_a_page(pages: Pages) -> None:
    def is_heading(line: Line) -> bool:
        return line.large or bool(re.match(r"(Til |Uden modtager|\d+\. [A-ZÆØÅ])", line.text))

    for page in range(1, pages.count):
        assert not is_heading(pages.last_line(page)), pages.last_line(page)


@needs_libreoffice
def test_no_page_but_the_last_is_less_than_half_full(pages: Pages) -> None:
    for page in range(1, pages.count):
        full = (pages.last_line(page).top - TOP) / (BOTTOM - TOP)
        assert full >= 0.5, f"page {page} is {full:.0%} full"
