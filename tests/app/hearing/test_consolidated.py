"""All answers in one document, and the way back from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.app.generate import generate
from reportgen.app.hearing.collecting import consolidate
from reportgen.app.hearing.reading import as_before_saving, base_document
from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.consolidated.decided import FromDocument, decisions_from_document
from reportgen.hearing.consolidated.plan import only_told
from reportgen.hearing.decisions.apply import apply_rulings
from reportgen.hearing.decisions.rulings import Outcome, Ruling, rows, variants
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import Author, BaseDocument, Remark
from reportgen.hearing.result import EditKind, Merged, Part
from reportgen.workspace import versions
from tests.app.hearing.documents import sent, views
from tests.editors.libreoffice import LibreOffice
from tests.editors.word import WordCopy, text
from tests.hearing.documents import ORDER, REPORT, Copy, para
from tests.hearing.editing import SEEDS, hearing, rows_of
from tests.programs import findings, needs_validator
from tests.word.redline_plans import only, read, settled, with_all_accepted
from tests.workspaces import SmallYear

SECRETARIAT = "Sekretariatet"
TEMPLATE_TEXT = ("Afsnittet bygger på referaterne.", "Kilde", "")


BAEK, OEST = "Bæk Kommune", "Region Øst"
NETWORK = ("Åby Kommune", BAEK, OEST)


def remarked(merged: Merged, party: str) -> bool:
    """Whether some of a party's edits are remarks about the report's own blocks."""
    return any(
        edit.part is Part.FIXED and (edit.block or edit.candidates or not edit.before)
        for edit in merged.edits
        if party in edit.parties
    )


def own_text(data: bytes) -> dict[str, list[str]]:
    """What a reader sees in each section of a Word file, the template's text aside."""
    section = ""
    found: dict[str, list[str]] = {}
    for each in read(data).document.paragraphs:
        named = [anchor[1:] for anchor in each.anchors if anchor.startswith("§")]
        if named:
            section = named[0]
        elif section and not each.cell and each.plain.partition(":")[0] not in TEMPLATE_TEXT:
            found.setdefault(section, []).append(each.plain)
    return found


