"""Two versions as one document: reject every change and it is the older, accept: the newer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from reportgen.app.comparing import ArchivedVersion, document
from reportgen.hearing.model import Para
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.word.elements.identity import read_core, read_identity
from reportgen.word.read.returned import ReadFile, read_returned
from reportgen.word.revisions.revision import RevisionKind, revisions
from reportgen.workspace.versions import Record
from tests.editors.libreoffice import LibreOffice
from tests.word.redline_plans import package
from tests.word.tracked import p, r, tbl, tc, tr


def kept(version: str, day: int, year: int = 2024) -> ArchivedVersion:
    date = dt.date(year, 11, day)
    return ArchivedVersion("net", year, Record(int(version[1:]), "udkast", date, "", "", "", ""))


OLDER, NEWER = kept("v01", 15), kept("v02", 16)


def compared(
    before: bytes, after: bytes, older: ArchivedVersion = OLDER, newer: ArchivedVersion = NEWER
) -> bytes:
    return document(before, after, older, newer)


def read(data: bytes) -> ReadFile:
    found, _ = read_returned(data, "")
    assert found is not None
    return found


def texts(paragraphs: Iterable[Para]) -> list[str]:
    return [para.plain for para in paragraphs if para.plain.strip()]


def styled(paragraphs: Iterable[Para]) -> list[tuple[str, str]]:
    return [(para.style, para.plain) for para in paragraphs if para.plain.strip()]


def assert_is_both(made: bytes, before: bytes, after: bytes) -> None:
    found = read(made)
    assert texts(found.rejected) == texts(read(before).document.paragraphs)
    assert texts(found.document.paragraphs) == texts(read(after).document.paragraphs)


def para(text: str, style: str = "Normal") -> str:
    return p(r(text), style=style) if text else p(style=style)


def table(*rows: tuple[str, ...]) -> str:
    return tbl(*(tr(*(tc(para(cell, "Tabeltekst")) for cell in row)) for row in rows))


SECTION = (
    para("Udfordringer", "Heading1"),
    para("Natten", "Punkt"),
    para("Det er svært at dække natten.", "Punkttekst"),
    para("Vagter", "Punkt"),
    para("Der er for få vagter i weekenden.", "Punkttekst"),
)
TABLE = (para("Tabel 1. Besøg"), table(("Kommune", "Antal"), ("Åby", "102"), ("Bæk", "87")))
END = (para("Slut", "Heading1"), para("Sidste afsnit."))
BEFORE = package(*SECTION, *TABLE, *END)


@st.composite
def _edited(draw: st.DrawFn) -> bytes:
    """The document with paragraphs and rows reworded, added, taken out and moved."""
    said = st.sampled_from(["Nyt afsnit om ventetid.", "Natten", "Det er umuligt.", "Kort"])
    body = list(SECTION[1:])
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(body)))
        match draw(st.sampled_from(["add", "drop", "move"])):
            case "add":
                body.insert(at, para(draw(said), draw(st.sampled_from(["Punkttekst", "Normal"]))))
            case "drop" if body:
                body.pop(at - 1)
            case "move" if body:
                body.insert(draw(st.integers(0, len(body) - 1)), body.pop(at - 1))
    rows = [("Kommune", "Antal"), ("Åby", "102"), ("Bæk", "87")]
    if draw(st.booleans()):
        rows[draw(st.integers(1, 2))] = ("Cæt", "55")
    if draw(st.booleans()):
        rows.insert(draw(st.integers(1, 3)), ("Dal", "9"))
    behind = [para("Kilde: optælling.")] if draw(st.booleans()) else []
    return package(SECTION[0], *body, TABLE[0], table(*rows), *behind, *END)


@given(_edited(), _edited())
def test_rejecting_all_gives_the_older_version_and_accepting_all_the_newer(
    before: bytes, after: bytes
) -> None:
    assert_is_both(compared(before, after), before, after)


@given(_edited())
def test_no_change_is_tracked_between_a_version_and_itself(data: bytes) -> None:
    made = Package.open(compared(data, data), "")
    assert list(revisions(parse(made.parts[made.document]))) == []


def kinds(data: bytes) -> list[RevisionKind]:
    made = Package.open(data, "")
    return [revision.kind for revision in revisions(parse(made.parts[made.document]))]


def test_a_point_that_stands_elsewhere_is_moved_and_not_written_anew() -> None:
    after = package(SECTION[0], *SECTION[3:], *SECTION[1:3], *TABLE, *END)
    found = set(kinds(compared(BEFORE, after)))
    assert found == {
        RevisionKind.MOVE_FROM,
        RevisionKind.MOVE_TO,
        RevisionKind.PARAGRAPH_MOVE_FROM,
        RevisionKind.PARAGRAPH_MOVE_TO,
    }


def test_a_row_that_came_is_a_row_and_the_others_are_left_alone() -> None:
    rows = (("Kommune", "Antal"), ("Åby", "102"), ("Dal", "9"), ("Bæk", "88"))
    after = package(*SECTION, TABLE[0], table(*rows), *END)
    made = compared(BEFORE, after)
    assert kinds(made).count(RevisionKind.ROW_INSERT) == 1
    assert_is_both(made, BEFORE, after)


def test_the_older_wording_stands_before_the_newer() -> None:
    reworded = para("Der er for få vagter om natten.", "Punkttekst")
    made = Package.open(compared(BEFORE, package(*SECTION[:4], reworded, *TABLE, *END)), "")
    body = made.parts[made.document].decode()
    assert body.index("w:del ") < body.index("w:ins ")


def test_every_change_is_signed_by_who_wrote_the_newer_version_on_its_date() -> None:
    after = package(*SECTION[:3], *TABLE, para("Nyt."), *END)
    made = Package.open(compared(BEFORE, after), "")
    for revision in revisions(parse(made.parts[made.document])):
        assert revision.author == "reportgen"  # these documents do not say who wrote them
        assert revision.date is not None
        assert revision.date.date() == dt.date(2024, 11, 16)


def test_the_document_says_what_it_is_and_no_more_which_version() -> None:
    made = compared(BEFORE, package(*SECTION, *END))
    package_ = Package.open(made, "")
    assert read_identity(package_) is None
    assert read_core(package_, "dc:creator") == "reportgen"
    opening, *_ = read(made).document.remarks
    assert opening.text.startswith(
        "Dokumentet viser, hvad der er ændret fra v01 (15. november 2024) til "
        "v02 (16. november 2024)."
    )


def test_a_table_that_is_gone_is_listed_line_by_line_and_said_to_be() -> None:
    made = read(compared(BEFORE, package(*SECTION, *END)))
    assert "Åby · 102" in texts(made.rejected)
    assert "Åby · 102" not in texts(made.document.paragraphs)
    assert any("en tabel, som er udgået" in remark.text for remark in made.document.remarks)


def test_a_table_with_other_columns_stands_as_it_is_and_says_so() -> None:
    rows = (("Kommune", "2023", "Antal"), ("Åby", "99", "102"), ("Bæk", "85", "87"))
    made = compared(BEFORE, package(*SECTION, TABLE[0], table(*rows), *END))
    assert kinds(made) == []
    (said,) = [x for x in read(made).document.remarks if "Ændringerne i tabellen" in x.text]
    assert said.quoted == "Tabel 1. Besøg"


def test_between_years_changes_in_a_table_are_shown_while_they_can_be_read() -> None:
    years = (kept("v03", 15, 2023), kept("v01", 16))
    few = (("Kommune", "Antal"), ("Åby", "202"), ("Bæk", "87"))
    made = compared(BEFORE, package(*SECTION, TABLE[0], table(*few), *END), *years)
    assert_is_both(made, BEFORE, package(*SECTION, TABLE[0], table(*few), *END))
    many = (("Kommune", "Antal"), ("Cæt", "1"), ("Dal", "2"), ("Eng", "3"))
    made = compared(BEFORE, package(*SECTION, TABLE[0], table(*many), *END), *years)
    assert kinds(made) == []
    said = [remark.text for remark in read(made).document.remarks]
    assert "Ændringerne i tabellen er ikke vist. Den står, som den er i årsrapport 2024." in said


def test_libreoffice_reads_both_versions_out_of_it(libreoffice: LibreOffice) -> None:
    """Paragraphs reworded at their end before others that came, in one author's name."""
    after = package(
        SECTION[0],
        para("Vagter", "Punkt"),
        para("Der er for få vagter om natten og i ferien.", "Punkttekst"),
        para("Det er også sådan i nabokommunerne.", "Punkttekst"),
        para("Natten", "Punkt"),
        para("Det er svært at dække natten.", "Punkttekst"),
        TABLE[0],
        table(("Kommune", "Antal"), ("Åby", "103"), ("Cæt", "5")),
        para("Kilde: optælling."),
        *END,
    )
    made = compared(BEFORE, after)
    for step, wanted in (("accept_all", after), ("reject_all", BEFORE)):
        settled = read(libreoffice.edit(made, (step,))).document.paragraphs
        assert styled(settled) == styled(read(libreoffice.edit(wanted)).document.paragraphs)
