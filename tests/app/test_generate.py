"""Making versions: what stands in them, and that nobody's work is lost on the way."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document

from reportgen.app.archiving import listed
from reportgen.app.generate import EditsNotAbsorbed, Generated, generate
from reportgen.opc.package import Package
from reportgen.problems import InputFaults
from reportgen.report.inputs import PointRow, Status
from reportgen.word.elements.identity import read_identity
from reportgen.word.read.returned import ReadFile
from tests.word.reading import ReadBlock, blocks, comments, read
from tests.workspaces import CONTENT, SmallYear

DAY = dt.date(2024, 11, 15)


def made(small: SmallYear, **options: bool) -> Generated:
    return generate(small.year, DAY, **options)


def reading(version: Generated) -> ReadFile:
    return read(version.path.read_bytes())


def shown(version: Generated) -> Mapping[str, ReadBlock]:
    return blocks(reading(version).document.paragraphs)


def edit(path: Path, old: str, new: str) -> None:
    """Edit the document as a person would: the text of one paragraph, saved again."""
    document = Document(str(path))
    paragraph = next(p for p in document.paragraphs if old in p.text)
    paragraph.runs[0].text = paragraph.text.replace(old, new)
    for run in paragraph.runs[1:]:
        run.text = ""
    document.save(str(path))


def test_the_first_version_is_a_draft_named_for_its_date_year_network_and_version(
    small: SmallYear,
) -> None:
    version = made(small)
    assert version.path.name == "20241115_Aarsrapport-2024_Aeldre-og-Sundhed_v01_udkast.docx"
    assert (version.record.version, version.record.stage) == ("v01", "udkast")
    assert not version.unchanged


def test_the_document_read_back_holds_the_blocks_that_went_in(small: SmallYear) -> None:
    found = shown(made(small))
    assert (found["U1"].heading, found["U1"].text) == ("Natten", "Det er svært at dække natten.")
    assert found["U2"].text == "Noget helt nyt."
    assert found["A1"].heading == "Fælles vagt"
    assert found["1.1/1"].text == "Rapporten beskriver **årets** arbejde."
    assert found["1.1/2"].text == "- et forhold"
    assert found["Nøgletal!E4"].text == "102"
    assert found["Medlemmer!A2"].text == "Leder"
    assert found["Årshjul!B2"].text == "Nattevagt"
    assert found["Opfølgning!F2"].text == "Vi ser på det."


def test_the_same_inputs_and_date_give_the_same_bytes(small: SmallYear) -> None:
    first = made(small).path.read_bytes()
    for folder in (small.year.outputs, small.year.archived.parent):
        shutil.rmtree(folder)
    again = made(small)
    assert not again.unchanged
    assert again.path.read_bytes() == first


def test_deleted_outputs_are_put_back_from_the_archive(small: SmallYear) -> None:
    before = made(small).path.read_bytes()
    shutil.rmtree(small.year.outputs)
    again = generate(small.year, dt.date(2025, 1, 1))
    assert again.unchanged
    assert again.path.read_bytes() == before


def test_nothing_changed_makes_no_new_version_whatever_the_date(small: SmallYear) -> None:
    made(small)
    before = small.snapshot()
    again = generate(small.year, dt.date(2025, 1, 1))
    assert again.unchanged
    assert again.record.version == "v01"
    assert small.snapshot() == before


def test_a_missing_file_is_put_back_byte_for_byte(small: SmallYear) -> None:
    version = made(small)
    before = small.snapshot()
    version.path.unlink()
    assert made(small).unchanged
    assert small.snapshot() == before


def test_what_the_network_says_for_other_documents_makes_no_new_version(small: SmallYear) -> None:
    made(small)
    file = small.year.network_file
    more = "kle: 27.00.00\nfaste_punkter: [Velkomst, Eventuelt]\n"
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    assert made(small).unchanged


def test_a_missing_file_is_put_back_although_its_original_is_gone_too(small: SmallYear) -> None:
    version = made(small)
    data = version.path.read_bytes()
    version.path.unlink()
    (small.year.outputs / "tilstand" / "v01.docx").unlink()
    assert made(small).unchanged
    assert version.path.read_bytes() == data


def test_a_changed_input_makes_the_next_version_and_leaves_the_last_as_it_was(
    small: SmallYear,
) -> None:
    first = made(small)
    data = first.path.read_bytes()
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    second = made(small)
    assert second.record.version == "v02"
    assert first.path.read_bytes() == data
    assert shown(second)["U2"].text == "Noget endnu nyere."


def test_what_the_report_does_not_show_makes_no_new_version(small: SmallYear) -> None:
    made(small)
    small.edit_meeting("# Referatet er gennemgået", "# Referatet er læst og gennemgået")
    assert made(small).unchanged


def test_an_edited_version_is_not_left_behind_unasked(small: SmallYear) -> None:
    version = made(small)
    edit(version.path, "svært at dække", "umuligt at dække")
    edited = version.path.read_bytes()
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    with pytest.raises(EditsNotAbsorbed):
        made(small)
    assert version.path.read_bytes() == edited
    second = made(small, leave_edits=True)
    assert second.record.version == "v02"
    assert version.path.read_bytes() == edited


def test_a_version_that_was_only_saved_again_is_not_edited(small: SmallYear) -> None:
    version = made(small)
    document = Document(str(version.path))
    document.save(str(version.path))
    assert made(small).unchanged


def test_a_version_without_its_record_is_taken_to_be_edited(small: SmallYear) -> None:
    version = made(small)
    shutil.rmtree(small.year.outputs / "tilstand")
    shutil.rmtree(small.year.archived.parent)
    with pytest.raises(EditsNotAbsorbed):
        made(small)
    assert made(small, leave_edits=True).record.version == "v02"
    assert version.path.exists()


def test_numbers_go_on_from_hearing_rounds_and_the_archive(small: SmallYear) -> None:
    sent = small.year.hearing / "1" / "udsendt"
    sent.mkdir(parents=True)
    (sent / "20241101_Aarsrapport-2024_Aeldre-og-Sundhed_v03_hoering.docx").write_bytes(b"")
    assert made(small).record.version == "v04"
    shutil.rmtree(small.year.outputs)
    shutil.rmtree(small.year.hearing)
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    assert made(small).record.version == "v05"


def test_a_version_stands_although_the_archive_cannot_take_it_and_is_kept_later(
    small: SmallYear,
) -> None:
    small.year.archived.mkdir(parents=True)
    (small.year.archived / "inventory.json").write_text("{")
    version = made(small)
    assert version.path.exists()
    assert [p.code for p in version.problems] == ["not-archived"]
    shutil.rmtree(small.year.archived.parent)
    assert made(small).problems == ()
    assert [o["versions"] for o in listed(small.year.workspace)] == [1]


def test_faults_are_reported_all_at_once_and_nothing_is_written(small: SmallYear) -> None:
    small.edit_meeting('afsnit: "3.7"', 'afsnit: "9.9"')
    small.edit_meeting("dato: 2025-02-07", "dato: 7/2 2025")
    small.write_workbook(points=(*CONTENT.points, PointRow("U1", "Igen", "", Status.NEW, "x")))
    before = small.snapshot()
    with pytest.raises(InputFaults) as faults:
        made(small)
    found = {(p.code, p.location.file) for p in faults.value.problems}
    assert ("section-unknown", "2024-03-01.yaml") in found
    assert ("date-not-iso", "2024-03-01.yaml") in found
    assert ("workbook-id-twice", "aarsrapport.xlsx") in found
    assert small.snapshot() == before


def test_pending_inputs_are_comments_on_their_points_signed_with_meeting_and_item(
    small: SmallYear,
) -> None:
    version = made(small)
    said = comments(reading(version))
    assert [author for author, _ in said] == ["Netværksmøde 1. marts 2024, punkt 2"] * 2
    assert any("Det gælder især om vinteren." in text for _, text in said)
    assert any("Nævn at vi er få." in text for _, text in said)
    assert [(p.id, p.block) for p in version.pending] == [
        ("2024-03-01/2/1", "U1"),
        ("2024-03-01/2/4", None),
    ]


def test_a_file_says_which_version_of_which_report_it_is_in_two_places(small: SmallYear) -> None:
    version = made(small)
    package = Package.open(version.path.read_bytes(), "")
    whole = read_identity(package)
    assert whole is not None
    assert (whole.network, whole.year, whole.version) == ("aeldre-og-sundhed", 2024, "v01")
    assert whole.base == version.record.fold
    del package.parts["docProps/custom.xml"]
    assert read_identity(package) == whole
    again = Package.open(version.path.read_bytes(), "")
    again.parts = {n: d for n, d in again.parts.items() if not n.startswith("customXml/")}
    assert read_identity(again) == whole


def test_nothing_in_the_file_tells_when_or_on_what_machine_it_was_made(small: SmallYear) -> None:
    with zipfile.ZipFile(io.BytesIO(made(small).path.read_bytes())) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        core = archive.read("docProps/core.xml").decode()
    assert "2024-11-15T00:00:00Z" in core
    assert "Årsrapport 2024 – Netværksgruppe Ældre &amp; Sundhed" in core
    assert "Åby Kommune" in core


HARD = (
    "R&D <b>fed</b> {{ ikke_et_mærke }} {% if %} }} {_{ &amp; 'x' \"y\"",
    "emoji 👩‍👩‍👧 og soft\u00adhyphen og hård\u2011bindestreg",
    "\u202bמימין לשמאל\u202c blandet med dansk",
    "to  mellemrum, tab\tog\u00a0fast mellemrum",
    "x" * 5000,
    "2*3*4 og fil_navn_her og [ikke et link](javascript:alert)",
)


@pytest.mark.parametrize("text", HARD)
def test_hard_text_comes_out_of_word_exactly_as_it_went_in(small: SmallYear, text: str) -> None:
    point = PointRow("U3", "Svær & <tekst> {{", text, Status.NEW, "Kilde")
    small.write_workbook(points=(*CONTENT.points, point))
    block = shown(made(small))["U3"]
    assert (block.heading, block.text) == ("Svær & <tekst> {{", text)


def test_lists_bold_italic_and_links_survive_the_round(small: SmallYear) -> None:
    text = (
        "Indledning:\n- **fed** her\n- *kursiv*\n1. et\n2. [KL](https://www.kl.dk/a?b=1&c=2)\nSlut"
    )
    point = PointRow("U3", "Lister", text, Status.NEW, "Kilde")
    small.write_workbook(points=(*CONTENT.points, point))
    assert shown(made(small))["U3"].text == text


def test_a_numbered_list_in_the_prose_runs_over_its_blocks(small: SmallYear) -> None:
    prose = "## 1.1 Formål\nIndledning:\n1. et\n2. to\n3. tre\nSlut.\n1. forfra\n"
    small.year.prose.write_text(prose, encoding="utf-8")
    version = made(small)
    found = shown(version)
    assert [found[f"1.1/{n}"].text for n in range(1, 7)] == prose.split("\n")[1:7]
    document = Document(str(version.path))
    numbered = [p for p in document.paragraphs if p.style and p.style.style_id == "Nummerliste"]
    lists = [p._p.pPr.numPr.numId.val for p in numbered]
    assert len(set(lists[:3])) == 1
    assert lists[3] != lists[0]


def test_each_list_of_points_begins_at_one(small: SmallYear) -> None:
    document = Document(str(made(small).path))
    lists = [
        p._p.pPr.numPr.numId.val
        for p in document.paragraphs
        if p.style and p.style.style_id == "Punkt"
    ]
    assert len(set(lists)) == 3  # 3.6, 3.7 and 4.2


def test_every_id_in_the_document_is_unique(small: SmallYear) -> None:
    root = Package.open(made(small).path.read_bytes(), "")
    body = Document(io.BytesIO(root.save())).element
    names = body.xpath("//w:bookmarkStart/@w:name")
    ids = body.xpath("//w:bookmarkStart/@w:id")
    drawings = body.xpath("//wp:docPr/@id")
    for values in (names, ids, drawings):
        assert len(values) == len(set(values))
    assert all(len(name) <= 40 for name in names)


def test_a_section_without_content_says_so_and_keeps_its_number(small: SmallYear) -> None:
    small.write_workbook(points=(), follow_ups=(), figures=(), wheel=(), members=())
    small.meeting.unlink()
    small.year.prose.write_text("## 1.1 Formål\nTekst.\n", encoding="utf-8")
    text = "\n".join(p.plain for p in reading(made(small)).document.paragraphs)
    for sentence in (
        "Netværksgruppen har ikke peget på udfordringer eller udviklingsbehov.",
        "Netværksgruppen har ingen anbefalinger til styregruppen.",
        "Netværksgruppen har ikke valgt fokusområder.",
        "Der er ikke registreret nøgletal.",
    ):
        assert text.count(sentence) == 1