@given(SEEDS)
def test_accepting_what_names_a_party_and_rejecting_the_rest_gives_its_text(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    for answer in made.answers:
        party = answer.returned.party
        if not remarked(merged, party):
            assert own_text(settled(together, party)) == answer.reads


def rows_in(data: bytes) -> list[tuple[str, ...]]:
    """What each row of the table in a Word file says."""
    return rows_of(read(data).document.paragraphs)


@given(SEEDS)
def test_accepting_what_names_a_party_gives_its_table(seed: int) -> None:
    made = hearing(seed, steps=6, in_tables=4)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    sorted_by = {comment.party for comment in merged.comments if "Rækkefølgen" in comment.text}
    for answer in made.answers:
        party = answer.returned.party
        found = rows_in(settled(together, party))
        assert sorted(found) == sorted(answer.rows)
        assert found == answer.rows or party in sorted_by
    assert rows_in(settled(together, None)) == rows_of(base.paragraphs)


@given(SEEDS)
def test_rejecting_everything_gives_what_was_sent_out(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    rejected = read(settled(together, None)).document.paragraphs
    assert [each.line for each in rejected] == [each.line for each in base.paragraphs]


def decidable(base: BaseDocument, merged: Merged) -> set[str]:
    """Rows that can be decided by accepting and rejecting."""
    told = only_told(prepare(base), merged)
    sides = {row: side.edits for c in merged.conflicts for row, side in variants(merged, c.id)}
    said = {comment.id for comment in merged.comments}
    return {
        row for row in rows(merged) if row not in said and not told & {row, *sides.get(row, ())}
    }


@given(SEEDS)
def test_a_document_with_all_changes_rejected_says_no_to_everything(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    found = decisions_from_document(prepare(base), merged, *views(read(settled(together, None))))
    outcomes = {id_: typed.outcome for id_, typed in found.decisions.items()}
    assert outcomes == dict.fromkeys(decidable(base, merged), Outcome.NO)
    assert not found.own


@given(SEEDS)
def test_a_document_nobody_has_worked_in_decides_nothing(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    found = decisions_from_document(prepare(base), merged, *views(read(together)))
    assert not found.decisions
    assert not found.own


@given(SEEDS)
def test_accepting_one_party_and_rejecting_the_rest_is_told_from_the_document(seed: int) -> None:
    made = hearing(seed)
    data, base = sent(made.base)
    merged = merge(base, made.returned, ORDER)
    together = consolidate(data, prepare(base), merged, ORDER, SECRETARIAT)
    can = decidable(base, merged)
    moved = {edit.block for edit in merged.edits if edit.kind is EditKind.MOVE}
    for party in ORDER:
        if remarked(merged, party):
            continue
        found = decisions_from_document(
            prepare(base), merged, *views(read(settled(together, party)))
        )
        for edit in merged.edits:
            if edit.id in can and (edit.block not in moved or edit.id in found.decisions):
                wanted = Outcome.YES if party in edit.parties else Outcome.NO
                assert found.decisions[edit.id].outcome is wanted, edit
        for conflict in merged.conflicts:
            for row, side in variants(merged, conflict.id):
                if row not in can or (conflict.block in moved and row not in found.decisions):
                    continue
                wanted = Outcome.YES if party in side.parties else Outcome.NO
                assert found.decisions[row].outcome is wanted, conflict


@dataclass(frozen=True)
class Round:
    """A version that was sent out, and what two members made of it in LibreOffice."""

    base: bytes
    prepared: Prepared
    merged: Merged
    copies: dict[str, bytes]
    together: bytes

    def decisions(self, data: bytes) -> FromDocument:
        return decisions_from_document(self.prepared, self.merged, *views(read(data)))


def lines(data: bytes) -> list[str]:
    return [each.plain for each in read(data).document.paragraphs if each.plain.strip()]


@pytest.fixture
def edited_round(small: SmallYear, libreoffice: LibreOffice) -> Round:
    version = generate(small.year, dt.date(2024, 11, 15))
    data = version.path.read_bytes()
    record = versions.latest(small.year)
    assert record is not None
    prepared = prepare(base_document(record, data, ("1.1", "3.1")))
    copies = {
        BAEK: libreoffice.edit(
            data,
            ("track", True),
            ("replace", "Det er svært at dække natten.", "Det er umuligt at dække natten."),
            ("add_paragraph_after", "Netværket mødtes én gang.", "Mødet var langt & godt."),
            ("comment", "mødtes én gang", BAEK, "Var det ikke to?"),
        ),
        OEST: libreoffice.edit(
            data,
            ("replace", "Det er svært", "Det er meget vanskeligt"),
            ("delete_paragraph", "et andet"),
        ),
    }
    saved = {party: as_before_saving(read(data), read(copy))[0] for party, copy in copies.items()}
    answers = [replace(copy.document, party=party) for party, copy in saved.items()]
    merged = merge(prepared, answers, NETWORK)
    together = consolidate(data, prepared, merged, NETWORK, SECRETARIAT)
    return Round(data, prepared, merged, copies, together)


@needs_validator
def test_what_members_did_in_libreoffice_makes_a_sound_document(
    edited_round: Round, tmp_path: Path
) -> None:
    assert edited_round.merged.conflicts
    path = tmp_path / "samlet.docx"
    path.write_bytes(edited_round.together)
    assert not findings(path)


def test_libreoffice_itself_accepts_a_party_and_rejects_the_rest(
    edited_round: Round, libreoffice: LibreOffice
) -> None:
    for party, copy in edited_round.copies.items():
        accepted = libreoffice.edit(only(edited_round.together, party), ("accept_all",))
        assert lines(accepted) == lines(copy)
    rejected = libreoffice.edit(edited_round.together, ("reject_all",))
    assert lines(rejected) == lines(edited_round.base)


def test_decisions_are_told_from_what_libreoffice_saved(
    edited_round: Round, libreoffice: LibreOffice
) -> None:
    merged = edited_round.merged
    rejected = edited_round.decisions(libreoffice.edit(edited_round.together, ("reject_all",)))
    assert {typed.outcome for typed in rejected.decisions.values()} == {Outcome.NO}
    accepted = libreoffice.edit(only(edited_round.together, OEST), ("accept_all",))
    decided = edited_round.decisions(accepted).decisions
    (conflict,) = merged.conflicts
    sides = {s.parties: decided[row].outcome for row, s in variants(merged, conflict.id)}
    assert sides == {(BAEK,): Outcome.NO, (OEST,): Outcome.YES}
    assert not edited_round.decisions(libreoffice.edit(edited_round.together)).decisions


def test_a_third_wording_is_the_secretariats_own(
    edited_round: Round, libreoffice: LibreOffice
) -> None:
    merged = edited_round.merged
    made = libreoffice.edit(
        edited_round.together,
        ("reject_all",),
        ("track", False),
        ("replace", "Det er svært", "Det kan være svært"),
        ("replace", "Netværket mødtes", "Netværkets medlemmer mødtes"),
    )
    found = edited_round.decisions(made)
    (conflict,) = merged.conflicts
    partly = [t for t in found.decisions.values() if t.outcome is Outcome.PARTLY]
    assert [typed.text for typed in partly] == ["Det kan være svært at dække natten."]
    assert {row for row, t in found.decisions.items() if t in partly} <= {
        row for row, _ in variants(merged, conflict.id)
    }
    assert [edit.block for edit in found.own] == ["3.1/1"]


def test_comments_and_conflicts_stand_in_the_margin(edited_round: Round) -> None:
    remarks = read(edited_round.together).document.remarks
    said = {remark.author.name: remark for remark in remarks}
    assert said[BAEK].text == "Var det ikke to?"
    assert said[BAEK].quoted == "Netværket mødtes én gang."
    assert "kan ikke alle følges" in said[SECRETARIAT].text
    assert all(f"/{side}" in said[SECRETARIAT].text for side in (1, 2))


def test_the_same_answers_give_the_same_bytes(edited_round: Round) -> None:
    again = consolidate(
        edited_round.base, edited_round.prepared, edited_round.merged, NETWORK, SECRETARIAT
    )
    assert again == edited_round.together


def test_a_moved_and_edited_block_is_put_in_anew_and_says_where_from() -> None:
    data, base = sent(REPORT)
    prepared = prepare(base)
    mover = Copy(base, ORDER[0]).move_block("U1", "U3#m").replace("U1#h", "Diagnoser", "Diagnose")
    other = Copy(base, ORDER[1]).replace("U1#t1", "unge", "helt unge")
    merged = merge(prepared, [mover.returned(), other.returned()], ORDER)
    together = consolidate(data, prepared, merged, ORDER, SECRETARIAT)
    for copy in (mover, other):
        reads = [each.plain for each in copy.paras if each.plain]
        assert lines(settled(together, copy.party)) == reads
    remarks = read(together).document.remarks
    assert "Flyttet hertil fra sin plads i 3.6 (U1)." in {remark.text for remark in remarks}


def test_a_thread_keeps_its_answers() -> None:
    data, base = sent(REPORT)
    prepared = prepare(base)
    at = Copy(base, ORDER[0]).at("U2#t1")
    leader = Author("Leder", "2022-11-20T10:00:00")
    remarks = (
        Remark("1", leader, "Hvorfor?", at, "udsving"),
        Remark("2", leader, "Altså hvornår?", at, "udsving", reply_to="1"),
    )
    answer = replace(Copy(base, ORDER[0]).returned(), remarks=remarks)
    merged = merge(prepared, [answer], ORDER)
    found = read(consolidate(data, prepared, merged, ORDER, SECRETARIAT)).document.remarks
    assert [(r.text, r.quoted, r.reply_to) for r in found] == [
        ("Hvorfor?", "udsving", None),
        ("Altså hvornår?", "udsving", found[0].key),
    ]


def in_order(base: BaseDocument, party: str, names: Sequence[str]) -> Copy:
    """A copy with new points of these headings after U2, and one after U3."""
    made = Copy(base, party)
    for name in reversed(names):
        made.insert_after("U2#m", para(name, "Punkt"), para(f"Om {name}.", "Punkttekst"))
    return made


@given(st.lists(st.permutations("abcd"), min_size=3, max_size=3), st.lists(st.integers(0, 4)))
def test_parties_that_add_the_same_points_in_other_orders_each_keep_theirs(
    orders: list[list[str]], few: list[int]
) -> None:
    data, base = sent(REPORT)
    prepared = prepare(base)
    sizes = [*few, 4, 4, 4]
    copies = [
        in_order(base, party, order[:size])
        for party, order, size in zip(ORDER, orders, sizes, strict=False)
    ]
    merged = merge(prepared, [copy.returned() for copy in copies], ORDER)
    together = consolidate(data, prepared, merged, ORDER, SECRETARIAT)
    for copy in copies:
        settled_ = settled(together, copy.party)
        assert lines(settled_) == [each.plain for each in copy.paras if each.plain.strip()]
        found = decisions_from_document(prepared, merged, *views(read(settled_)))
        assert not found.own
        accepted = [e.heading for e in found.in_order(merged.edits) if e.id in found.added]
        assert accepted == [each.plain for each in copy.paras if each.style == "Punkt"][2:-2]
    assert lines(settled(together, None)) == lines(data)


def test_what_stands_twice_for_the_sake_of_its_order_says_so_and_is_added_once() -> None:
    data, base = sent(REPORT)
    prepared = prepare(base)
    copies = [in_order(base, ORDER[0], "ab"), in_order(base, ORDER[1], "ba")]
    merged = merge(prepared, [copy.returned() for copy in copies], ORDER)
    assert merged.counts == {ORDER[0]: 2, ORDER[1]: 2}
    together = consolidate(data, prepared, merged, ORDER, SECRETARIAT)
    (remark,) = read(together).document.remarks
    assert remark.text.startswith("Forslaget står her to gange")
    everything = decisions_from_document(
        prepared, merged, *views(read(with_all_accepted(together)))
    )
    assert [typed.outcome for typed in everything.decisions.values()] == [Outcome.YES] * 2
    assert not everything.own


def reworded(data: bytes, old: str, new: str) -> bytes:
    """The file with words typed over, tracking off, wherever they stand."""
    copy = WordCopy(data, SECRETARIAT)
    copy.tracking = False
    for paragraph in copy.paragraphs():
        at = text(paragraph).find(old)
        if at >= 0:
            copy.replace(paragraph, at, at + len(old), new)
    return copy.save()


def test_an_own_wording_in_a_block_that_was_moved_meets_a_proposal_partly() -> None:
    data, base = sent(REPORT)
    prepared = prepare(base)
    mover = Copy(base, ORDER[0]).move_block("U2", "U3#m").replace("U2#t1", "store", "små")
    other = Copy(base, ORDER[1]).replace("U2#t1", "store", "mange")
    merged = merge(prepared, [mover.returned(), other.returned()], ORDER)
    together = consolidate(data, prepared, merged, ORDER, SECRETARIAT)
    made = reworded(settled(together, ORDER[0]), "små udsving", "nogle få udsving")
    found = decisions_from_document(prepared, merged, *views(read(made)))
    (move,) = (edit for edit in merged.edits if edit.kind is EditKind.MOVE)
    assert found.decisions[move.id].outcome is Outcome.YES
    sides = [typed for id_, typed in found.decisions.items() if id_ != move.id]
    assert {typed.outcome for typed in sides} == {Outcome.PARTLY, Outcome.NO}
    (text_,) = (typed.text for typed in sides if typed.text)
    assert text_ == "Området har nogle få udsving i kvaliteten af tilbud."
    assert not found.own


def added_point(base: BaseDocument) -> Copy:
    return Copy(base, ORDER[0]).insert_after(
        "U2#m",
        para("Plejefamilier mangler", "Punkt"),
        para("Der er for få plejefamilier i alle kommuner.", "Punkttekst"),
    )


@pytest.mark.parametrize(
    ("old", "new", "wording"),
    [
        (
            "Plejefamilier mangler",
            "Mangel på plejefamilier",
            "**Mangel på plejefamilier**\nDer er for få plejefamilier i alle kommuner.",
        ),
        (
            "i alle kommuner",
            "de fleste steder",
            "**Plejefamilier mangler**\nDer er for få plejefamilier de fleste steder.",
        ),
    ],
)
def test_an_added_point_that_was_reworded_keeps_its_heading_and_its_text(
    old: str, new: str, wording: str
) -> None:
    data, base = sent(REPORT)
    prepared = prepare(base)
    merged = merge(prepared, [added_point(base).returned()], ORDER)
    together = consolidate(data, prepared, merged, ORDER, SECRETARIAT)
    made = reworded(settled(together, ORDER[0]), old, new)
    found = decisions_from_document(prepared, merged, *views(read(made)))
    ((id_, typed),) = found.decisions.items()
    assert (typed.outcome, typed.text) == (Outcome.PARTLY, wording)
    assert not found.own
    ruling = Ruling(id_, Outcome.PARTLY, typed.text, by=SECRETARIAT)
    (entry,) = apply_rulings(prepared, merged, {id_: ruling}).entries
    assert f"**{entry.heading}**\n{entry.text}" == wording
