"""The first page of a desk that runs."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import time
from pathlib import Path

import pytest
from docx import Document

from reportgen.app.generate import generate
from reportgen.desk.application import make_pages
from reportgen.desk.desk import Desk
from reportgen.language.translation import speak
from tests.app.hearing.rounds import reworded
from tests.desk.running import Running, worked
from tests.sample.second_year import lay_out_second_year
from tests.workspaces import SmallYear

YEAR = "aeldre-og-sundhed/2024/"


def done(shown: Running) -> str:
    """The page once the work that was begun is done."""
    return worked(shown, YEAR)


def without_comments(data: bytes) -> bytes:
    """A document from which a program dropped every comment."""
    document = Document(io.BytesIO(data))
    marks = "//w:commentRangeStart|//w:commentRangeEnd|//w:r[w:commentReference]"
    for mark in document.element.xpath(marks):
        mark.getparent().remove(mark)
    comments = document.part._comments_part.element
    for comment in list(comments):
        comments.remove(comment)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opened(folder: Path) -> list[Path]:
    """The files that were opened, as soon as there is one."""
    noted = folder / "aabnet"
    for _ in range(100):
        if noted.exists() and (lines := noted.read_text().splitlines()):
            return [Path(line) for line in lines]
        time.sleep(0.05)
    return []


def test_the_first_address_leads_to_the_year_under_way(shown: Running) -> None:
    page = shown.get()
    assert page.status == 200
    assert "<title>Året · Ældre og Sundhed 2024</title>" in page.text


def test_the_page_tells_the_next_step_and_does_it_at_the_press_of_a_button(
    shown: Running, small: SmallYear
) -> None:
    page = shown.get(YEAR).text
    assert "Dan den næste version af rapporten i Word." in page
    answer = shown.post(YEAR + "skridt/generate")
    assert set(answer.json()) == {"work"}
    page = done(shown)
    assert "v01 er dannet." in page
    assert len(list(small.year.outputs.glob("*_v01_udkast.docx"))) == 1
    assert "Udkast v01" in page


def test_edits_in_word_are_taken_in_with_what_is_met(shown: Running, small: SmallYear) -> None:
    shown.post(YEAR + "skridt/generate")
    done(shown)
    (version,) = small.year.outputs.glob("*_v01_udkast.docx")
    version.write_bytes(without_comments(reworded(version.read_bytes(), "svært", "umuligt")))
    assert "Der er rettet i den seneste version i Word." in shown.get(YEAR).text
    shown.post(YEAR + "skridt/absorb")
    assert "Alle kommentarer er væk" in done(shown)
    page = shown.get(YEAR).text
    (met, *_) = re.findall(r'name="met" value="([^"]+)"', page)
    shown.post(YEAR + "skridt/absorb", {"closing": "these", "met": met})
    page = done(shown)
    assert "1 ændring" in page
    assert f"Lukket: {met}." in page


def test_what_was_done_stands_there_until_it_is_seen(shown: Running) -> None:
    work = shown.post(YEAR + "skridt/generate").json()["work"]
    assert "v01 er dannet." in done(shown)
    assert "v01 er dannet." in shown.get(YEAR).text
    shown.post(f"arbejde/{work}/set")
    assert "v01 er dannet." not in shown.get(YEAR).text


def test_a_published_year_leads_to_the_one_that_was_begun_after_it(tmp_path: Path) -> None:
    later = lay_out_second_year(tmp_path / "netvaerk")
    pages = make_pages(Desk(later.workspace, "key", language="da")).test_client()
    page = pages.get("/boern-og-unge/2022/").text.partition('id="next"')[2]
    assert 'href="/boern-og-unge/2023/"' in page.partition("</section>")[0]


def test_a_note_that_stood_before_is_not_told_with_what_was_done(
    shown: Running, small: SmallYear
) -> None:
    copy = small.meeting.with_name(f"{small.meeting.stem} (konfliktkopi fra PC).yaml")
    copy.write_bytes(small.meeting.read_bytes())
    standing = "Filen ligner en ekstra kopi"
    assert standing in shown.get(YEAR + "grundlag").text
    shown.post(YEAR + "skridt/generate")
    page = done(shown)
    assert "v01 er dannet." in page
    assert standing not in page
    assert standing in shown.get(YEAR + "grundlag").text


def test_work_that_does_not_read_the_year_is_done_where_the_year_cannot_be_read(
    shown: Running, small: SmallYear
) -> None:
    elsewhere = small.root.parent / "andetsteds"
    shutil.move(small.year.meetings, elsewhere)
    small.year.meetings.symlink_to(elsewhere, target_is_directory=True)
    shown.post(YEAR + "skridt/verify")
    page = worked(shown, YEAR + "arkiv")
    assert "is-error" not in page
    assert "notice-good" in page


def test_what_cannot_be_done_is_told_as_in_the_terminal(shown: Running, small: SmallYear) -> None:
    shown.post(YEAR + "skridt/publish")
    page = done(shown)
    assert "Der er ikke dannet nogen version endnu" in page
    assert "Traceback" not in page
    small.edit_meeting("Noget helt nyt.", "Noget \x01nyt.")
    assert "1 fejl" in shown.get(YEAR).text
    assert 'class="problem is-error"' in shown.get(YEAR + "grundlag").text


def test_the_english_page_is_english(shown: Running) -> None:
    page = shown.get(YEAR, Accept_Language="en-GB,en;q=0.9").text
    assert '<html lang="en">' in page
    assert "Next step" in page
    assert shown.post("sprog", {"language": "en"}).status == 200
    assert "Next step" in shown.get(YEAR, Accept_Language="da").text


def test_a_file_is_opened_by_the_id_that_the_page_showed(shown: Running, tmp_path: Path) -> None:
    (id_,) = re.findall(r'action="[^"]*/fil/([\w-]+)"', shown.get(YEAR).text)
    assert shown.post(f"fil/{id_}").status == 200
    assert [path.name for path in opened(tmp_path)] == ["aarsrapport.xlsx"]


@pytest.mark.parametrize(
    "asked", ["nix", "..%2f..%2faarsrapport.xlsx", "aarsrapport.xlsx", "%2fetc%2fpasswd"]
)
def test_no_file_is_opened_by_its_name_or_path(shown: Running, tmp_path: Path, asked: str) -> None:
    shown.get(YEAR)
    assert shown.post(f"fil/{asked}").status == 404
    assert not (tmp_path / "aabnet").exists()


def test_an_unexpected_fault_says_what_to_send_to_whom(shown: Running, small: SmallYear) -> None:
    (small.year.outputs / "tilstand").mkdir(parents=True)
    (small.year.outputs / "tilstand" / "v01.json").symlink_to(small.root / "inputs")
    answer = shown.get(YEAR)
    assert "Traceback" not in answer.text
    assert 'class="problem' in answer.text


def test_names_from_others_are_shown_as_text(shown: Running, small: SmallYear) -> None:
    file = small.year.network_file
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("kortnavn: Ældre og Sundhed", 'kortnavn: "<b>Æ</b> & {{ 7*7 }} \\u202ex"'),
        encoding="utf-8",
    )
    page = shown.get(YEAR).text
    assert "&lt;b&gt;Æ&lt;/b&gt; &amp; {{ 7*7 }}" in page
    assert "<b>Æ" not in page
    assert "\u202e" not in page


def test_what_is_from_last_year_is_a_step_of_its_own_with_the_way_to_it(tmp_path: Path) -> None:
    speak("en")
    year = lay_out_second_year(tmp_path / "mappe")
    generate(year, dt.date(2023, 8, 1))
    client = make_pages(Desk(year.workspace, "key")).test_client()
    page = client.get(f"/{year.network}/{year.year}/").text
    assert "Look through what is from last year, and fill in what is missing." in page
    assert re.search(r'href="[^"]+/grundlag">See the notes<', page)
