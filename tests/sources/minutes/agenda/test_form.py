"""What is written in the fields of our agenda is read as it was written, whatever it says."""

from __future__ import annotations

import datetime as dt
import string
from collections import Counter
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.layout.agenda import Planned, minutes_form
from reportgen.report.agenda import OpenThing, Origin, Waiting, agenda
from reportgen.report.meeting import AgendaItem, Meeting, Network
from reportgen.sources.minutes.agenda.form import stated_task
from reportgen.sources.minutes.meeting import Minutes, read_meeting
from reportgen.sources.minutes.reading import read_minutes
from reportgen.word.read import minutes as word
from reportgen.word.write.agenda import write_agenda
from tests.app.minutes_writing import Said, Written
from tests.workspaces import NETWORK, ROOT

DAY = dt.date(2025, 2, 7)
TITLES = ("Velkomst", "Nattevagt", "Næste møder i 2025", "Årshjul", "Eventuelt")


@cache
def form() -> bytes:
    """An agenda with an item of each kind that is read for more than its words."""
    from reportgen.sources.network import read_network

    network, _ = read_network(NETWORK.encode())
    assert isinstance(network, Network)
    standing = [OpenThing(Origin.STANDING, title, title, "Fast punkt") for title in TITLES]
    task = OpenThing(
        Origin.TASK, "1", "Sender forslag til møder: 1. juni", "Netværksmøde", lead="Bo Holm"
    )
    made = agenda(DAY, Waiting(standing=standing, tasks=[task]))
    template = (ROOT / "templates" / "aarsrapport.docx").read_bytes()
    written = Written(write_agenda(template, minutes_form(network, Planned(DAY), made)))
    written.fill_in("Til stede:", "Leder (Åby Kommune)")
    return written.data


def read(written: Written) -> Minutes:
    outline = read_minutes(written.data, "referat.docx", word.read).outline
    assert outline is not None
    return read_meeting(outline, "referat.docx", next_id=lambda section: "U9")


def meeting(minutes: Minutes) -> Meeting:
    assert minutes.meeting is not None
    return minutes.meeting


words = st.text(string.ascii_letters + string.digits + "æøåÆØÅ .,()!?%&<>{}§/'\"", min_size=1)
lines = words.map(lambda text: " ".join(text.split())).filter(
    lambda text: any(map(str.isalnum, text))
)
sentences = st.lists(
    lines
    | st.sampled_from(
        (
            "Dagsordenen blev godkendt.",
            "Ida sender et udkast senest 1. marts.",
            "Næste møde holdes den 12. maj 2025.",
            "1. januar er en helligdag.",
            "Beslutning: Godkendt.",
            "12.05: Psykiatri",
        )
    ),
    max_size=3,
)


def spoken(item: AgendaItem) -> str:
    return " ".join((item.minutes or "").replace("- ", "").split())


@given(st.lists(st.tuples(sentences, sentences), min_size=6, max_size=6))
@example([(["1. januar er en helligdag."], ["1. januar er lukket."])] * 6)
def test_decisions_are_read_word_for_word(all_said: list[tuple[list[str], list[str]]]) -> None:
    written = Written(form())
    for row, (text, decisions) in enumerate(all_said, 1):
        written.write(row, Said(text, decisions))
    made = read(written)
    assert made.account.complete
    if not any(d or "Beslutning: Godkendt." in text for text, d in all_said):
        return  # then nobody has used the styles, and the words are looked at
    label = "Beslutning: "
    for item, (text, decisions) in zip(meeting(made).agenda, all_said, strict=True):
        labelled = [line for line in text if line.startswith(label)]
        decided = [line.removeprefix(label) for line in (*labelled, *decisions)]
        assert list(item.decisions) == decided
        assert not item.tasks
        assert spoken(item) == " ".join(" ".join(t for t in text if t not in labelled).split())


names = st.sampled_from(("Ida", "Bo Holm", "Åby Kommune", "Alle", "Sekretæren, Åby Kommune"))
promises = lines.filter(lambda text: not text.startswith("("))
tasks = st.lists(
    st.tuples(names, promises, st.none() | st.sampled_from(("1. marts", "inden jul", "snarest"))),
    max_size=3,
)


