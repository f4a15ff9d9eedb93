"""What makes one paragraph another, marked as a person would mark it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.hearing.comparing.changes import paragraph_changes
from reportgen.hearing.redline_plan import DeletedText, InsertedText, KeptText, Signature
from reportgen.report.wording.text import Line, Run

BY = Signature("Åby Kommune", "2024-11-16T00:00:00")
"""Who signs, and when."""

_CHARACTERS = st.text(st.sampled_from("abc æ.,!\t12"), max_size=12)
_LINES = st.lists(
    st.builds(
        Run, _CHARACTERS, st.booleans(), st.booleans(), st.sampled_from(["", "https://x.dk"])
    ),
    max_size=4,
).map(lambda runs: Line(tuple(run for run in runs if run.text)))


def plain_line(text: str) -> Line:
    return Line((Run(text),))


@given(_LINES, _LINES)
# A change that runs on over the end of a sentence.
@example(plain_line("og : e-mail. 1.500 , er én *kursiv*:"), plain_line(", ( *kursiv*: 12:30"))
def test_what_stays_and_goes_is_the_old_line_and_what_stays_and_comes_the_new(
    now: Line, wanted: Line
) -> None:
    made = paragraph_changes(now, wanted, BY) or (KeptText(now.plain),)
    old = "".join(s.text for s in made if isinstance(s, KeptText | DeletedText))
    new = "".join(
        s.text if isinstance(s, KeptText) else "".join(run.text for run in s.runs)
        for s in made
        if isinstance(s, KeptText | InsertedText)
    )
    assert (old, new) == (now.plain, wanted.plain)


def marked(old: str, new: str) -> str:
    """The change as on paper; it is planned from the new line back to the old."""
    return "".join(
        s.text
        if isinstance(s, KeptText)
        else f"[{s.text}]"
        if isinstance(s, DeletedText)
        else "{" + "".join(run.text for run in s.runs) + "}"
        for s in paragraph_changes(Line((Run(new),)), Line((Run(old),)), BY)
        if isinstance(s, KeptText | DeletedText | InsertedText)
    )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Det er svært i dag.", "Det er nemt i dag.", "Det er {svært}[nemt] i dag."),
        ("Dato\t15. november 2022", "Dato\t1. maj 2023", "Dato\t{15. november 2022}[1. maj 2023]"),
        (
            "Netværket mødtes to gange. Alle kom.",
            "Der blev holdt et seminar om psykiatri. Alle kom.",
            "{Netværket mødtes to gange. }[Der blev holdt et seminar om psykiatri. ]Alle kom.",
        ),
    ],
)
def test_a_change_is_marked_as_a_person_would_mark_it(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown
