"""Word files: tracked changes as accepted, comments aside, content controls transparent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.sources.minutes import Minutes
from tests.sources.minutes import twins
from tests.sources.minutes.build import Shape, b, b2, in_control, p, write
from tests.sources.minutes.reading import codes, read


def _read(shape: Shape) -> Minutes:
    return read(write(shape), "referat.docx")


def test_tracked_changes_are_read_as_accepted() -> None:
    plain, tracked = _read(twins.three_columns()), _read(twins.three_columns(tracked=True))

    assert tracked.meeting == plain.meeting
    assert tracked.account.complete


def test_comments_are_kept_aside() -> None:
    minutes = _read(twins.three_columns(commented=True))
    assert minutes.meeting is not None
    comments = [left for left in minutes.meeting.left_out if "kommentar" in left.reason]

    assert [left.text for left in comments] == ["Husk at rette navnet"]
    assert all("Husk at" not in (item.minutes or "") for item in minutes.meeting.agenda)


@pytest.mark.parametrize(("drawn", "told"), [("a:blip", "Et billede"), ("c:chart", "Et diagram")])
def test_a_picture_in_an_item_is_told_among_what_is_left_out(drawn: str, told: str) -> None:
    package = Package.open(write(twins.three_columns()), "")
    root = package.xml(package.document)
    *_, run = root.iter(qn("w:r"))
    etree.SubElement(etree.SubElement(run, qn("w:drawing")), qn(drawn))
    package.set_xml(package.document, root)
    minutes = read(package.save(), "referat.docx")
    assert minutes.meeting is not None
    (left,) = [left for left in minutes.meeting.left_out if "ikke tekst" in left.reason]
    assert (left.text, left.place[:11]) == (told, "tekstafsnit")
    assert minutes.account.complete


def test_content_controls_are_transparent() -> None:
    data = write(twins.two_columns())

    assert read(in_control(data), "referat.docx").meeting == read(data, "referat.docx").meeting


def test_the_columns_are_known_by_their_headers_and_not_by_their_order() -> None:
    shape = twins.three_columns()
    turned = replace(
        shape,
        headers=("Referat", "Dagsordenspunkt", "Uddybning"),
        rows=[(minutes, title, proposal) for title, proposal, minutes in shape.rows],
    )
    plain, other = _read(shape), _read(turned)
    assert plain.meeting is not None
    assert other.meeting is not None

    assert other.meeting.agenda == plain.meeting.agenda


def test_other_headers_mean_the_same() -> None:
    shape = twins.three_columns()
    plain = _read(shape)
    other = _read(replace(shape, headers=("Sag", "Indstilling", "Referat/beslutning")))
    assert plain.meeting is not None
    assert other.meeting is not None

    assert other.meeting.agenda == plain.meeting.agenda


def test_a_table_without_headers_is_known_by_its_numbers_and_doubted() -> None:
    shape = Shape(
        [p("Referat den 14. november 2025")],
        ("1. Velkommen", "Alfa bød velkommen."),
        [([p("2. Økonomi")], [p("Den er god.")]), ([p("3. Eventuelt")], [p("Intet.")])],
        (6, 18),
    )
    minutes = _read(shape)
    assert minutes.meeting is not None

    assert [item.number for item in minutes.meeting.agenda] == ["1", "2", "3"]
    assert "minutes-columns-unnamed" in codes(minutes)


def test_lists_nest_by_how_far_they_are_set_in() -> None:
    shape = Shape(
        [p("Referat den 14. november 2025")],
        ("Punkt", "Referat"),
        [([p("1. Sag")], [p("Følgende:"), b("et"), b2("to"), b("tre"), p("Slut."), b2("fire")])],
        (6, 18),
    )
    minutes = _read(shape)
    assert minutes.meeting is not None

    assert minutes.meeting.agenda[0].minutes == "Følgende:\n- et\n  - to\n- tre\nSlut.\n- fire"


def test_a_missing_number_in_the_agenda_is_doubted() -> None:
    shape = Shape(
        [p("Referat den 14. november 2025")],
        ("Punkt", "Referat"),
        [([p("1. Sag")], [p("Ja.")]), ([p("3. Sag igen")], [p("Nej.")])],
        (6, 18),
    )

    assert "minutes-number-gap" in codes(_read(shape))


def test_people_in_a_table_are_read_with_those_who_were_away() -> None:
    document = Shape(
        [p("Referat den 14. november 2025")],
        ("Navn", "Kommune", "Afbud"),
        [
            ([p("Alfa Dam")], [p("Faxe")], []),
            ([p("Beta Ek")], [p("Greve")], [p("x")]),
        ],
        (6, 6, 6),
    )
    agenda = Shape([], ("Punkt", "Referat"), [([p("1. Sag")], [p("Ja.")])], (6, 18))
    minutes = read(_both(write(document), write(agenda)), "referat.docx")
    assert minutes.meeting is not None
    attendance = minutes.meeting.attendance

    assert [(p.name, p.organisation) for p in attendance.present] == [("Alfa Dam", "Faxe Kommune")]
    assert [(p.name, p.organisation) for p in attendance.absent] == [("Beta Ek", "Greve Kommune")]
    assert minutes.account.complete


def _both(first: bytes, second: bytes) -> bytes:
    """The body of `second` put after that of `first`."""
    import io

    from docx import Document

    one, other = Document(io.BytesIO(first)), Document(io.BytesIO(second))
    one.add_paragraph("")
    for element in list(other.element.body)[:-1]:
        one.element.body.insert(len(one.element.body) - 1, element)
    buffer = io.BytesIO()
    one.save(buffer)
    return buffer.getvalue()


def _said(words: str, old: str, xml: str) -> Minutes:
    """Minutes that say some words, of which `old` looks as `xml` has it."""
    shape = Shape(
        [p("Referat den 14. november 2025")],
        ("Punkt", "Referat"),
        [([p("1. Sag")], [p(words)])],
        (6, 18),
    )
    package = Package.open(write(shape), "referat.docx")
    name = package.document
    between = f'</w:t></w:r>{xml}<w:r><w:t xml:space="preserve">'
    package.parts[name] = package.parts[name].replace(old.encode(), between.encode())
    return read(package.save(), "referat.docx")


STRUCK = (
    '<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">forkaste </w:t></w:r>',
    '<w:r><w:rPr><w:dstrike w:val="true"/></w:rPr><w:t xml:space="preserve">forkaste </w:t></w:r>',
    '<w:r><w:rPr><w:strike/><w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange></w:rPr>'
    '<w:t xml:space="preserve">forkaste </w:t></w:r>',
)


@pytest.mark.parametrize("xml", STRUCK)
def test_struck_text_is_left_out_and_listed(xml: str) -> None:
    minutes = _said("Netværket vil QQvedtage forslaget.", "QQ", xml)
    assert minutes.meeting is not None

    assert minutes.meeting.agenda[0].minutes == "Netværket vil vedtage forslaget."
    struck = [left for left in minutes.meeting.left_out if left.text == "forkaste"]
    assert [left.reason for left in struck] == ["overstreget i referatet"]
    assert all(left.place for left in struck)
    assert minutes.account.complete


def test_symbols_are_read_as_what_they_show() -> None:
    xml = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    minutes = _said("Mindst 50 QQ 40 procent.", "QQ", xml)
    assert minutes.meeting is not None

    assert minutes.meeting.agenda[0].minutes == "Mindst 50 ≥ 40 procent."
    assert "minutes-unknown-symbol" not in codes(minutes)


def test_a_character_of_a_font_that_nobody_knows_is_doubted() -> None:
    for xml in (
        '<w:r><w:sym w:font="Vores egen" w:char="F0B3"/></w:r>',
        '<w:r><w:rPr><w:rFonts w:ascii="Vores egen"/></w:rPr><w:t>\uf0b3</w:t></w:r>',
    ):
        minutes = _said("Mindst 50 QQ 40 procent.", "QQ", xml)
        assert minutes.meeting is not None
        assert minutes.meeting.agenda[0].minutes == "Mindst 50 \ufffd 40 procent."
        assert "minutes-unknown-symbol" in codes(minutes)


def test_what_is_raised_and_has_no_character_for_it_is_doubted() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    sound = _said("Der er 40 mQQ i alt.", "QQ", raised.format("2"))
    unsure = _said("Den 2QQ gang.", "QQ", raised.format("den"))
    assert sound.meeting is not None
    assert unsure.meeting is not None

    assert sound.meeting.agenda[0].minutes == "Der er 40 m² i alt."
    assert "minutes-off-the-line" not in codes(sound)
    assert unsure.meeting.agenda[0].minutes == "Den 2den gang."
    assert "minutes-off-the-line" in codes(unsure)