@given(st.lists(tasks, min_size=6, max_size=6), st.sampled_from((" · ", "·", "; ", " | ")))
def test_tasks_are_read_with_who_what_and_by_when(
    promised: list[list[tuple[str, str, str | None]]], between: str
) -> None:
    written = Written(form())
    for row, own in enumerate(promised, 1):
        stated = [between.join(filter(None, task)) for task in own]
        written.write(row, Said(["Sagt."], ["Besluttet."], stated))
    made = read(written)
    assert (made.account.complete, made.unsure) == (True, ())
    for item, own in zip(meeting(made).agenda, promised, strict=True):
        assert [(task.who, task.what) for task in item.tasks] == [
            (who, what) for who, what, _ in own
        ]
        for task, (_, _, due) in zip(item.tasks, own, strict=True):
            assert due is None or task.due == due


WORK = ("unmark", "copy", "copy unmarked", "take out", "move up", "renumber")


@given(st.lists(st.tuples(st.sampled_from(WORK), st.integers(1, 6)), max_size=4))
def test_every_item_of_the_agenda_is_found_or_told(work: list[tuple[str, int]]) -> None:
    """Whatever was done to rows, each is read, and no item of the agenda is passed over."""
    written = Written(form())
    for row in range(1, 7):
        written.write(row, Said([f"Sagt ved {row}."], [f"Besluttet ved {row}."]))
    for what, meant in work:
        row = min(meant, len(written.rows) - 1)
        if row < 1:
            continue
        match what:
            case "unmark":
                written.unmark(row)
            case "copy":
                written.copy_row(row)
            case "copy unmarked":
                written.copy_row(row)
                written.unmark(row + 1)
                written.retitle(row + 1, "12. Noget helt andet")
            case "take out":
                written.take_out(row)
            case "move up":
                written.rows[1].addprevious(written.rows[row])
            case "renumber":
                written.retitle(row, "77. Omdøbt")
    if len(written.rows) < 2:
        return
    made = read(written)
    items = meeting(made).agenda
    assert made.account.complete
    assert len(items) == len(written.rows) - 1
    assert all(len(item.decisions) == 1 for item in items)
    codes = Counter(entry.problem.code for entry in made.unsure)
    marked = {mark for row in written.rows for mark in written.marks(row)}
    doubled = sum(len(written.marks(row)) for row in written.rows) - len(marked)
    assert codes["agenda-mark-twice"] == doubled
    unmarked = len(items) - len(marked) - doubled
    assert codes["agenda-mark-gone"] + codes["agenda-item-new"] == unmarked
    assert codes["agenda-item-gone"] <= 6 - len(marked) - codes["agenda-mark-gone"]


@pytest.mark.parametrize(
    ("text", "who", "what", "due"),
    [
        ("Ida · sender udkast · 1. marts", "Ida", "sender udkast", "1. marts"),
        ("Ida – sender udkast – 1. marts", "Ida", "sender udkast", "1. marts"),
        ("Ida: sender udkast", "Ida", "sender udkast", None),
        (
            "Ida · sender udkast · til alle · 1. marts",
            "Ida",
            "sender udkast · til alle",
            "1. marts",
        ),
        ("Ida · sender et a-å-udkast", "Ida", "sender et a-å-udkast", None),
        ("Ida · sender udkast ·", "Ida", "sender udkast", None),
        ("· sender udkast ·", None, "sender udkast", None),
        ("Ida · sender A; B · 1. marts", "Ida", "sender A; B", "1. marts"),
        ("Ida; sender A – og B; 1. marts", "Ida", "sender A – og B", "1. marts"),
        ("Ida | sender: A", "Ida", "sender: A", None),
        ("Ida: sender: A", "Ida", "sender: A", None),
        ("Ida: sender A: senest 1. marts", "Ida", "sender A", "senest 1. marts"),
        ("Ida - sender A - uge 20", "Ida", "sender A", "uge 20"),
        ("Ida - sender A - 12.5.2023", "Ida", "sender A", "12.5.2023"),
        ("Ida - sender A - fredag den 12. maj", "Ida", "sender A", "fredag den 12. maj"),
        ("Ida - sender A - d. 12/5-2023", "Ida", "sender A", "d. 12/5-2023"),
        ("Ida – sender A – og B", "Ida", "sender A – og B", None),
    ],
)
def test_a_task_in_parts(text: str, who: str | None, what: str, due: str | None) -> None:
    found = stated_task(text)
    assert (found.who, found.what, found.due) == (who, what, due)


