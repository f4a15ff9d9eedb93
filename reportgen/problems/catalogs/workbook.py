"""Problems with the workbook."""

from __future__ import annotations

from reportgen.problems._entry import ERROR, N_, WARNING, Entry

_SAVE_AS_XLSX = N_("Open it in Excel and save it as “Excel Workbook (*.xlsx)”.")
_FETCH_AGAIN = N_("Fetch the file again, or open it in Excel, let Excel repair it, and save it.")
_UNMERGE = N_(
    "Select the cells in Excel, choose “Unmerge Cells”, and fill in each of the cells {cells}."
)


_FILE: dict[str, Entry] = {
    "workbook-empty-file": Entry(
        ERROR,
        N_("The file is empty."),
        N_("Fetch the workbook again; the file holds nothing at all."),
    ),
    "workbook-is-text": Entry(
        ERROR,
        N_("The file is a text file (for example CSV), not an Excel workbook."),
        _SAVE_AS_XLSX,
    ),
    "workbook-not-excel": Entry(
        ERROR,
        N_("The file is not an Excel workbook."),
        _SAVE_AS_XLSX,
    ),
    "workbook-old-format": Entry(
        ERROR,
        N_("The file is in an Excel format that cannot be read (.xls or .xlsb)."),
        _SAVE_AS_XLSX,
    ),
    "workbook-protected": Entry(
        ERROR,
        N_("The workbook is protected by a password."),
        N_("Open it in Excel, remove the password under “Encrypt with Password”, and save it."),
    ),
    "workbook-damaged": Entry(
        ERROR,
        N_("The file is damaged or incomplete."),
        _FETCH_AGAIN,
    ),
    "workbook-no-workbook": Entry(
        ERROR,
        N_("The file holds no Excel workbook."),
        _SAVE_AS_XLSX,
    ),
    "workbook-too-large": Entry(
        ERROR,
        N_("The file unpacks to more than {limit} MB, or has more than {entries} parts."),
        N_("Copy the seven sheets to a new workbook and use that one."),
    ),
    "workbook-unsafe": Entry(
        ERROR,
        N_("The file is built as no spreadsheet program builds it, and is not opened."),
        N_("Ask where it comes from. A copy saved by Excel can be read."),
    ),
    "workbook-macros": Entry(
        WARNING,
        N_("The workbook holds macros. They are not run."),
        N_("Save it as “Excel Workbook (*.xlsx)”, without macros, if nobody needs them."),
    ),
}

_LAYOUT: dict[str, Entry] = {
    "workbook-sheet-missing": Entry(
        ERROR,
        N_("The sheet {sheet} is missing."),
        N_("Add a sheet named {sheet} with these headers in row 1: {columns}."),
    ),
    "workbook-sheet-misspelt": Entry(
        ERROR,
        N_("There is no sheet {sheet}, but one named “{typed}”."),
        N_("Did you mean {sheet}? Rename the sheet."),
    ),
    "workbook-sheet-twice": Entry(
        ERROR,
        N_("Two sheets are named {sheet}: “{first}” is read, and this one is not."),
        N_("Move the rows into one of them and delete the other."),
    ),
    "workbook-hidden-sheet": Entry(
        WARNING,
        N_("The sheet is hidden but holds rows, and they are read."),
        N_("Show the sheet, and delete what is not to be in the report."),
    ),
    "workbook-header-low": Entry(
        ERROR,
        N_("The headers stand in row {row}, not in row 1."),
        N_("Delete the rows above the headers."),
    ),
    "workbook-column-missing": Entry(
        ERROR,
        N_("The column {column} is missing."),
        N_("Write {column} as a header in row 1, for example in {cell}."),
    ),
    "workbook-column-misspelt": Entry(
        ERROR,
        N_("The column {column} is missing, but there is one named “{typed}”."),
        N_("Did you mean {column}? Correct the header."),
    ),
    "workbook-column-twice": Entry(
        ERROR,
        N_("The header {column} stands twice; the first one is in {first}."),
        N_("Delete or rename one of the columns."),
    ),
    "workbook-merged-header": Entry(
        ERROR,
        N_("Headers are merged into one cell ({cells}), so that columns have no header."),
        _UNMERGE,
    ),
    "workbook-merged-cells": Entry(
        ERROR,
        N_("Cells are merged ({cells}), so that it is uncertain which row the content is of."),
        _UNMERGE,
    ),
    "workbook-hidden-row": Entry(
        WARNING,
        N_("Hidden rows hold something, and it is read: row {rows}."),
        N_("Show the rows (a filter may hide them), and delete what is not to be in the report."),
    ),
    "workbook-hidden-column": Entry(
        WARNING,
        N_("The column {column} is hidden but holds something, and it is read."),
        N_("Show the column, and look whether its content is to be in the report."),
    ),
}

