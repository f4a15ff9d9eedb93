"""What members do at a place in their copies, and the row each deed is to become.

A deed is done by the same steps in Word's own XML and in LibreOffice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.editors.libreoffice import Step
from tests.editors.planting import look
from tests.editors.planting.look import Fact
from tests.editors.planting.sent import Spot

_FORMAT = frozenset({"format"})
_REPLACE = frozenset({"replace"})
ASIDE = frozenset({"comment", "remark"})
"""Rows that tell of something beside the report's own text."""
_ADDRESS = "https://www.retsinformation.example"


@dataclass(frozen=True)
class Want:
    """A row that is to come."""

    kinds: frozenset[str]
    says: tuple[str, ...] = ()
    """Words in what it wants."""
    loses: tuple[str, ...] = ()
    """Words that stand before, and not after."""
    blocks: tuple[str, ...] = ()
    """Blocks it may stand at, or be put in after; none is the section alone."""


@dataclass(frozen=True)
class Deed:
    """What is done at a place."""

    steps: tuple[Step, ...]
    fact: Fact
    wants: tuple[Want, ...]
    rows: int = 1
    """How many rows may tell of it."""


def words(spot: Spot, token: str, author: str) -> Deed:
    return typed_at(spot, ("replace", spot.phrase, token), token)


def typed_at(spot: Spot, step: Step, token: str, *kinds: str) -> Deed:
    want = Want(frozenset(kinds) or _REPLACE, (token,), blocks=(spot.block,))
    return Deed((step,), look.shows(token), (want,))


def sentence(spot: Spot, token: str, author: str) -> Deed:
    typed = f" Her mangler {token} i år."
    return typed_at(spot, ("type_after", spot.texts[0][-40:], typed), token)


def words_out(spot: Spot, token: str, author: str) -> Deed:
    want = Want(_REPLACE, (), (spot.phrase,), (spot.block,))
    return Deed((("delete", spot.phrase),), look.lacks(spot.phrase), (want,))


def paragraph(spot: Spot, token: str, author: str) -> Deed:
    typed = f"Netværket har også drøftet {token} på mødet."
    return typed_at(spot, ("add_paragraph_after", spot.texts[-1], typed), token, "add")


def bullet_added(spot: Spot, token: str, author: str) -> Deed:
    return typed_at(
        spot, ("add_paragraph_after", spot.texts[0], f"Også {token} i alle kommuner."), token, "add"
    )


def paragraph_out(spot: Spot, token: str, author: str) -> Deed:
    said = spot.texts[0][:40]
    want = Want(frozenset({"remove"}), (), (said,), (spot.block,))
    return Deed((("delete_paragraph", spot.texts[0]),), look.lacks(said), (want,))


def split(spot: Spot, token: str, author: str) -> Deed:
    second = spot.other[0]
    want = Want(_REPLACE | {"add"}, (second,), blocks=(spot.block,))
    return Deed((("split_before", second),), look.opens(second), (want,), rows=2)


def joined(spot: Spot, token: str, author: str) -> Deed:
    second = spot.other[0][:40]
    blocks = (spot.block, spot.other_block)
    want = Want(_REPLACE | {"remove"}, blocks=blocks)
    return Deed((("join_next", spot.texts[0]),), look.opens_not(second), (want,), rows=2)


def moved(spot: Spot, token: str, author: str, step: str = "paste_after") -> Deed:
    first = spot.texts[0]
    want = Want(frozenset({"move"}), blocks=(spot.block,))
    return Deed(
        ((step, spot.other[-1], *spot.texts),),
        look.after(first[:40], spot.other[0][:40]),
        (want,),
    )


def dragged(spot: Spot, token: str, author: str) -> Deed:
    return moved(spot, token, author, "drag_after")


def dressed(mark: str, dress: str) -> Callable[[Spot, str, str], Deed]:
    def deed(spot: Spot, token: str, author: str) -> Deed:
        want = Want(_FORMAT, (spot.phrase,), blocks=(spot.block,))
        return Deed((("dress", spot.phrase, dress),), look.carries(spot.phrase, mark), (want,))

    return deed


