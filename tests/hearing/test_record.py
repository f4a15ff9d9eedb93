"""The record of a merge: what it holds comes back whole, and merging goes on from it."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.hearing import record
from reportgen.hearing.base import prepare
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseBlock, DocumentObject, Fact, FactKind, ObjectKind
from reportgen.hearing.record import (
    EarlierVersion,
    FileFindings,
    MergeRecord,
    from_json,
    key_of,
    to_json,
)
from reportgen.hearing.responses import SetAside
from reportgen.hearing.result import Merged
from reportgen.problems import Location, Problem
from reportgen.report.ids import Anchor
from tests.hearing.documents import ORDER
from tests.hearing.editing import SEEDS, hearing

ASIDE = Problem("received-other-version", Location("svar.docx"), {"version": "v01", "sent": "v02"})


def recorded(seed: int, answers: int) -> MergeRecord:
    """The record of a made-up round that so many have answered."""
    sent = hearing(seed)
    return MergeRecord(
        key="nøgle",
        receipts=("a", "b"),
        paragraphs=sent.base.paragraphs,
        remarks=sent.base.remarks,
        files=(
            FileFindings(1, ORDER[0], problems=(Problem("received-carried", Location("a.docx")),)),
            FileFindings(
                2,
                set_aside=SetAside("forside-fil-ab12", "b.docx", ASIDE, ORDER[1]),
                earlier=EarlierVersion("v01", "fold"),
            ),
        ),
        merged=merge(sent.base, sent.returned[:answers], ORDER),
        objects=(DocumentObject(ObjectKind.CHART, (Fact(FactKind.VALUE, "12", "1/1"),), 3),),
    )


@given(SEEDS)
def test_what_was_found_comes_back_whole(seed: int) -> None:
    made = recorded(seed, len(ORDER))
    read = from_json(to_json(made))
    assert read == made
    anchors = [anchor for para in read.paragraphs for anchor in para.anchors]
    assert all(isinstance(anchor, Anchor) for anchor in anchors)
    assert any(anchor.block for anchor in anchors)


@given(SEEDS, st.integers(0, len(ORDER)))
def test_merging_on_from_a_record_gives_what_merging_at_once_does(seed: int, first: int) -> None:
    sent = hearing(seed)
    prepared = prepare(sent.base)
    kept = from_json(to_json(recorded(seed, first))).merged
    on = merge(prepared, sent.returned[first:], ORDER, kept.conflicts, kept)
    assert on == merge(prepared, sent.returned, ORDER, kept.conflicts)


@given(SEEDS)
def test_merging_on_with_nothing_new_changes_nothing(seed: int) -> None:
    sent = hearing(seed)
    merged = merge(sent.base, sent.returned, ORDER)
    assert merge(sent.base, (), ORDER, merged.conflicts, merged) == merged


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"[1,2,3,4,5,6]", b"\xff", b'["k",["a"],[],[],[],[[]]]']
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        from_json(data)


def test_a_problem_with_a_value_that_json_cannot_say_is_not_recorded() -> None:
    odd = FileFindings(1, problems=(Problem("received-carried", values={"version": b"v01"}),))
    with pytest.raises(TypeError):
        to_json(MergeRecord("", (), (), (), (odd,), Merged()))


def test_a_record_goes_on_with_the_receipts_it_was_made_of_and_those_after() -> None:
    made = recorded(1, 1)
    assert made.opens(("a", "b"))
    assert made.opens(("a", "b", "c"))
    assert not made.opens(("a",))
    assert not made.opens(("b", "a"))
    assert not made.opens(("a", "x", "b"))


def test_the_key_tells_everything_that_a_record_depends_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    block = BaseBlock("U1", "3.6", "Det er svært.")
    of = ("boern-og-unge", 2022, 1, "v02", "digest")
    keys = [
        key_of(of, [block], ["3.1"], ORDER),
        key_of((*of[:-1], "another"), [block], ["3.1"], ORDER),
        key_of(of, [BaseBlock("U1", "3.6", "Det er let.")], ["3.1"], ORDER),
        key_of(of, [block], ["1.1", "3.1"], ORDER),
        key_of(of, [block], ["3.1"], ORDER[::-1]),
    ]
    for name in ("FORMAT", "FINDINGS", "__version__"):
        monkeypatch.setattr(record, name, "99")
        keys.append(key_of(of, [block], ["3.1"], ORDER))
    assert len(set(keys)) == len(keys)


DIGEST = "bf312cf851b35184"


def test_records_that_say_anything_else_have_another_version() -> None:
    """Where this fails, `FINDINGS` goes up by one (`FORMAT`, where a class has other fields)."""
    made = b"".join(to_json(recorded(seed, len(ORDER))) for seed in range(1, 6))
    assert (record.FORMAT, record.FINDINGS, sha256(made).hexdigest()[:16]) == (2, 2, DIGEST)