_CELLS: dict[str, Entry] = {
    "workbook-error-value": Entry(
        ERROR,
        N_("The cell holds the error {value}."),
        N_("Correct the formula, or write the value itself."),
    ),
    "workbook-formula-uncalculated": Entry(
        ERROR,
        N_("The cell holds a formula that was never calculated."),
        N_("Open the workbook in Excel and save it, or write the value itself."),
    ),
    "workbook-truth-value": Entry(
        ERROR,
        N_("The cell holds the truth value {value}."),
        N_("Write what is to stand there as text."),
    ),
    "workbook-control-character": Entry(
        ERROR,
        N_("The text holds an invisible control character (U+{character}) that Word cannot show."),
        N_("Write the text again, or copy it by way of Notepad."),
    ),
    "workbook-date-missing": Entry(
        ERROR,
        N_("The date is missing."),
        N_("Write a date, for example 11-11-2022."),
    ),
    "workbook-date-unreadable": Entry(
        ERROR,
        N_("“{value}” is not a date that can be read with certainty."),
        N_("Write day, month and year with four digits, for example 11-11-2022."),
    ),
    "workbook-date-as-text": Entry(
        WARNING,
        N_("The date “{value}” is typed as text. It is read as {date}."),
        N_("Look whether it is right. Write it again as 11-11-2022 in a cell formatted as a date."),
    ),
    "workbook-time-ignored": Entry(
        WARNING,
        N_("The cell holds a time ({time}) besides the date. The time is not used."),
        N_("Write the date alone."),
    ),
    "workbook-value-missing": Entry(
        ERROR,
        N_("The value is missing."),
        N_("Write the number. If there is none, delete the row; the table shows a dash then."),
    ),
    "workbook-number-unreadable": Entry(
        ERROR,
        N_("“{value}” is not a number that can be read with certainty."),
        N_(
            "Write the number alone, with a decimal comma, for example 12,5 or 563935. "
            "The unit belongs in the column Enhed."
        ),
    ),
    "workbook-number-as-text": Entry(
        WARNING,
        N_("The number “{value}” is typed as text. It is read as {number}."),
        N_("Look whether it is right. Format the cell as a number and write it again."),
    ),
    "workbook-number-is-date": Entry(
        ERROR,
        N_("A number belongs here, but the cell holds a date or time ({value})."),
        N_(
            "Excel reads 12.5 as a date. Format the cell as a number and write it with a comma: "
            "12,5."
        ),
    ),
    "workbook-percent": Entry(
        WARNING,
        N_("The cell is formatted as a percentage. It is read as it is shown: {shown}."),
        N_("Format the cell as a number, write {shown}, and pct. in the column Enhed."),
    ),
    "workbook-year-missing": Entry(
        ERROR,
        N_("The year is missing."),
        N_("Write the year the number is of, for example 2022."),
    ),
    "workbook-year-unreadable": Entry(
        ERROR,
        N_("“{value}” is not a year."),
        N_("Write a year from 1900 to 2100, for example 2022, in a cell formatted as a number."),
    ),
    "workbook-year-as-text": Entry(
        WARNING,
        N_("The year {value} is typed as text."),
        N_("Format the cell as a number and write the year again."),
    ),
}