def noticed(mark: str, dress: str) -> Callable[[Spot, str, str], Deed]:
    def deed(spot: Spot, token: str, author: str) -> Deed:
        want = Want(ASIDE | _FORMAT, (spot.phrase,), blocks=(spot.block,))
        return Deed((("dress", spot.phrase, dress),), look.carries(spot.phrase, mark), (want,))

    return deed


def struck(spot: Spot, token: str, author: str) -> Deed:
    want = Want(_REPLACE | {"remove"}, (), (spot.phrase,), (spot.block,))
    return Deed((("dress", spot.phrase, "struck"),), look.carries(spot.phrase, "strike"), (want,))


def struck_whole(spot: Spot, token: str, author: str) -> Deed:
    said = spot.texts[0]
    want = Want(frozenset({"remove"}), (), (said[:40],), (spot.block,))
    return Deed((("dress", said, "struck"),), look.carries(said[:40], "strike"), (want,))


def struck_and_said(spot: Spot, token: str, author: str) -> Deed:
    typed = f"Her mangler {token} i afsnittet."
    steps: list[Step] = [("dress", said, "struck") for said in spot.texts[1:-1]]
    steps.append(("add_paragraph_after", spot.texts[-2], typed))
    steps += [("dress", typed, "unstruck"), ("dress", typed, "red")]
    want = Want(_REPLACE, (token,), (spot.texts[1][:40],), (spot.block,))
    fact = look.carries(spot.texts[1][:40], "strike")
    return Deed(tuple(steps), fact, (want,))


def point_struck(spot: Spot, token: str, author: str) -> Deed:
    steps: list[Step] = [("dress", said, "struck") for said in spot.texts[:-1]]
    want = Want(frozenset({"remove"}), blocks=(spot.block,))
    return Deed(tuple(steps), look.carries(spot.texts[1][:40], "strike"), (want,))


def raised(spot: Spot, token: str, author: str) -> Deed:
    steps = (
        ("type_after", spot.phrase, f" på {token} 12 m2"),
        ("dress_last", f"{token} 12 m2", "raised"),
    )
    want = Want(_REPLACE, (f"{token} 12 m²",), blocks=(spot.block,))
    return Deed(steps, look.shows(token), (want,))


def symbol(spot: Spot, token: str, author: str) -> Deed:
    steps = (("type_after", spot.phrase, f" {token} "), ("symbol_after", f"{token} "))
    want = Want(_REPLACE, (f"{token} ≥",), blocks=(spot.block,))
    return Deed(steps, look.shows_one_of(f"{token} ≥", f"{token} \uf0b3"), (want,))


def linked(spot: Spot, token: str, author: str) -> Deed:
    address = f"{_ADDRESS}/{token}"
    want = Want(_FORMAT, (spot.phrase,), blocks=(spot.block,))
    return Deed((("link", spot.phrase, address),), lambda seen: token in seen.links, (want,))


def relinked(spot: Spot, token: str, author: str) -> Deed:
    said, address = spot.texts[0], f"{_ADDRESS}/{token}"
    want = Want(_FORMAT, (said,), blocks=(spot.block,))
    return Deed((("relink", said, address),), lambda seen: token in seen.links, (want,))


def unlinked(spot: Spot, token: str, author: str) -> Deed:
    said = spot.texts[0]
    want = Want(_FORMAT, (said,), blocks=(spot.block,))
    return Deed((("unlink", said),), look.carries(said, "link"), (want,))


def made_entry(spot: Spot, token: str, author: str) -> Deed:
    said = spot.texts[0]
    want = Want(_FORMAT, (said[:40],), blocks=(spot.block,))
    fact = look.styled(said[:40], "punktliste")
    return Deed((("set_style", said[:60], "Punktliste"),), fact, (want,))


def rewritten(spot: Spot, token: str, author: str) -> Deed:
    said = spot.texts[0]
    typed = f"Vi foreslår, at {token} får sit eget afsnit, og at resten går ud."
    want = Want(_REPLACE, (typed,), (said[:40],), blocks=(spot.block,))
    return Deed((("replace", said, typed),), look.shows(typed), (want,))


def broken(spot: Spot, token: str, author: str) -> Deed:
    typed = f"også {token}"
    return typed_at(spot, ("line_break_after", spot.phrase, typed), token)


