"""The rules of the fold, one by one."""

import pytest

from reportgen.problems import Location
from reportgen.report.folding.fold import fold
from reportgen.report.model import Fate
from tests.report.builders import TEXT, base, block, codes, folded, meeting, order, point

NEW = "Kommunerne mangler fortsat tilbud til unge med autisme."


def test_a_wording_takes_the_place_of_the_old_one_and_both_sources_stand() -> None:
    report = folded(base("U1"), {"id": "U1", "art": "præciser", "før": TEXT, "tekst": NEW})
    assert block(report, "U1").text == NEW
    assert [step.text for step in block(report, "U1").steps] == [TEXT, NEW]
    assert report.fates == {"2022-11-11/3/1": Fate.FOLDED}
    assert codes(report) == []


def test_an_input_without_a_wording_waits_and_leaves_the_point_as_it_is() -> None:
    report = folded(base("U1"), {"id": "U1", "art": "præciser", "input": "Det skal uddybes"})
    (pending,) = report.pending
    assert (pending.id, pending.section, pending.block) == ("2022-11-11/3/1", "3.6", "U1")
    assert pending.input == "Det skal uddybes"
    assert not pending.touched
    assert block(report, "U1").text == TEXT


def test_a_wording_of_nothing_but_blanks_is_no_wording() -> None:
    report = folded(base("U1"), {"id": "U1", "art": "erstat", "tekst": " \n "})
    assert report.fates["2022-11-11/3/1"] is Fate.PENDING


def test_the_line_break_at_the_end_of_a_yaml_block_or_a_cell_is_no_change() -> None:
    report = folded(
        base(point("U1", TEXT + "\n")),
        {"id": "U1", "art": "erstat", "før": TEXT + "\n", "tekst": NEW + "\n"},
    )
    assert block(report, "U1").text == NEW


def test_a_heading_is_set_while_the_text_still_waits() -> None:
    entry = {"id": "U1", "art": "præciser", "overskrift": "Ny", "input": "Teksten uddybes"}
    report = folded(base("U1"), entry)
    assert block(report, "U1").heading == "Ny"
    assert block(report, "U1").steps[-1].ref == "2022-11-11/3/1"
    assert report.fates["2022-11-11/3/1"] is Fate.PENDING


# Which block is meant


def test_pind_counts_in_the_draft_as_it_was_before_the_meeting() -> None:
    report = folded(
        base("U1", "U2", "U3"),
        {"afsnit": "3.6", "id": "U4", "art": "tilføj", "overskrift": "Ny", "tekst": "x",
         "efter": "3.6"},
        {"id": "U1", "art": "fjern"},
        {"id": "U3", "art": "flyt", "efter": "3.6"},
        {"afsnit": "3.6", "pind": 2, "art": "erstat", "tekst": "Den anden."},
    )  # fmt: skip
    assert order(report, "3.6") == ["U3", "U4", "U2"]
    assert block(report, "U2").text == "Den anden."


def test_pind_counts_what_the_meeting_before_has_added() -> None:
    first = meeting(
        "2022-03-03",
        {"afsnit": "3.6", "id": "U2", "art": "tilføj", "overskrift": "Ny", "tekst": "x",
         "efter": "3.6"},
    )  # fmt: skip
    second = meeting("2022-11-11", {"afsnit": "3.6", "pind": 1, "art": "erstat", "tekst": "Ny."})
    assert block(fold(base("U1"), [*first, *second]), "U2").text == "Ny."


def test_pind_counts_paragraphs_where_the_section_is_prose() -> None:
    report = folded(
        base(prose=(("3.1", "Første."), ("3.1", "Andet."))),
        {"afsnit": "3.1", "pind": 2, "art": "erstat", "tekst": "Nyt andet."},
    )
    assert [paragraph.text for paragraph in report.prose("3.1")] == ["Første.", "Nyt andet."]


def test_an_id_rules_over_pind() -> None:
    report = folded(base("U1", "U2"), {"id": "U2", "pind": 1, "art": "erstat", "tekst": NEW})
    assert block(report, "U2").text == NEW
    assert codes(report) == []


def test_the_block_an_entry_means_is_told_with_the_wording_the_meeting_found() -> None:
    report = folded(
        base("U1"),
        {"id": "U1", "art": "erstat", "før": TEXT, "tekst": NEW},
        {"afsnit": "3.6", "pind": 1, "art": "præciser", "input": "Uddybes"},
    )
    assert report.meant["2022-11-11/3/2"] == ("U1", TEXT, "Overskrift U1")


def test_pind_in_a_section_without_points_waits_on_the_section() -> None:
    report = folded(base(), {"afsnit": "3.6", "pind": 1, "art": "præciser", "input": "Uddybes"})
    assert [(p.section, p.block) for p in report.pending] == [("3.6", None)]


