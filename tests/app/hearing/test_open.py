"""Opening a hearing round: what is laid ready, what stops it, and the stages it leads through."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import shutil
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from lxml import etree

from reportgen.app.generate import EditsNotAbsorbed, Generated, generate
from reportgen.app.hearing.opening import InputsPending, Opened, open_hearing
from reportgen.app.standing.status import status
from reportgen.app.year import PlaceholdersLeft
from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.opc.package import Package
from reportgen.problems import InputFaults
from reportgen.report.inputs import Member
from reportgen.report.stage import Stage
from reportgen.word.elements.identity import SentCopy, read_identity, read_sent_copy
from reportgen.workspace import files, rounds, versions
from reportgen.workspace.names import plain
from reportgen.workspace.rounds import LONGEST_PATH, RoundOpen, sent_names
from tests.app.hearing.rounds import close_round
from tests.programs import findings, needs_libreoffice, needs_poppler, needs_validator, pdf_of
from tests.workspaces import ORGANISATIONS, SmallYear, small_year

NOW = dt.datetime(2024, 11, 15, 10, 30, tzinfo=dt.UTC)
DEADLINE = dt.date(2024, 12, 5)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOLDERS = ("Aaby-Kommune", "Baek-Kommune", "Region-Oest")
COPY = "20241115_Aarsrapport-2024_Aeldre-og-Sundhed_v01_hoering.docx"


@pytest.fixture
def ready(small: SmallYear) -> SmallYear:
    """The small year with every input worded, so that it can be sent out."""
    small.edit_meeting("input: Det gælder især om vinteren.", "tekst: Især om vinteren.")
    small.edit_meeting("input: Nævn at vi er få.", "input: Nævn at vi er få., svar: Det er nævnt.")
    return small


def opened(small: SmallYear, **options: bool) -> Opened:
    return open_hearing(small.year, NOW, DEADLINE, **options)


def made(small: SmallYear, day: dt.date = dt.date(2024, 11, 10)) -> Generated:
    return generate(small.year, day)


def apply_all(small: SmallYear) -> None:
    found, _ = rounds.read_rounds(small.year)
    close_round(found[-1], NOW)


def mail(path: Path) -> EmailMessage:
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def settings(path: Path) -> etree._Element:
    package = Package.open(path.read_bytes(), "")
    return etree.fromstring(package.parts["word/settings.xml"])


def protection(path: Path) -> str | None:
    found = settings(path).find(f"{W}documentProtection")
    return None if found is None else found.get(f"{W}edit")


def text(path: Path) -> str:
    return "\n".join(p.text for p in Document(str(path)).paragraphs)


def run(small: SmallYear, *words: str) -> tuple[int, dict[str, Any], str]:
    speak("da")
    done = CliRunner().invoke(
        program, ["-C", str(small.root), "--json", *words], catch_exceptions=False
    )
    return done.exit_code, json.loads(done.stdout) if done.stdout else {}, done.stderr


# What is made


def test_nothing_is_sent_while_the_networks_file_is_not_filled_in(ready: SmallYear) -> None:
    path = ready.year.network_file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Rammeaftale Øst\n", "Rammeaftale\n", 1), encoding="utf-8")
    with pytest.raises(PlaceholdersLeft) as refused:
        open_hearing(ready.year, NOW, DEADLINE)
    assert refused.value.problem.code == "network-not-filled-in"


def test_one_copy_for_all_goes_with_a_letter_and_a_mail_into_each_partys_folder(
    ready: SmallYear,
) -> None:
    sent = opened(ready).round.sent
    assert {p.relative_to(sent).as_posix() for p in sent.rglob("*") if p.is_file()} == {
        COPY,
        "Hoeringsparter.docx",
        "modtagere.xlsx",
        "grundlag/v01.docx",
        "grundlag/v01.json",
        *(
            f"{folder}/{name}"
            for folder in FOLDERS
            for name in (COPY, "Hoeringsbrev.docx", "Mail.eml")
        ),
    }
    assert len({(sent / folder / COPY).read_bytes() for folder in FOLDERS}) == 1
    assert read_sent_copy(Package.open((sent / COPY).read_bytes(), "")) == SentCopy(1, "")


def test_per_party_each_copy_is_named_and_marked_for_its_party(ready: SmallYear) -> None:
    sent = opened(ready, per_party=True).round.sent
    for party, folder in zip(ORGANISATIONS, FOLDERS, strict=True):
        copy = sent / folder / COPY.replace("hoering.", f"hoering_{folder}.")
        package = Package.open(copy.read_bytes(), "")
        assert read_sent_copy(package) == SentCopy(1, party)
        identity = read_identity(package)
        assert identity is not None
        assert (identity.version, identity.stage) == ("v01", "hoering")


def test_tracking_is_enforced_in_the_copies_and_only_on_without_the_lock(
    ready: SmallYear,
) -> None:
    locked = opened(ready)
    assert protection(locked.round.sent / COPY) == "trackedChanges"
    assert settings(locked.round.sent / COPY).find(f"{W}trackRevisions") is not None
    assert protection(ready.year.outputs / COPY) is None
    apply_all(ready)
    free = opened(ready, lock=False)
    copy = next(free.round.sent.glob("*_hoering.docx"))
    assert protection(copy) is None
    assert settings(copy).find(f"{W}trackRevisions") is not None


def test_cover_and_header_say_hearing_copy_with_its_deadline(ready: SmallYear) -> None:
    sent = opened(ready).round.sent
    assert "Høringsudgave" in text(sent / COPY)
    assert "Høringsfrist\t5. december 2024" in text(sent / COPY)
    document = Document(str(sent / COPY))
    header = "\n".join(p.text for p in document.sections[-1].header.paragraphs)
    assert header.endswith("Høringsudgave v01 · høringsfrist 5. december 2024")


def test_a_hearing_gets_a_number_of_its_own_although_the_draft_says_the_same(
    ready: SmallYear,
) -> None:
    draft = made(ready)
    version = opened(ready).record
    assert (version.version, version.stage) == ("v02", "hoering")
    assert version.fold == draft.record.fold


def test_what_was_sent_is_kept_as_it_was_made_whatever_happens_to_the_outputs(
    ready: SmallYear,
) -> None:
    done = opened(ready)
    original = (ready.year.outputs / COPY).read_bytes()
    shutil.rmtree(ready.year.outputs)
    record, data = rounds.sent_version(done.round)
    assert data == original
    assert record == done.record
    assert record.state.blocks["3.6"][0].id == "U1"


def test_the_round_is_read_back_as_it_was_opened(ready: SmallYear) -> None:
    done = opened(ready, per_party=True, lock=False)
    found, problems = rounds.read_rounds(ready.year)
    assert (found, problems) == ((done.round,), ())
    assert [(p.name, p.folder) for p in found[0].parties] == list(
        zip(ORGANISATIONS, FOLDERS, strict=True)
    )
    assert (found[0].deadline, found[0].opened) == (DEADLINE, NOW)


def test_the_mail_is_an_unsent_draft_with_the_copy_attached_byte_for_byte(
    ready: SmallYear,
) -> None:
    sent = opened(ready, per_party=True).round.sent
    for folder in FOLDERS:
        read = mail(sent / folder / "Mail.eml")
        (attached,) = read.iter_attachments()
        name = attached.get_filename()
        assert name == COPY.replace("hoering.", f"hoering_{folder}.")
        assert attached.get_content() == (sent / folder / name).read_bytes()
        assert read["X-Unsent"] == "1"
        assert read["Subject"] == (
            "Høring af årsrapport 2024 – Netværksgruppe Ældre & Sundhed – frist 5. december 2024"
        )


def test_the_mail_says_what_the_letter_says(ready: SmallYear) -> None:
    sent = opened(ready).round.sent
    body = mail(sent / FOLDERS[1] / "Mail.eml").get_body()
    assert body is not None
    said = body.get_content()
    letter = text(sent / FOLDERS[1] / "Hoeringsbrev.docx")
    for sentence in (
        "fejl og misforståelser",
        "Udkastet er behandlet i netværket.",
        "senest torsdag den 5. december 2024",
        "“ingen bemærkninger”",
        "sekretariatet hos Åby Kommune",
        "Høringsparter: Åby Kommune, Bæk Kommune og Region Øst.",
    ):
        assert sentence in said
        assert sentence in letter
    assert said.startswith("Til Bæk Kommune")


def test_a_mail_can_be_read_by_programs_that_know_no_more_than_ascii_and_short_lines(
    ready: SmallYear,
) -> None:
    data = (opened(ready).round.sent / FOLDERS[0] / "Mail.eml").read_bytes()
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert f'filename="{COPY}"'.encode() in data


def test_mails_go_to_the_members_who_represent_the_party_now(ready: SmallYear) -> None:
    past, future = dt.date(2024, 6, 30), dt.date(2025, 1, 1)
    ready.write_workbook(
        members=(
            Member("Leder", "Åby Kommune", "Formand", "leder@aaby.example.dk"),
            Member("Konsulent", "Åby Kommune", "Medlem", "konsulent@aaby.example.dk"),
            Member("Leder", "Åby Kommune", "Medlem", "LEDER@aaby.example.dk"),
            Member("Leder", "Bæk Kommune", "Medlem", "gammel@baek.example.dk", until=past),
            Member("Leder", "Region Øst", "Medlem", "ny@oest.example.dk", since=future),
        )
    )
    done = opened(ready)
    told = "leder@aaby.example.dk, konsulent@aaby.example.dk"
    assert mail(done.round.sent / FOLDERS[0] / "Mail.eml")["To"] == told
    assert mail(done.round.sent / FOLDERS[1] / "Mail.eml")["To"] is None
    assert done.unaddressed == ("Bæk Kommune", "Region Øst")


def test_the_recipients_workbook_has_a_row_a_party(ready: SmallYear) -> None:
    import openpyxl

    book = openpyxl.load_workbook(opened(ready).round.sent / "modtagere.xlsx")
    rows = list(book["Modtagere"].values)
    assert rows[0] == ("Part", "E-mail", "Emne")
    assert [row[0] for row in rows[1:]] == list(ORGANISATIONS)
    assert all(str(row[2]).startswith("Høring af årsrapport 2024") for row in rows[1:])


def test_the_same_round_gives_the_same_copies_letters_and_mails(
    ready: SmallYear, tmp_path: Path
) -> None:
    again = small_year(tmp_path / "igen")
    shutil.copy(ready.meeting, again.meeting)
    first, second = (opened(year, per_party=True).round.sent for year in (ready, again))
    for path in first.rglob("*"):
        if path.is_file() and path.suffix != ".xlsx":
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes(), path.name


def test_pending_inputs_stand_as_comments_in_the_copy_when_asked_for(small: SmallYear) -> None:
    done = opened(small, with_pending=True)
    comments = Package.open((done.round.sent / COPY).read_bytes(), "").parts["word/comments.xml"]
    assert "Det gælder især om vinteren." in comments.decode()
    letter = text(done.round.sent / FOLDERS[0] / "Hoeringsbrev.docx")
    assert "mangler den endelige ordlyd" in letter


@needs_validator
def test_copies_letters_and_the_list_of_parties_are_sound_word_files(ready: SmallYear) -> None:
    sent = opened(ready, per_party=True).round.sent
    for path in (*(sent / FOLDERS[0]).glob("*.docx"), sent / "Hoeringsparter.docx"):
        assert findings(path) == []


@needs_libreoffice
@needs_poppler
def test_the_longest_letter_to_eighteen_parties_fills_one_page(
    small: SmallYear, tmp_path: Path
) -> None:
    import subprocess

    more = ", ".join(f"Nummer {i} Kommune" for i in range(15))
    network = small.year.network_file.read_text(encoding="utf-8")
    network = network.replace("Region Øst]", f"Region Øst, {more}]")
    network = network.replace("Åby Kommune}", "Åby Kommune, e-mail: sekretariat@aaby.example.dk}")
    small.year.network_file.write_text(network, encoding="utf-8")
    sent = opened(small, per_party=True, with_pending=True).round.sent
    pdf = pdf_of(sent / "Region-Oest" / "Hoeringsbrev.docx", tmp_path)
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True)
    assert told.stdout.split("Pages:")[1].split()[0] == "1"


# Names


@pytest.mark.parametrize("per_party", [True, False])
@pytest.mark.parametrize("taken", [60, 72])
def test_paths_stay_short_for_the_longest_names_and_parties_stay_apart(
    per_party: bool, taken: int
) -> None:
    parties = ("Guldborgsund Kommune, Center for Børn", "Guldborgsund Kommune, Center for Unge")
    named = sent_names(
        parties,
        below=taken,
        date=NOW.date(),
        year=2024,
        network="Voksne med særlige behov, psykiatri og hjerneskade",
        version="v12",
        per_party=per_party,
    )
    assert len({folder.casefold() for folder in named.folders}) == 2
    for folder, copy in zip(named.folders, named.copies, strict=True):
        assert taken + len(f"{folder}/{copy}") <= LONGEST_PATH
        assert copy.startswith("20241115_Aarsrapport-2024_Voksne")
        assert "_v12_hoering" in copy
    if per_party:
        assert named.copies[0].endswith("-for-Boern.docx")
        assert named.copies[1].endswith("-for-Unge.docx")


@pytest.mark.parametrize("taken", range(40, 73))
def test_the_network_is_cut_before_any_party_is(taken: int) -> None:
    parties = ("Guldborgsund Kommune", "Ringsted Kommune", "Region Sjælland")
    named = sent_names(
        parties,
        below=taken,
        date=NOW.date(),
        year=2024,
        network="Voksne med særlige behov, psykiatri og hjerneskade",
        version="v12",
        per_party=True,
    )
    for copy, party in zip(named.copies, parties, strict=True):
        assert copy.endswith(f"_hoering_{plain(party)}.docx")
    assert len(set(named.folders)) == len(parties)
    for folder, copy in zip(named.folders, named.copies, strict=True):
        assert taken + len(f"{folder}/{copy}") <= LONGEST_PATH


# What stops it


def test_it_is_not_sent_while_inputs_are_pending(small: SmallYear) -> None:
    before = small.snapshot()
    with pytest.raises(InputsPending) as refusal:
        opened(small)
    assert refusal.value.problem.values == {"count": 2}
    assert small.snapshot() == before


def test_it_is_not_sent_while_the_latest_version_holds_edits(ready: SmallYear) -> None:
    version = made(ready)
    document = Document(str(version.path))
    next(p for p in document.paragraphs if "Rapporten beskriver" in p.text).add_run(
        " Tilføjet i hånden."
    )
    document.save(str(version.path))
    before = ready.snapshot()
    with pytest.raises(EditsNotAbsorbed):
        opened(ready)
    assert ready.snapshot() == before


def test_while_a_round_is_open_neither_a_second_round_nor_a_version_is_made(
    ready: SmallYear,
) -> None:
    opened(ready)
    before = ready.snapshot()
    with pytest.raises(RoundOpen):
        opened(ready)
    with pytest.raises(RoundOpen):
        made(ready)
    assert ready.snapshot() == before


def test_faults_in_the_inputs_stop_it(ready: SmallYear) -> None:
    ready.edit_meeting("art: erstat", "art: ?")
    before = ready.snapshot()
    with pytest.raises(InputFaults):
        opened(ready)
    assert ready.snapshot() == before


def test_a_round_that_cannot_be_written_whole_is_not_there(
    ready: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(ready)
    before = ready.snapshot()
    write = files.write

    def fails_late(path: Path, data: bytes) -> None:
        if path.name == rounds.ROUND_FILE:
            raise files.NoRoom
        write(path, data)

    monkeypatch.setattr(files, "write", fails_late)
    with pytest.raises(files.NoRoom):
        opened(ready)
    assert ready.snapshot() == before


def test_what_a_crash_left_behind_is_in_nobodys_way(
    ready: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        pass

    write = files.write

    def dies(path: Path, data: bytes) -> None:
        if path.name == "Mail.eml":
            patched.setattr(files, "remove", lambda _path: None)  # nobody is there to tidy
            raise Crash
        write(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(files, "write", dies)
        with pytest.raises(Crash):
            opened(ready)
    assert rounds.read_rounds(ready.year) == ((), ())
    assert made(ready).record.stage == "udkast"
    assert opened(ready).record.version == "v02"
    assert not list(ready.year.inputs.parent.glob(".hoering*"))


def test_a_version_that_a_crash_kept_from_the_outputs_is_put_back_from_its_round(
    ready: SmallYear,
) -> None:
    done = opened(ready)
    shutil.rmtree(ready.year.outputs)
    shutil.rmtree(ready.year.archived.parent)
    apply_all(ready)
    assert made(ready).record.version == "v02"
    assert [r.stage for r in versions.records(ready.year)] == ["hoering", "endelig"]
    assert versions.records(ready.year)[0] == done.record


# The stages


def test_a_year_goes_from_draft_through_hearing_to_final(ready: SmallYear) -> None:
    assert made(ready).record.stage == "udkast"
    assert status(ready.year, NOW.date()).next == "reportgen hearing open --deadline YYYY-MM-DD"
    assert opened(ready).record.stage == "hoering"
    now = status(ready.year, NOW.date())
    assert (now.stage, now.unchanged) == (Stage.HEARING, True)
    assert now.next == "reportgen hearing collect PATH"
    apply_all(ready)
    assert status(ready.year, NOW.date()).next == "reportgen generate"
    final = made(ready, dt.date(2024, 12, 10))
    assert (final.record.version, final.record.stage) == ("v03", "endelig")
    assert "Endelig udgave" in text(final.path)
    assert "Høringsfrist" not in text(final.path)
    assert made(ready, dt.date(2024, 12, 11)).unchanged


def test_a_second_round_after_the_first_says_which_it_is(ready: SmallYear) -> None:
    opened(ready)
    apply_all(ready)
    second = opened(ready)
    assert (second.round.number, second.record.version) == (2, "v02")
    letter = text(second.round.sent / FOLDERS[0] / "Hoeringsbrev.docx")
    assert "Høring af årsrapport 2024 (2. runde)" in letter
    with pytest.raises(RoundOpen):
        made(ready)


def test_the_decisions_that_closed_a_round_have_to_be_there(ready: SmallYear) -> None:
    done = opened(ready)
    close_round(done.round, NOW, "001.yaml")
    assert [p.code for p in rounds.read_rounds(ready.year)[1]] == ["round-changes-missing"]
    ready.decide(1, "[]\n")
    (found,), problems = rounds.read_rounds(ready.year)
    assert (found.is_open, problems) == (False, ())
    assert made(ready).record.stage == "endelig"


@pytest.mark.parametrize("name", ["runde.yaml", "afsluttet.yaml"])
@pytest.mark.parametrize("damage", [b"", b"runde: [", b"runde: 1\n", b"\xff\xfe\x00", b"- 1\n"])
def test_a_damaged_round_is_a_fault_and_never_no_round(
    ready: SmallYear, name: str, damage: bytes
) -> None:
    opened(ready)
    apply_all(ready)
    (ready.year.hearing / "1" / name).write_bytes(damage)
    before = ready.snapshot()
    with pytest.raises(InputFaults) as faults:
        made(ready)
    assert [p.code for p in faults.value.problems] == ["round-damaged"]
    assert faults.value.problems[0].location.file == f"hoering/1/{name}"
    assert ready.snapshot() == before


def test_what_was_sent_is_not_taken_as_base_once_it_was_altered(ready: SmallYear) -> None:
    done = opened(ready)
    (done.round.sent / "grundlag" / "v01.docx").write_bytes(b"PK")
    with pytest.raises(InputFaults):
        rounds.sent_version(done.round)


# The command


def test_open_answers_with_the_keys_of_the_contract(ready: SmallYear) -> None:
    deadline = (dt.date.today() + dt.timedelta(days=14)).isoformat()
    code, said, _ = run(ready, "hearing", "open", "--deadline", deadline, "--per-party")
    assert (code, set(said), said["round"]) == (0, {"files", "round"}, 1)
    assert all((ready.root / name).is_file() and len(name) < 150 for name in said["files"])
    assert sum(name.endswith("Mail.eml") for name in said["files"]) == len(ORGANISATIONS)
    assert said["files"][-1].startswith("outputs/aeldre-og-sundhed/2024/")
    code, said, _ = run(ready, "generate")
    assert (code, [p["code"] for p in said["problems"]]) == (3, ["round-open"])
    code, said, _ = run(ready, "hearing", "open", "--deadline", deadline)
    assert (code, said["files"], said["round"]) == (3, [], None)


def test_a_deadline_in_the_past_or_none_at_all_is_wrong_use(ready: SmallYear) -> None:
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    before = ready.snapshot()
    for words in (("--deadline", yesterday), ("--deadline", "5/12"), ()):
        code, said, _ = run(ready, "hearing", "open", *words)
        assert (code, said) == (2, {})
    assert ready.snapshot() == before


def test_the_round_is_kept_in_the_archive_with_what_was_sent(ready: SmallYear) -> None:
    from reportgen.app.archiving import ArchivedYear

    opened(ready)
    to = ready.root / "ud"
    ArchivedYear(ready.year).restore("v01", to)
    for folder in FOLDERS:
        assert list(to.rglob(f"hoering/1/udsendt/{folder}/Mail.eml"))
