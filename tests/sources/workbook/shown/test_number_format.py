"""What Excel shows of a number: every line of `number_formats.txt`, and LibreOffice as its judge.

A line is a number format, the stored number and what is shown. The blanks that a format leaves
for a sign or a column's edge are not compared.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources.workbook.shown.number_format import number_format, part_of_date
from tests.programs import needs_libreoffice

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "number_formats.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
CODES = sorted({code for code, *_ in CASES})

_DANISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"
oor:op="fuse"><value>da-DK</value></prop></item>
</oor:items>"""


def blanks_apart(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("code", "stored", "shown"), CASES)
def test_a_number_is_shown_as_its_format_says(code: str, stored: str, shown: str) -> None:
    assert blanks_apart(number_format(code).of_number(Decimal(stored)).text) == shown


@needs_libreoffice
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row, (code, stored, _) in enumerate(CASES, 1):
        page.cell(row, 1, float(stored)).number_format = code
        page.cell(row, 2, "x")
    book.save(tmp_path / "formats.xlsx")
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_DANISH)
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false"
    command = [str(shutil.which("soffice")), f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--headless", "--convert-to", as_shown, "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "formats.xlsx")], capture_output=True, check=True, timeout=180
    )
    with (tmp_path / "formats.csv").open(encoding="utf-8", newline="") as file:
        shown = [blanks_apart(row[0]) for row in csv.reader(file)]
    ours = [case[2] for case in CASES]
    differing = [
        (case, libreoffice)
        for case, libreoffice, own in zip(CASES, shown, ours, strict=True)
        if libreoffice != own
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("code", "stored", "number"),
    [
        ("#,##0.0,,", "1234567", "1.2"),
        ("#,##0,", "12345678", "12346"),
        ("0.0", "66.3333", "66.3"),
        ("0.0", "66", "66.0"),
        ("0.00%", "0.12345", "12.35"),
        ("0.00E+00", "1234.5", "1.23E+3"),
        ("0;(0)", "-3", "-3"),
        ("0;0", "-3", "3"),
        ("0;[Red]0", "-3", "-3"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "0", "0"),
        ('"<"0', "5", "5"),
        ("# ?/?", "0.5", "0.5"),
        ("# ?/?", "0.3333", None),
        (";;;", "3", None),
        ('[<5]"under 5";0', "3", None),
        ('[<5]"-";0', "3", None),
        ("0;-0;", "0", None),
    ],
)
def test_the_number_that_is_shown_is_no_finer_than_the_text(
    code: str, stored: str, number: str | None
) -> None:
    shown = number_format(code).of_number(Decimal(stored))
    assert (None if shown.number is None else str(shown.number)) == number


@given(st.sampled_from(CODES), st.decimals(-(10**9), 10**9, places=4))
def test_what_is_shown_is_made_of_the_digits_shown(code: str, stored: Decimal) -> None:
    shown = number_format(code).of_number(stored)
    if shown.number is None:
        return
    digits = {digit for digit in shown.text if digit.isdigit()}
    told = f"{shown.number:f}".strip("-0.")
    assert {digit for digit in told if digit.isdigit()} <= digits | {"0"} or "/" in shown.text


@given(st.text(alphabet='0#?.,%;@[]<>=5"\\_*/E+- krRed', max_size=20))
def test_no_format_is_too_strange_to_read(code: str) -> None:
    form = number_format(code)
    for stored in ("0", "3", "-66.449"):
        assert isinstance(form.of_number(Decimal(stored)).text, str)
    assert isinstance(form.of_text("ord"), str)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mmmm yyyy", "november 2022"),
        ("[$-406]mmm yy;@", "nov 22"),
        ("yyyy", "2022"),
        ("dddd", "fredag"),
        ('"den" d. mmmm', "den 11. november"),
        ("dd-mm-yyyy", ""),
        ("d/m/yy h:mm", ""),
        ("h:mm", ""),
    ],
)
def test_a_date_shown_in_part_is_told_as_it_is_shown(code: str, shown: str) -> None:
    assert part_of_date(code, dt.datetime(2022, 11, 11)) == shown
