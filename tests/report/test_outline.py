"""Each character keeps its place in the source, however its text is cut and joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.outline import INSERTED, SourceRecorder, TracedText

texts = st.text("abc -\n\u00ad", max_size=12)
spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted).map(tuple))


def _is_true(text: TracedText, source: str) -> bool:
    """Whether each character is the one that stands at its place, or white space for it."""
    return len(text.text) == len(text.offsets) and all(
        offset == INSERTED or source[offset] == char or source[offset].isspace()
        for char, offset in zip(text.text, text.offsets, strict=True)
    )


@given(texts)
def test_trimming_keeps_every_place(source: str) -> None:
    text = TracedText.of(source, 0, len(source))

    assert text.strip().text == source.strip()
    assert _is_true(text.strip(), source)
    assert text.tidy().text == " ".join(source.split())
    assert _is_true(text.tidy(), source)


@given(st.lists(texts), st.sampled_from(["", " ", "\n"]))
def test_joining_inserts_only_what_is_put_between(parts: list[str], between: str) -> None:
    recorder = SourceRecorder()
    joined = TracedText.joined(map(recorder.add, parts), between)

    assert joined.text == between.join(filter(None, parts))
    assert [offset for offset in joined.offsets if offset != INSERTED] == list(
        range(len(recorder.source))
    )


@given(texts, spans)
def test_what_is_split_off_and_what_is_left_is_the_whole(
    source: str, cut: list[tuple[int, int]]
) -> None:
    text = TracedText.of(source, 0, len(source))
    taken = {offset for low, high in cut for offset in text.part(low, high).offsets}

    left = [offset for piece in text.split(cut) for offset in piece.offsets]

    assert left == [offset for offset in text.offsets if offset not in taken]
    assert left == list(text.without(taken).offsets)
