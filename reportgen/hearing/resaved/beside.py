"""What a program drops or turns into something else beside the text, by saving a copy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportgen.hearing.model import DocumentObject, Fact, FactKind, ObjectKind, Returned
from reportgen.hearing.object_captions import caption
from reportgen.hearing.resaved.doing import Doing

_LIBRE_OFFICE = "LibreOffice"
_DROPPED_ALT = frozenset({ObjectKind.CHART, ObjectKind.TABLE})
"""Kinds whose alternative text LibreOffice never saves."""
_LAYOUT = frozenset(
    {ObjectKind.HEADER, ObjectKind.FOOTER, ObjectKind.SECTION, ObjectKind.PAGE_BREAK}
)
_SEVERAL = 2
"""How many must be gone, all of them, for a program to have dropped them."""


def objects_before_saving(
    sent: Returned, came: Returned
) -> tuple[tuple[DocumentObject, ...], Counter[Doing]]:
    """The objects of a copy as they were before a program saved it, and what is undone."""
    if sent.objects == came.objects:
        return came.objects, Counter()
    done: Counter[Doing] = Counter()
    objects = _with_charts(sent, came, done)
    objects = _without_page_numbers(sent.objects, objects, done)
    objects = _with_alternatives(sent.objects, objects, came.program, done)
    return _with_layout(sent.objects, objects, done), done


def _with_charts(
    sent: Returned, came: Returned, done: Counter[Doing]
) -> tuple[DocumentObject, ...]:
    """Charts again where all of them that are left are pictures of themselves."""
    charts = [each for each in sent.objects if each.kind is ObjectKind.CHART]
    old = {each for each in sent.objects if each.kind is ObjectKind.PICTURE}
    pictures = [e for e in came.objects if e.kind is ObjectKind.PICTURE and e not in old]
    if not charts or any(each.kind is ObjectKind.CHART for each in came.objects):
        return came.objects
    by_caption = {text: e for e in charts if (text := caption(sent.paragraphs, e))}
    became = {
        id(picture): chart
        for picture in pictures
        if (chart := by_caption.get(caption(came.paragraphs, picture)))
    }
    if len(pictures) == len(charts):
        became = {id(picture): chart for picture, chart in zip(pictures, charts, strict=True)}
    if len(became) < _SEVERAL and not came.program.startswith(_LIBRE_OFFICE):
        return came.objects
    done.update({Doing.PICTURES: len(became)} if became else {})
    return tuple(
        replace(became[id(each)], paragraph=each.paragraph, authors=each.authors)
        if id(each) in became
        else each
        for each in came.objects
    )


def _without_page_numbers(
    sent: Sequence[DocumentObject], came: Sequence[DocumentObject], done: Counter[Doing]
) -> tuple[DocumentObject, ...]:
    """Headers and footers again in which the numbers of pages are text, and no fields."""
    objects = list(came)
    for kind in (ObjectKind.HEADER, ObjectKind.FOOTER):
        known = {each.text: each.facts for each in sent if each.kind is kind}
        for at, each in enumerate(objects):
            if each.kind is kind and each.text not in known:
                was = next((text for text in known if _is_paged(text, each.text)), None)
                if was is not None:
                    objects[at] = replace(each, facts=known[was])
                    done[Doing.FIELDS] += 1
    return tuple(objects)


def _is_paged(text: str, numbered: str) -> bool:
    """Whether a text is another with page numbers in it.

    >>> _is_paged("Side af", "Side 2 af 12"), _is_paged("Side af", "Side 2 ud af 12")
    (True, False)
    """
    words = (rf"(?:\d{{1,3}}\s*)?{re.escape(word)}\s*" for word in text.split())
    return re.fullmatch(rf"{''.join(words)}(?:\d{{1,3}})?", numbered) is not None


def _with_alternatives(
    sent: Sequence[DocumentObject],
    came: Sequence[DocumentObject],
    program: str,
    done: Counter[Doing],
) -> tuple[DocumentObject, ...]:
    """Alternative texts again where the program saves none."""
    said = {each.fact(FactKind.ALT) for each in sent} - {""}
    kept = any(each.fact(FactKind.ALT) in said for each in came)
    kinds = _DROPPED_ALT if program.startswith(_LIBRE_OFFICE) else frozenset(ObjectKind)
    before = {id(theirs): mine for mine, theirs in _alike(sent, came)}
    lost = [
        each
        for each in came
        if each.kind in kinds
        and not each.fact(FactKind.ALT)
        and (mine := before.get(id(each))) is not None
        and mine.fact(FactKind.ALT)
    ]
    if not program.startswith(_LIBRE_OFFICE) and (kept or len(lost) < _SEVERAL):
        return tuple(came)
    done.update({Doing.ALTERNATIVES: len(lost)} if lost else {})
    again = {id(each): before[id(each)].fact(FactKind.ALT) for each in lost}
    return tuple(
        replace(each, facts=_with_alternative(each.facts, again[id(each)]))
        if id(each) in again
        else each
        for each in came
    )


def _with_alternative(facts: Sequence[Fact], text: str) -> tuple[Fact, ...]:
    """With the alternative text among what an object tells by itself, before its parts."""
    own = [fact for fact in facts if fact.kind is FactKind.TEXT]
    return (*own, Fact(FactKind.ALT, text), *(fact for fact in facts if fact not in own))


def _alike(
    sent: Sequence[DocumentObject], came: Sequence[DocumentObject]
) -> list[tuple[DocumentObject, DocumentObject]]:
    """Objects that are the same but for what is said of them: by what they hold, else in order."""
    pairs: list[tuple[DocumentObject, DocumentObject]] = []
    for kind in ObjectKind:
        mine = [each for each in sent if each.kind is kind]
        theirs = [each for each in came if each.kind is kind]
        if len(mine) == len(theirs):
            pairs += zip(mine, theirs, strict=True)
            continue
        held: dict[tuple[Fact, ...], list[DocumentObject]] = {}
        for each in mine:
            held.setdefault(_held(each), []).append(each)
        for each in theirs:
            if same := held.get(_held(each)):
                pairs.append((same.pop(0), each))
    return pairs


def _held(each: DocumentObject) -> tuple[Fact, ...]:
    said = (FactKind.ALT, FactKind.SIZE)
    return tuple(fact for fact in each.facts if fact.kind not in said)


def _with_layout(
    sent: Sequence[DocumentObject], came: Sequence[DocumentObject], done: Counter[Doing]
) -> tuple[DocumentObject, ...]:
    """Headers, footers and breaks again where all of them are gone."""
    had = [each for each in sent if each.kind in _LAYOUT]
    left = any(each.kind in _LAYOUT - {ObjectKind.SECTION} for each in came)
    if left or len({each.kind for each in had} - {ObjectKind.SECTION}) < _SEVERAL:
        return tuple(came)
    done[Doing.LAYOUT] += len(had)
    return (*(each for each in came if each.kind is not ObjectKind.SECTION), *had)