_ROWS: dict[str, Entry] = {
    "workbook-id-missing": Entry(
        ERROR,
        N_("The row has no id."),
        N_("Give it the next free number. An id is never used again for something else."),
    ),
    "workbook-id-malformed": Entry(
        ERROR,
        N_("“{id}” is not an id that can stand here."),
        N_("An id here is {letter} and a number, without blanks: {right}."),
    ),
    "workbook-id-twice": Entry(
        ERROR,
        N_("The id {id} stands already in {first}."),
        N_("Give one of the two rows a number that was never used."),
    ),
    "workbook-heading-missing": Entry(
        ERROR,
        N_("The point has no heading."),
        N_("Write a short heading in the column Overskrift."),
    ),
    "workbook-source-missing": Entry(
        WARNING,
        N_("The source is missing."),
        N_("Write where it comes from in the column Kilde."),
    ),
    "workbook-status-missing": Entry(
        WARNING,
        N_("The status is missing. It is read as {default}."),
        N_("Choose a status from the list."),
    ),
    "workbook-status-unknown": Entry(
        ERROR,
        N_("“{status}” is not a status."),
        N_("Choose one of: {allowed}."),
    ),
    "workbook-recommendation-missing": Entry(
        ERROR,
        N_("The follow-up names no recommendation."),
        N_("Write the id of the recommendation in last year's section 3.7, for example A1."),
    ),
    "follow-up-unknown": Entry(
        WARNING,
        N_("No earlier report that is here has a recommendation {recommendation}."),
        N_("Write the id of the recommendation that is answered, as it stood in its report."),
    ),
    "workbook-answer-missing": Entry(
        WARNING,
        N_("The status is besvaret, but the answer is empty."),
        N_("Write the answer in the column Svar, or set the status to afventer."),
    ),
    "workbook-name-missing": Entry(
        ERROR,
        N_("The member has no name."),
        N_("Write the name in the column Navn, or delete the row."),
    ),
    "workbook-organisation-missing": Entry(
        ERROR,
        N_("The organisation is missing."),
        N_("Choose an organisation from the list."),
    ),
    "workbook-organisation-misspelt": Entry(
        ERROR,
        N_("The network has no organisation named “{typed}”."),
        N_("Did you mean {organisation}?"),
    ),
    "workbook-organisation-unknown": Entry(
        ERROR,
        N_("The network has no organisation named “{typed}”."),
        N_("The network's organisations are: {known}. They stand in netvaerk.yaml."),
    ),
    "workbook-email-malformed": Entry(
        WARNING,
        N_("“{email}” is not an e-mail address."),
        N_("Write one address, for example navn@kommune.dk."),
    ),
    "workbook-period-reversed": Entry(
        ERROR,
        N_("The membership ends before it begins (see {first})."),
        N_("Correct one of the dates in the columns Fra and Til."),
    ),
    "workbook-indicator-missing": Entry(
        ERROR,
        N_("The indicator is missing."),
        N_("Write what is measured in the column Indikator."),
    ),
    "workbook-indicator-spelling": Entry(
        WARNING,
        N_("The indicator is spelt otherwise in {first}: “{name}”. They count as two."),
        N_("Spell it the same in all rows."),
    ),
    "workbook-unit-missing": Entry(
        ERROR,
        N_("The unit is missing."),
        N_("Write the unit in the column Enhed, for example antal, kr. or pct."),
    ),
    "workbook-unit-differs": Entry(
        ERROR,
        N_("The unit is {unit} here, but {other} in {first} for the same indicator."),
        N_("Use one unit for an indicator, or give the two different names."),
    ),
    "workbook-figure-twice": Entry(
        ERROR,
        N_("The same indicator, organisation and year stand already in {first}."),
        N_("Delete one of the rows, or correct it."),
    ),
    "workbook-topic-missing": Entry(
        ERROR,
        N_("The topic is missing."),
        N_("Write what the meeting is about in the column Emne."),
    ),
    "workbook-text-too-long": Entry(
        ERROR,
        N_("The text of {length} characters is longer than an Excel cell holds (32767)."),
        N_("Shorten the text, or part it into two points."),
    ),
}

CODES: dict[str, Entry] = {**_FILE, **_LAYOUT, **_CELLS, **_ROWS}
