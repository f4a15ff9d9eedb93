"""The secretariat's own edits: taken back whole, once, and never closing more than was meant."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from reportgen.app.absorb import Absorbed, HearingCopy, NoOriginal, NotThisReport, absorb
from reportgen.app.generate import EditsNotAbsorbed, Generated, generate
from reportgen.app.year import YearInputs, read_year
from reportgen.hearing.absorbing import CommentsGone, NothingToClose
from reportgen.problems import InputFaults, Problem
from reportgen.word.elements.identity import SentCopy
from reportgen.word.write.hearing_copy import hearing_copy
from tests.editors.libreoffice import LibreOffice, Step
from tests.workspaces import CONTENT, SmallYear

DAY, LATER = dt.date(2024, 11, 15), dt.date(2024, 11, 20)
TRACKED: Step = ("track", True)
POINT = "Det er svært at dække natten."
WINTER, FEW = "2024-03-01/2/1", "2024-03-01/2/4"


@pytest.fixture
def version(small: SmallYear) -> Generated:
    return generate(small.year, DAY)


def edit(version: Generated, libreoffice: LibreOffice, *steps: Step, **rest: str) -> bytes:
    """Work in the version in LibreOffice, and save it where it lies."""
    data = libreoffice.edit(version.path.read_bytes(), *steps, **rest)
    version.path.write_bytes(data)
    return data


def taken(small: SmallYear, version: Generated, **options: Any) -> Absorbed:
    return absorb(small.year, version.path, LATER, **options)


def report(small: SmallYear) -> YearInputs:
    inputs = read_year(small.year)
    assert not inputs.has_errors
    return inputs


def text(small: SmallYear, block: str) -> str:
    found = report(small).folded.find(block)
    assert found is not None
    return found.text


def pending(small: SmallYear) -> list[str]:
    return [item.id for item in report(small).folded.pending]


@pytest.mark.parametrize("tracked", [True, False])
def test_edits_made_in_libreoffice_stand_in_the_next_version_tracked_or_not(
    small: SmallYear, version: Generated, libreoffice: LibreOffice, tracked: bool
) -> None:
    edit(
        version,
        libreoffice,
        ("track", tracked),
        ("type_after", "Det er svært", " i år"),
        ("replace", "Fælles vagt", "Delt vagt"),
        ("delete_paragraph", "et forhold"),
        ("add_paragraph_after", "Netværket mødtes én gang.", "Det var i marts."),
    )
    with pytest.raises(EditsNotAbsorbed):
        generate(small.year, LATER)
    done = taken(small, version)
    assert (done.file, done.already) == ("001.yaml", False)
    made = generate(small.year, LATER)
    assert made.record.version == "v02"
    assert text(small, "U1") == "Det er svært i år at dække natten."
    a1 = report(small).folded.find("A1")
    assert a1 is not None
    assert a1.heading == "Delt vagt"
    prose = [block.text for block in report(small).folded.prose("3.1")]
    assert prose == ["Netværket mødtes én gang.", "Det var i marts."]
    gone = [block.id for block in report(small).folded.removed]
    assert gone == ["1.1/2"]
    kinds = sorted(change["art"] for change in done.changes)
    assert kinds == ["fjern", "præciser", "præciser", "tilføj"]


def test_every_entry_says_whose_it_is_when_and_what_it_was_made_against(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, TRACKED, ("type_after", "Det er svært", " i år"), author="Konsulent")
    (change,) = taken(small, version, by="Åby Kommune").changes
    assert change["ref"] == "001/1"
    assert (change["id"], change["før"]) == ("U1", POINT)
    assert change["tekst"] == "Det er svært i år at dække natten."
    assert change["kilde"]["fil"] == version.path.name
    assert (change["kilde"]["part"], change["kilde"]["forfatter"]) == ("Åby Kommune", "Konsulent")
    assert change["kilde"]["tid"].startswith("20")
    assert change["afgjort"] == {
        "af": "Åby Kommune",
        "dato": "2024-11-20",
        "udfald": "indarbejdet",
    }
    u1 = report(small).folded.find("U1")
    assert u1 is not None
    assert u1.sources[-1] == "Redigeret af Åby Kommune, 20. november 2024"


def test_absorbing_again_changes_nothing(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("type_after", "Det er svært", " i år"))
    taken(small, version)
    before = small.snapshot()
    again = taken(small, version)
    assert (again.changes, again.already) == ((), True)
    assert small.snapshot() == before


def test_a_version_that_nobody_edited_holds_nothing_to_absorb(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice)
    before = small.snapshot()
    assert taken(small, version).already
    assert small.snapshot() == before


def test_what_is_edited_after_absorbing_is_taken_in_alone(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    first = (("type_after", "Det er svært", " i år"),)
    new: Step = ("add_paragraph_after", "Netværket mødtes én gang.", "Det var i marts.")
    edit(version, libreoffice, *first, new)
    taken(small, version)
    edit(
        version,
        libreoffice,
        ("replace", "svært i år", "umuligt"),
        ("replace", "Det var i marts.", "Det var den 1. marts."),
    )
    done = taken(small, version)
    assert sorted((c["art"], c["id"]) for c in done.changes) == [
        ("præciser", "3.1/2"),
        ("præciser", "U1"),
    ]
    assert text(small, "U1") == "Det er umuligt at dække natten."
    assert text(small, "3.1/2") == "Det var den 1. marts."
    assert len(report(small).folded.prose("3.1")) == 2


def test_a_new_point_gets_the_next_free_id_and_its_place(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    source = next(p for p in _paragraphs(version) if p.endswith("· U1"))
    edit(
        version,
        libreoffice,
        ("add_paragraph_after", source, "Transport"),
        ("add_paragraph_after", "Transport", "Bussen kører ikke om natten."),
    )
    (change,) = taken(small, version).changes
    assert (change["art"], change["id"], change["efter"]) == ("tilføj", "U3", "U1")
    assert change["overskrift"] == "Transport"
    points = [block.id for block in report(small).folded.points("3.6")]
    assert points == ["U1", "U3", "U2"]


def _paragraphs(version: Generated) -> list[str]:
    return [p.text for p in Document(str(version.path)).paragraphs]


def test_a_comment_is_a_pending_remark_until_it_is_answered(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("comment", "Det er svært", "Konsulent", "Gælder det alle?"))
    (change,) = taken(small, version).changes
    assert (change["art"], change["id"], change["input"]) == (
        "bemærkning",
        "U1",
        "Gælder det alle?",
    )
    assert "001/1" in pending(small)
    made = generate(small.year, LATER)
    libre = edit(made, libreoffice, ("resolve_comments", "Gælder det alle?"))
    assert libre
    assert "001/1" in taken(small, made).closed
    assert "001/1" not in pending(small)


def test_a_resolved_comment_closes_its_input_and_nothing_else(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("resolve_comments", "om vinteren"))
    done = taken(small, version)
    assert done.closed == (WINTER,)
    assert pending(small) == [FEW]
    assert done.changes[-1]["lukker"] == [WINTER]


def test_a_deleted_comment_closes_its_input_where_others_survive(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("delete_comments", "om vinteren"))
    assert taken(small, version).closed == (WINTER,)
    assert pending(small) == [FEW]


def test_where_every_comment_is_gone_it_is_asked_what_is_closed(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(
        version,
        libreoffice,
        ("delete_comments", "om vinteren"),
        ("delete_comments", "vi er få"),
        ("type_after", "Det er svært", " i år"),
    )
    before = small.snapshot()
    with pytest.raises(CommentsGone):
        taken(small, version)
    with pytest.raises(NothingToClose):
        taken(small, version, close=["2024-03-01/9/9"])
    assert small.snapshot() == before
    assert taken(small, version, close=[FEW]).closed == (FEW,)
    assert pending(small) == [WINTER]


def test_an_editor_that_dropped_every_comment_closes_nothing_when_told_so(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("delete_comments", "om vinteren"), ("delete_comments", "vi er få"))
    taken(small, version, close=[])
    assert pending(small) == [WINTER, FEW]
    assert generate(small.year, LATER).unchanged


def test_editing_a_point_marks_its_input_as_touched_and_closes_nothing(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("type_after", "at dække natten", ", især om vinteren"))
    taken(small, version)
    touched = {item.id: item.touched for item in report(small).folded.pending}
    assert touched == {WINTER: True, FEW: False}


def test_a_cell_is_written_into_the_workbook_and_nothing_else_of_it_changes(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    before = parts(small.year.workbook.read_bytes())
    edit(
        version, libreoffice, ("type_after", "Formand", " for netværket"), ("replace", "102", "105")
    )
    done = taken(small, version)
    assert [(problem.code, problem.location.cell) for problem in of_the_edits(done)] == [
        ("workbook-cell-written", "C2"),
        ("workbook-cell-written", "E4"),
    ]
    workbook = report(small).workbook
    assert workbook.members[0].role == "Formand for netværket"
    assert [figure.value for figure in workbook.figures if figure.cells["Værdi"] == "E4"] == [105]
    after = parts(small.year.workbook.read_bytes())
    assert sorted(before) == sorted(after)
    changed = {name for name in before if before[name] != after[name]}
    assert all(name.startswith("xl/worksheets/") for name in changed - {"xl/workbook.xml"})
    assert pending(small) == [WINTER, FEW]


def of_the_edits(done: Absorbed) -> list[Problem]:
    """What is told of what was edited, and not of what LibreOffice does by saving."""
    return [problem for problem in done.problems if problem.code != "returned-resaved"]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_cell_that_says_something_else_by_now_is_a_remark_and_never_lost(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("type_after", "Formand", " for netværket"))
    small.write_workbook(members=(replace(CONTENT.members[0], role="Tovholder"),))
    (problem,) = of_the_edits(taken(small, version))
    assert (problem.code, problem.location.cell) == ("absorb-cell", "C2")
    said = [item.input for item in report(small).folded.pending]
    assert any("Medlemmer!C2" in one and "Formand for netværket" in one for one in said)


def test_text_of_the_template_is_a_remark_and_never_lost(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("replace", "Andre kilder", "Øvrige kilder"))
    done = taken(small, version)
    assert [problem.code for problem in of_the_edits(done)] == ["absorb-fixed-text"]
    said = [item.input for item in report(small).folded.pending]
    assert any("“Øvrige kilder”" in one for one in said)


def test_an_edit_that_no_longer_fits_is_a_fault_with_both_texts_and_nothing_is_written(
    small: SmallYear, version: Generated, libreoffice: LibreOffice
) -> None:
    edit(version, libreoffice, ("replace", "Noget helt nyt.", "Noget ganske andet."))
    small.edit_meeting("Noget helt nyt.", "Noget splinternyt.")
    before = small.snapshot()
    with pytest.raises(InputFaults) as faults:
        taken(small, version)
    (fault,) = faults.value.problems
    assert (fault.code, fault.location.file) == ("absorb-conflict", version.path.name)
    assert fault.values["stands"] == "Noget splinternyt."
    assert small.snapshot() == before


def test_a_file_is_known_by_its_identity_whatever_it_is_called_and_wherever_it_lies(
    small: SmallYear, version: Generated, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    data = edit(version, libreoffice, ("type_after", "Det er svært", " i år"))
    elsewhere = tmp_path / "min udgave.docx"
    elsewhere.write_bytes(data)
    assert absorb(small.year, elsewhere, LATER).version == "v01"
    assert not generate(small.year, LATER).unchanged


def test_another_report_and_a_hearing_copy_are_refused(
    small: SmallYear, version: Generated, tmp_path: Path
) -> None:
    data = version.path.read_bytes()
    copy = tmp_path / "kopi.docx"
    copy.write_bytes(hearing_copy(data, SentCopy(1, "Bæk Kommune"), lock=False))
    with pytest.raises(HearingCopy):
        absorb(small.year, copy, LATER)
    stranger = Document()
    stranger.add_paragraph("Noget andet.")
    stranger.save(str(copy))
    with pytest.raises(NoOriginal):
        absorb(small.year, copy, LATER)
    other = small.year.network_file.parent
    shutil.move(str(other), str(other.with_name("andet-netvaerk")))
    from reportgen.workspace.places import Year

    year = Year(small.year.workspace, "andet-netvaerk", 2024)
    copy.write_bytes(data)
    with pytest.raises(NotThisReport):
        absorb(year, copy, LATER)