def test_an_input_that_names_no_point_waits_on_its_section_with_a_warning() -> None:
    report = folded(base("U1"), {"afsnit": "3.6", "art": "præciser", "input": "Uddybes"})
    assert [(p.section, p.block) for p in report.pending] == [("3.6", None)]
    assert codes(report) == ["point-not-named"]


def test_prose_before_the_points_of_a_section_is_changed_by_its_id() -> None:
    start = base("U1", prose=(("3.6", "Indledning."),))
    report = folded(start, {"id": "3.6/1", "art": "erstat", "tekst": "Ny indledning."})
    assert [paragraph.text for paragraph in report.prose("3.6")] == ["Ny indledning."]
    assert order(report, "3.6") == ["U1"]


def test_prose_of_an_appendix_is_a_block_as_any_other() -> None:
    start = base(prose=(("Bilag 1", "Kilder."),))
    report = folded(start, {"id": "Bilag 1/1", "art": "erstat", "tekst": "Alle kilder."})
    assert [paragraph.text for paragraph in report.prose("Bilag 1")] == ["Alle kilder."]


# Adding


def test_a_new_point_stands_last_unless_it_says_after_which() -> None:
    report = folded(
        base("U1", "U2"),
        {"afsnit": "3.6", "id": "U3", "art": "tilføj", "overskrift": "a", "tekst": "a"},
        {"afsnit": "3.6", "id": "U4", "art": "tilføj", "overskrift": "b", "tekst": "b",
         "efter": "U1"},
        {"afsnit": "3.6", "id": "U5", "art": "tilføj", "overskrift": "c", "tekst": "c",
         "efter": "3.6"},
    )  # fmt: skip
    assert order(report, "3.6") == ["U5", "U1", "U4", "U2", "U3"]


def test_a_new_point_without_an_id_gets_one_that_nothing_has_ever_had() -> None:
    start = base("U1", reserved=frozenset({"U7"}))
    later = {"afsnit": "3.6", "id": "U9", "art": "tilføj", "overskrift": "b", "tekst": "b"}
    report = folded(
        start, {"afsnit": "3.6", "art": "tilføj", "overskrift": "a", "tekst": "a"}, later
    )
    assert order(report, "3.6") == ["U1", "U10", "U9"]
    assert report.meant["2022-11-11/3/1"] == ("U10", "", "")


def test_a_point_that_was_asked_for_is_worded_later_in_its_own_place() -> None:
    asked = meeting(
        "2022-03-03",
        {"afsnit": "3.6", "id": "U3", "art": "tilføj", "input": "Noget om ventetid",
         "efter": "U1"},
    )  # fmt: skip
    worded = meeting(
        "2022-11-11",
        {"afsnit": "3.6", "id": "U3", "art": "tilføj", "overskrift": "Ventetid", "tekst": "Lang."},
    )
    report = fold(base("U1", "U2"), [*asked, *worded])
    assert order(report, "3.6") == ["U1", "U3", "U2"]
    assert (block(report, "U3").heading, block(report, "U3").text) == ("Ventetid", "Lang.")
    assert not block(report, "U3").waiting
    assert [(p.id, p.touched) for p in report.pending] == [("2022-03-03/3/1", True)]


def test_a_new_paragraph_of_prose_gets_the_next_number() -> None:
    start = base(prose=(("3.1", "Første."),))
    report = folded(start, {"afsnit": "3.1", "art": "tilføj", "tekst": "Andet."})
    assert [paragraph.id for paragraph in report.prose("3.1")] == ["3.1/1", "3.1/2"]


# Wordings that meet


def test_changes_of_different_words_are_joined() -> None:
    report = folded(
        base("U1"),
        {"id": "U1", "art": "præciser", "før": TEXT, "tekst": NEW},
        {"id": "U1", "art": "præciser", "før": TEXT, "tekst": TEXT.replace("autisme", "ADHD")},
    )
    assert block(report, "U1").text == NEW.replace("autisme", "ADHD")


@pytest.mark.parametrize("before", [{"før": TEXT}, {}])
def test_two_wordings_of_one_meeting_never_overwrite_each_other(before: dict[str, str]) -> None:
    report = folded(
        base("U1"),
        {"id": "U1", "art": "erstat", **before, "tekst": "Det ene."},
        {"id": "U1", "art": "erstat", **before, "tekst": "Det andet."},
    )
    assert block(report, "U1").text == "Det ene."
    (problem,) = report.problems
    assert problem.code == "change-conflict"
    assert problem.location == Location("2022-11-11.yaml", line=12, item="3")
    assert problem.values["stands"] == "Det ene."
    assert problem.values["wanted"] == "Det andet."
    assert problem.values["before"] == TEXT
    assert report.fates["2022-11-11/3/2"] is Fate.FAULT


def test_a_heading_is_merged_as_a_text_is() -> None:
    report = folded(
        base("U1"),
        {"id": "U1", "art": "erstat", "overskrift": "Ny", "før_overskrift": "Noget helt andet"},
    )
    assert codes(report) == ["change-conflict"]
    assert block(report, "U1").heading == "Overskrift U1"


