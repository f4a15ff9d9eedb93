"""Minutes into the meetings' files: what is written, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.report.minutes_record import read_record
from tests.cli.test_commands import answer, run
from tests.word.reading import comments, read
from tests.workspaces import SmallYear

MINUTES = """\
Referat – Netværksgruppe Ældre & Sundhed den 14. juni 2024 kl. 9.00-11.00

Afbud: Leder (Bæk Kommune)

1. Velkomst

Dagsordenen blev godkendt.

2. Årsrapport

Ift. afsnit 3.6 blev peget på følgende:

- Pind 1: Det præciseres, at det især gælder i weekenden.
- Pind 2: Det præciseres, at vagterne er lange.

Ift. afsnit 3.7 anbefalinger:

- Netværket anbefaler, at styregruppen ser på en fælles uddannelse.

Eventuelt

Intet.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "referat.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def test_an_input_is_fixed_to_the_block_of_the_draft_the_meeting_had(
    small: SmallYear, minutes: Path
) -> None:
    answer(small, "generate", "--date", "2024-06-01")
    code, said = answer(small, "import", str(minutes))
    assert code == 0
    file = "inputs/aeldre-og-sundhed/2024/moeder/2024-06-14.yaml"
    meeting = said["meetings"][0]
    assert (meeting["file"], meeting["date"], meeting["accounted"]) == (file, "2024-06-14", 1.0)
    pending = {p["input"]: p for p in answer(small, "check")[1]["pending"]}
    weekend = next(p for text, p in pending.items() if "weekenden" in text)
    shifts = next(p for text, p in pending.items() if "vagterne" in text)
    training = next(p for text, p in pending.items() if "uddannelse" in text)
    assert (weekend["block"], shifts["block"]) == ("U1", "U2")
    assert (training["section"], training["block"]) == ("3.7", "A2")
    text = (small.root / file).read_text(encoding="utf-8")
    assert "udkast: v01" in text
    assert "Noget helt nyt." in text  # the wording U2 had in the draft, as før


def test_rows_that_move_later_do_not_move_the_input(small: SmallYear, minutes: Path) -> None:
    from tests.workspaces import CONTENT

    answer(small, "import", str(minutes))
    small.write_workbook(points=tuple(reversed(CONTENT.points)))
    pending = answer(small, "check")[1]["pending"]
    assert next(p for p in pending if "weekenden" in p["input"])["block"] == "U1"


def test_import_then_generate_shows_the_inputs_as_comments(small: SmallYear, minutes: Path) -> None:
    answer(small, "import", str(minutes))
    code, made = answer(small, "generate", "--date", "2024-06-20")
    assert code == 0
    found = comments(read((small.root / made["file"]).read_bytes()))
    said = [text for author, text in found if "14. juni 2024" in author]
    assert len(said) == 3


def test_a_year_that_is_not_laid_out_is_begun(small: SmallYear, tmp_path: Path) -> None:
    path = tmp_path / "referat.txt"
    path.write_text(MINUTES.replace("2024", "2025"), encoding="utf-8")
    assert answer(small, "import", str(path))[0] == 0
    assert (small.root / "inputs/aeldre-og-sundhed/2025/aarsrapport.xlsx").is_file()
    code, checked = answer(small, "check", "--year", "2025")
    assert code == 0
    waiting = [p for p in checked["pending"] if p["section"] == "3.6"]
    assert [p["block"] for p in waiting] == [None, None]  # there are no points yet


def test_the_same_minutes_again_change_nothing(small: SmallYear, minutes: Path) -> None:
    answer(small, "import", str(minutes))
    before = small.snapshot()
    assert answer(small, "import", str(minutes))[0] == 0
    assert small.snapshot() == before


def test_a_corrected_version_takes_the_place_of_one_nobody_has_edited(
    small: SmallYear, minutes: Path
) -> None:
    answer(small, "import", str(minutes))
    minutes.write_text(MINUTES.replace("vagterne er lange", "vagterne er for lange"), "utf-8")
    assert answer(small, "import", str(minutes))[0] == 0
    file = small.year.meetings / "2024-06-14.yaml"
    assert "for lange" in file.read_text(encoding="utf-8")


def test_what_a_person_has_edited_is_never_overwritten(small: SmallYear, minutes: Path) -> None:
    answer(small, "import", str(minutes))
    file = small.year.meetings / "2024-06-14.yaml"
    edited = file.read_text(encoding="utf-8").replace("Intet.", "Intet nyt.")
    file.write_text(edited, encoding="utf-8")
    code, said = answer(small, "import", str(minutes))
    assert (code, said["problems"][-1]["code"]) == (3, "meeting-edited")
    assert file.read_text(encoding="utf-8") == edited


def test_the_good_ones_are_done_although_others_are_bad(
    small: SmallYear, minutes: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "scan.doc"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    code, said = answer(small, "import", str(bad), str(minutes), str(tmp_path / "mangler.pdf"))
    assert code == 1
    assert [m["date"] for m in said["meetings"]] == ["2024-06-14"]
    codes = [p["code"] for p in said["problems"] if p["severity"] == "error"]
    assert codes == ["minutes-old-word", "file-missing"]


def test_what_a_second_import_finds_otherwise_is_said_in_words(
    small: SmallYear, minutes: Path
) -> None:
    answer(small, "import", str(minutes))
    (file,) = small.year.meetings.glob("2024-06-14.yaml")
    file.write_text(file.read_text("utf-8").replace("Intet.", "Intet nyt fra Åby."), "utf-8")
    done = run(small, "import", str(minutes), language="da")
    assert done.exit_code == 3
    assert "referat: [slettet: Intet nyt fra Åby] [nyt: Intet]." in done.stdout
    assert "MeetingDifference" not in done.output
    assert "teksten er" not in done.stdout, "nothing was imported, and nothing else is said"


def kept(small: SmallYear) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(small.year.minutes.glob("*"))}


def test_the_minutes_are_kept_beside_the_meeting_byte_for_byte(
    small: SmallYear, minutes: Path, tmp_path: Path
) -> None:
    answer(small, "import", str(minutes))
    first = kept(small)
    assert first["2024-06-14_referat.txt"] == minutes.read_bytes()
    record = read_record(first["2024-06-14.json"])
    assert record.file == "2024-06-14_referat.txt"
    for line in filter(str.strip, MINUTES.split("\n")):
        assert [" ".join(line.split())] == [e.text for e in record.lines if e.text == line.strip()]
    answer(small, "import", str(minutes))
    assert kept(small) == first
    # Other minutes of the same name and day are kept too, and these are read now.
    minutes.write_text(MINUTES.replace("Intet.", "Intet mere."), encoding="utf-8")
    answer(small, "import", str(minutes))
    again = kept(small)
    assert again["2024-06-14_referat.txt"] == first["2024-06-14_referat.txt"]
    assert again["2024-06-14_referat-2.txt"] == minutes.read_bytes()
    assert read_record(again["2024-06-14.json"]).file == "2024-06-14_referat-2.txt"


def test_minutes_of_a_meeting_that_was_edited_change_nothing_of_what_is_kept(
    small: SmallYear, minutes: Path
) -> None:
    answer(small, "import", str(minutes))
    first = kept(small)
    file = small.year.meetings / "2024-06-14.yaml"
    file.write_text(file.read_text("utf-8") + "# rettet\n", encoding="utf-8")
    minutes.write_text(MINUTES.replace("Intet.", "Intet mere."), encoding="utf-8")
    assert answer(small, "import", str(minutes))[0] == 3
    assert kept(small) == first