@pytest.mark.parametrize(
    "typed", ["Ida · sender A · 12/5; Bo · ringer · uge 21", "Ida; sender A; Bo; ringer", "Ida ·"]
)
def test_a_task_of_other_parts_than_who_what_and_by_when_is_a_doubt(typed: str) -> None:
    written = Written(form())
    written.write(1, Said(tasks=[typed]))
    made = read(written)
    assert [entry.problem.code for entry in made.unsure] == ["agenda-task-parts"]
    assert made.account.complete


@pytest.mark.parametrize("typed", ["Ingen", "Intet.", "-", "–", "Ingen opgaver", "Opgaver: ingen"])
def test_a_field_that_says_there_is_nothing_is_no_task_and_no_decision(typed: str) -> None:
    written = Written(form())
    written.write(1, Said(["Drøftet."], [typed.removeprefix("Opgaver: ")], [typed]))
    made = read(written)
    item = meeting(made).agenda[0]
    assert (item.minutes, item.decisions, item.tasks) == ("Drøftet.", (), ())
    assert (made.account.complete, made.unsure) == (True, ())


def test_what_the_head_leaves_empty_is_told_and_what_it_says_is_kept() -> None:
    written = Written(form())
    written.retype("Leder (Åby Kommune)", "")
    written.fill_in("Form:", "aftales fra gang til gang")
    written.write(1, Said(["Drøftet."]))
    made = read(written)
    assert [entry.problem.code for entry in made.unsure] == ["minutes-no-attendance"]
    assert meeting(made).facts.form == "aftales fra gang til gang"


def test_labels_that_came_to_be_text_are_read_as_the_fields_they_were() -> None:
    written = Written(form())
    label = "Opgave (hvem · hvad · frist):"
    task = f"{label} Ida · finder en dato · 1. marts"
    written.write(1, Said(["Drøftet.", "Beslutning: Godkendt.", task, "Beslutning:", label]))
    written.forget_styles()
    made = read(written)
    item = meeting(made).agenda[0]
    assert (item.minutes, item.decisions) == ("Drøftet.", ("Godkendt.",))
    assert [(t.who, t.what, t.due) for t in item.tasks] == [("Ida", "finder en dato", "1. marts")]
    assert (made.account.complete, made.unsure) == (True, ())


def test_a_task_in_a_sentence_is_read_as_in_other_minutes() -> None:
    written = Written(form())
    written.write(1, Said(tasks=["Ida sender et udkast senest 1. marts."]))
    (task,) = meeting(read(written)).agenda[0].tasks
    assert (task.who, task.what) == ("Ida", "sender et udkast senest 1. marts")
    assert task.due == "senest 1. marts"


@pytest.mark.parametrize(
    ("typed", "who", "what"),
    [
        ("Ida sender et udkast – også til KL", "Ida", "sender et udkast – også til KL"),
        ("Ida: Sender et udkast", "Ida", "Sender et udkast"),
        ("Sekretariatet – sender et udkast", "Sekretariatet", "sender et udkast"),
    ],
)
def test_a_dash_parts_only_what_is_no_sentence(typed: str, who: str, what: str) -> None:
    written = Written(form())
    written.write(1, Said(tasks=[typed]))
    (task,) = meeting(read(written)).agenda[0].tasks
    assert (task.who, task.what) == (who, what)


def test_where_no_field_is_used_the_words_are_looked_at() -> None:
    written = Written(form())
    written.write(1, Said(["Dagsordenen blev godkendt.", "Ida sender et udkast senest 1. marts."]))
    item = meeting(read(written)).agenda[0]
    assert item.decisions == ("Dagsordenen blev godkendt.",)
    assert [task.who for task in item.tasks] == ["Ida"]


def test_what_the_agenda_itself_says_changes_nothing() -> None:
    written = Written(form())
    written.write(1, Said(["Velkommen."]))
    made = meeting(read(written))
    assert not made.next_meetings
    assert not any(item.tasks or item.decisions or item.entries for item in made.agenda)