def test_a_later_meeting_that_says_nothing_of_before_rewords_what_it_found() -> None:
    first = meeting("2022-03-03", {"id": "U1", "art": "erstat", "tekst": "Det ene."})
    second = meeting("2022-11-11", {"id": "U1", "art": "erstat", "tekst": "Det andet."})
    assert block(fold(base("U1"), [*first, *second]), "U1").text == "Det andet."


# Taking out and moving


def test_what_is_taken_out_keeps_its_history_and_its_id() -> None:
    report = folded(base("U1", "U2"), {"id": "U1", "art": "fjern", "før": TEXT})
    assert order(report, "3.6") == ["U2"]
    assert [gone.id for gone in report.removed] == ["U1"]
    assert [step.ref for step in block(report, "U1").steps] == ["", "2022-11-11/3/1"]


def test_a_point_is_moved_behind_another_or_to_the_front() -> None:
    start = base("U1", "U2", "U3")
    assert order(folded(start, {"id": "U1", "art": "flyt", "efter": "U3"}), "3.6") == [
        "U2", "U3", "U1",
    ]  # fmt: skip
    assert order(folded(start, {"id": "U3", "art": "flyt", "efter": "3.6"}), "3.6") == [
        "U3", "U1", "U2",
    ]  # fmt: skip


# Closing


ASKED = {"id": "U1", "art": "præciser", "input": "Uddybes"}


def test_a_rewording_touches_what_waits_on_the_point_and_closes_nothing() -> None:
    report = folded(base("U1"), ASKED, {"id": "U1", "art": "erstat", "tekst": NEW})
    assert [(p.id, p.touched) for p in report.pending] == [("2022-11-11/3/1", True)]


def test_an_input_that_came_after_the_rewording_is_not_touched() -> None:
    report = folded(base("U1"), {"id": "U1", "art": "erstat", "tekst": NEW}, ASKED)
    assert [p.touched for p in report.pending] == [False]


def test_a_new_status_alone_touches_nothing() -> None:
    report = folded(base("U1"), ASKED, {"id": "U1", "art": "præciser", "status": "afsluttet"})
    assert [p.touched for p in report.pending] == [False]


def test_what_waits_on_a_point_that_is_taken_out_is_asked_of_its_section() -> None:
    report = folded(base("U1"), ASKED, {"id": "U1", "art": "fjern"})
    assert [(p.section, p.block, p.touched) for p in report.pending] == [("3.6", None, True)]


def test_an_entry_closes_the_inputs_it_names() -> None:
    closing = {"id": "U1", "art": "erstat", "tekst": NEW, "lukker": ["2022-11-11/3/1"]}
    report = folded(base("U1"), ASKED, closing)
    assert report.pending == ()
    assert report.fates == {"2022-11-11/3/1": Fate.CLOSED, "2022-11-11/3/2": Fate.FOLDED}


def test_a_record_that_only_closes_is_itself_not_open() -> None:
    report = folded(
        base("U1"), ASKED, {"id": "U1", "art": "bemærkning", "lukker": ["2022-11-11/3/1"]}
    )
    assert report.pending == ()


def test_closing_what_is_worded_by_now_is_no_fault() -> None:
    report = folded(
        base("U1"),
        {**ASKED, "tekst": NEW},
        {"id": "U1", "art": "bemærkning", "svar": "Opfyldt", "lukker": ["2022-11-11/3/1"]},
    )
    assert codes(report) == []
    assert report.fates["2022-11-11/3/1"] is Fate.FOLDED


def test_closing_a_point_that_was_asked_for_takes_its_empty_place_away() -> None:
    report = folded(
        base("U1"),
        {"afsnit": "3.6", "id": "U2", "art": "tilføj", "input": "Noget om ventetid"},
        {"afsnit": "3.6", "art": "bemærkning", "svar": "Nej", "lukker": ["2022-11-11/3/1"]},
    )
    assert order(report, "3.6") == ["U1"]
    assert report.pending == ()


def test_a_remark_waits_until_it_is_answered() -> None:
    asked = {"art": "bemærkning", "input": "Rapporten er for lang"}
    report = folded(base("U1"), asked, {**asked, "svar": "Den er kortet"})
    assert list(report.fates.values()) == [Fate.PENDING, Fate.ANSWERED]
    assert [(p.section, p.block) for p in report.pending] == [(None, None)]


def test_a_change_that_fails_closes_nothing_and_hides_none_after_it() -> None:
    report = folded(
        base("U1"),
        ASKED,
        {"id": "U7", "art": "erstat", "tekst": "x", "lukker": ["2022-11-11/3/1"]},
        {"id": "U1", "art": "erstat", "tekst": NEW},
    )
    assert list(report.fates.values()) == [Fate.PENDING, Fate.FAULT, Fate.FOLDED]
    assert block(report, "U1").text == NEW
