"""What Excel offers as organisations follows ``netvaerk.yaml``."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.app.check import check
from tests.programs import needs_libreoffice
from tests.workspaces import ORGANISATIONS, SmallYear

MORE = (*ORGANISATIONS, "Dal Kommune", "Eng & Sø Kommune")


def network_of(small: SmallYear, names: tuple[str, ...]) -> None:
    path = small.year.network_file
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("organisationer")]
    listed = ", ".join(f'"{name}"' for name in names)
    path.write_text("\n".join([*kept, f"organisationer: [{listed}]", ""]), encoding="utf-8")


def offered(workbook: Path) -> list[str]:
    page = openpyxl.load_workbook(workbook)["Lister"]
    return [str(row[0].value) for row in page.iter_rows(min_row=2) if row[0].value]


def choices(workbook: Path) -> set[str]:
    book = openpyxl.load_workbook(workbook)
    return {
        str(rule.formula1)
        for sheet in ("Medlemmer", "Nøgletal")
        for rule in book[sheet].data_validations.dataValidation
        if "Lister" in str(rule.formula1)
    }


def differing(small: SmallYear) -> list[tuple[str, str]]:
    return [
        (f"{p.location.sheet}!{p.location.cell}", str(p.values["missing"]))
        for p in check(small.year).inputs.problems
        if p.code in {"workbook-list-differs", "workbook-own-list-differs"}
    ]


@pytest.mark.parametrize(
    "names", [MORE, ORGANISATIONS[:2], ORGANISATIONS[::-1], ("Dal Kommune",), MORE * 1]
)
def test_the_list_follows_the_network(small: SmallYear, names: tuple[str, ...]) -> None:
    network_of(small, names)
    if set(names) != set(ORGANISATIONS):
        assert len(differing(small)) == 1
    done = check(small.year, fix=True)
    assert offered(small.year.workbook) == list(names)
    assert choices(small.year.workbook) == {f"Lister!$A$2:$A${len(names) + 1}"}
    assert differing(small) == []
    assert {cell for cell, _ in done.cells} <= {f"Lister!A{row}" for row in range(2, 8)}
    assert done.cells
    assert check(small.year, fix=True).cells == ()


def test_nothing_is_written_where_the_list_follows_already(small: SmallYear) -> None:
    assert differing(small) == []
    before = small.year.workbook.read_bytes()
    assert check(small.year, fix=True).cells == ()
    assert small.year.workbook.read_bytes() == before


def test_what_is_missing_is_named(small: SmallYear) -> None:
    network_of(small, MORE)
    assert differing(small) == [("Lister!A2", "Dal Kommune, Eng & Sø Kommune")]


def test_a_list_of_the_users_own_is_told_at_its_column(small: SmallYear) -> None:
    book = openpyxl.load_workbook(small.year.workbook)
    rule = DataValidation("list", formula1='"Åby Kommune,Bæk Kommune"')
    rule.add("B2:B90")
    book["Medlemmer"].data_validations.dataValidation = [rule]
    book.save(small.year.workbook)
    assert differing(small) == [("Medlemmer!B1", "Region Øst")]


def test_a_rule_in_excels_extension_follows_too(small: SmallYear) -> None:
    rule = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidations>'
        b'<x14:dataValidation type="list"><x14:formula1><xm:f>Lister!$A$2:$A$4</xm:f>'
        b"</x14:formula1><xm:sqref>B2:B900</xm:sqref></x14:dataValidation>"
        b"</x14:dataValidations></ext></extLst></worksheet>"
    )
    path = small.year.workbook
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    first = "xl/worksheets/sheet1.xml"
    start = parts[first].index(b"<dataValidations")
    end = parts[first].index(b"</dataValidations>") + len(b"</dataValidations>")
    plain = parts[first][:start] + parts[first][end:]
    parts[first] = plain.replace(b"</worksheet>", rule)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    network_of(small, MORE)
    assert differing(small) == [("Lister!A2", "Dal Kommune, Eng & Sø Kommune")]
    check(small.year, fix=True)
    with zipfile.ZipFile(path) as package:
        assert b"<xm:f>Lister!$A$2:$A$6</xm:f>" in package.read(first)


@needs_libreoffice
def test_what_is_written_opens_in_a_spreadsheet_program(small: SmallYear, tmp_path: Path) -> None:
    network_of(small, MORE)
    check(small.year, fix=True)
    command = [str(shutil.which("soffice")), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"]
    command += ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    command += ["--outdir", str(tmp_path), str(small.year.workbook)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    assert offered(tmp_path / small.year.workbook.name) == list(MORE)