def aside(step: str) -> Callable[[Spot, str, str], Deed]:
    def deed(spot: Spot, token: str, author: str) -> Deed:
        want = Want(ASIDE, (token,), blocks=(spot.block,))
        fact = look.shows(token) if step == "box" else look.beside(token)
        return Deed(((step, spot.phrase, f"Se {token} her."),), fact, (want,))

    return deed


def comment(spot: Spot, token: str, author: str) -> Deed:
    want = Want(frozenset({"comment"}), (token,), blocks=(spot.block,))
    return Deed(
        (("comment", spot.phrase, author, f"Er {token} med?"),), look.beside(token), (want,)
    )


def comment_on_deleted(spot: Spot, token: str, author: str) -> Deed:
    said, gone = comment(spot, token, author), paragraph_out(spot, token, author)
    return Deed(said.steps + gone.steps, said.fact, said.wants + gone.wants, rows=2)


def running(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, (token,))
    return Deed((("running", spot.texts[0], f" {token}"),), look.beside(token), (want,))


def made_heading(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE | _FORMAT, (spot.texts[0][:30],), blocks=(spot.block,))
    return Deed(
        (("set_style", spot.texts[0][:60], "Heading 2"),),
        look.styled(spot.texts[0][:40], "heading"),
        (want,),
    )


def table(spot: Spot, token: str, author: str) -> Deed:
    rows = [["Kommune", "Antal"], [token, "17"]]
    want = Want(ASIDE | {"add"}, (token, "17"), blocks=(spot.block,))
    return Deed((("table_after", spot.texts[-1], rows),), look.row(token, "17"), (want,))


def picture(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, ("illede",), blocks=(spot.block,))
    return Deed((("picture_after", spot.phrase, token),), lambda seen: seen.pictures, (want,))


def embedded(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, (token,), blocks=(spot.block,))
    return Deed(
        (("embed", spot.texts[-1], f"Se {token} her."),),
        lambda seen: token in seen.embedded or token in seen.text,
        (want,),
    )


def point_heading(spot: Spot, token: str, author: str) -> Deed:
    return typed_at(spot, ("type_after", spot.texts[0], f" og {token}"), token)


def point_added(spot: Spot, token: str, author: str) -> Deed:
    heading, said = f"Om {token}", f"Der mangler {token} i hele regionen."
    steps = (
        ("add_paragraph_after", spot.texts[-1], heading, "Punkt"),
        ("add_paragraph_after", heading, said, "Punkttekst"),
    )
    want = Want(frozenset({"add"}), (heading, said), blocks=(spot.block,))
    return Deed(steps, look.shows(said), (want,))


def point_out(spot: Spot, token: str, author: str) -> Deed:
    steps = tuple(("delete_paragraph", said) for said in spot.texts)
    want = Want(frozenset({"remove"}), blocks=(spot.block,))
    return Deed(steps, look.lacks(spot.texts[1][:80]), (want,))


def status(spot: Spot, token: str, author: str) -> Deed:
    old = spot.texts[-1][spot.texts[-1].index("Status: ") :]
    new = f"Status: afsluttet · {spot.block}"
    want = Want(ASIDE | {"replace", "cell", "status"}, ("afsluttet",), blocks=(spot.block,))
    return Deed((("replace", old, new),), look.shows(new), (want,))


def wording(spot: Spot, token: str, author: str) -> Deed:
    typed = f"Netværket følger {token} tæt i det kommende år."
    want = Want(_REPLACE, (typed,), blocks=(spot.block,))
    return Deed((("replace", spot.texts[1], typed),), look.shows(token), (want,))


def first_prose(spot: Spot, token: str, author: str) -> Deed:
    typed = f"Netværket arbejder også med {token} hele året."
    want = Want(frozenset({"add"}), (typed,), blocks=())
    return Deed((("replace", spot.texts[0], typed),), look.shows(token), (want,))


def fixed_text(spot: Spot, token: str, author: str) -> Deed:
    want = Want(ASIDE, (token,))
    return Deed((("type_after", spot.texts[0], f" {token}"),), look.shows(token), (want,))
