"""One section of a number format, and what it shows of a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from types import MappingProxyType

_EXACT = Context(prec=350, rounding=ROUND_HALF_UP)

_SIGNS = re.compile(r"[-−+()]")
_EMPTY = MappingProxyType({"0": "0", "?": " "})
"""What stands in a digit's place where the number has none."""
_DASHES = "-–—−"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a format makes of one number."""

    text: str
    """All that is shown, on one line; empty where nothing is."""
    number: Decimal | None = None
    """The number that the text says, to as many decimals as it says; None where it says none."""
    exact: Decimal = Decimal(0)
    """What is stored, scaled as the text is."""
    words: str = ""
    """What is shown beside the number, signs apart."""
    thousands: int = 0
    """How many times the number was divided by a thousand."""
    is_percent: bool = False

    @property
    def is_rounded(self) -> bool:
        """Whether the number shown is the one stored, rounded."""
        if self.number is None:
            return False
        exponent = self.number.as_tuple().exponent
        assert isinstance(exponent, int)
        unit = Decimal(1).scaleb(exponent)
        return abs(self.number - self.exact) * 2 <= unit


@dataclass(frozen=True, slots=True)
class Token:
    """A place for a digit, a sign that means something, or words."""

    kind: str
    """``digit``, ``point``, ``comma``, ``percent``, ``slash``, ``exponent``, ``text`` (an @),
    ``general`` or ``word``."""
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of a format, between semicolons, asks for."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    """The comparison and the number of a condition of its own: ``[<5]``."""
    red: bool = False

    def has(self, kind: str) -> bool:
        """Whether a token of this kind is in it."""
        return any(token.kind == kind for token in self.tokens)

    def holds(self, number: Decimal) -> bool:
        """Whether the section's own condition is met."""
        assert self.condition is not None
        sign, limit = self.condition
        return {
            "<": number < limit,
            "<=": number <= limit,
            ">": number > limit,
            ">=": number >= limit,
            "=": number == limit,
            "<>": number != limit,
        }[sign]


def one_line(text: str) -> str:
    """Text with each stretch of blanks as one."""
    return " ".join(text.split())


def general(tokens: Sequence[Token], number: Decimal) -> Shown:
    """A number as it is stored, with what the section writes beside it."""
    plain = f"{number:f}".replace(".", ",")
    text = "".join(plain if token.kind == "general" else token.text for token in tokens) or plain
    words = one_line("".join(token.text for token in tokens if token.kind == "word"))
    return Shown(one_line(text), number, number, words)


def with_meaning(shown: Shown, section: Section, number: Decimal, signed: bool) -> Shown:
    """Take the signs out of the words, and read what they and the colour say of the number."""
    exact = shown.exact if number >= 0 else -shown.exact
    said, words = shown.number, shown.words
    if said is None:
        is_dash = number == 0 and shown.text and not shown.text.strip(f"{_DASHES} ")
        return Shown(shown.text, Decimal(0) if is_dash else None, exact, words)
    if number < 0:
        minus = "-" in words or "−" in words or ("(" in words and ")" in words)
        if signed or minus or section.red:
            said = -said
        if minus:
            words = _SIGNS.sub("", words)
    elif words.strip() == "+":
        words = ""
    return Shown(
        shown.text, said, exact, one_line(words), shown.thousands, is_percent=shown.is_percent
    )


def shown_by(section: Section, number: Decimal, *, negative: bool) -> Shown:
    """What a section shows of a number that is not negative; its sign is written where asked."""
    tokens = section.tokens
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not digits:
        beside = [token.text for token in tokens if token.kind in {"word", "percent"}]
        return Shown(one_line("".join(beside)), None, number)
    if any(token.kind == "slash" for token in tokens):
        return _fraction(tokens, number, negative)
    percent = sum(token.kind == "percent" for token in tokens)
    thousands, grouped = _commas(tokens)
    scaled = _EXACT.divide(_EXACT.multiply(number, 100**percent), Decimal(1000) ** thousands)
    point = next((i for i, t in enumerate(tokens) if t.kind == "point"), len(tokens))
    power = next((i for i, t in enumerate(tokens) if t.kind == "exponent"), len(tokens))
    whole_places = [i for i in digits if i < min(point, power)]
    places = sum(point < i < power for i in digits)
    exponent = _exponent(scaled, len(whole_places), places) if power < len(tokens) else 0
    rounded = _EXACT.quantize(_EXACT.scaleb(scaled, -exponent), Decimal(1).scaleb(-places))
    whole, _, part = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0")
    out = _text_of(tokens, whole, part, exponent, grouped=grouped, point=point, power=power)
    first, last = digits[0], digits[-1]
    before = "".join(t.text for t in tokens[:first] if t.kind == "word")
    after = "".join(t.text for t in tokens[last:] if t.kind == "word")
    between = "".join(t.text for t in tokens[first:last] if t.kind == "word")
    says = any(out[i].strip() for i in digits)
    text = "".join(out)
    return Shown(
        one_line(f"-{text}" if negative and rounded else text),
        _EXACT.scaleb(rounded, exponent) if says else None,
        scaled,
        one_line(f"{before} {between.strip()} {after}"),
        thousands,
        is_percent=percent > 0,
    )


def _commas(tokens: Sequence[Token]) -> tuple[int, bool]:
    """How often the commas divide by a thousand, and whether they part groups of digits."""
    thousands, grouped, seen = 0, False, False
    for index, token in enumerate(tokens):
        if token.kind == "digit":
            seen = True
        elif token.kind == "comma" and seen:
            rest = tokens[index + 1 :]
            upto = next((i for i, t in enumerate(rest) if t.kind in {"point", "exponent"}), None)
            if any(t.kind == "digit" for t in rest[:upto]):
                grouped = True
            else:
                thousands += 1
    return thousands, grouped


def _exponent(number: Decimal, width: int, places: int) -> int:
    """The power of ten that a number in scientific notation is written with."""
    if not number:
        return 0
    width = max(width, 1)
    exponent = number.adjusted() // width * width
    rounded = _EXACT.quantize(_EXACT.scaleb(number, -exponent), Decimal(1).scaleb(-places))
    return exponent + width if rounded >= Decimal(10) ** width else exponent


def _text_of(
    tokens: Sequence[Token],
    whole: str,
    part: str,
    exponent: int,
    *,
    grouped: bool,
    point: int,
    power: int,
) -> list[str]:
    """The section written out, token by token."""
    out = [""] * len(tokens)
    places = [i for i, t in enumerate(tokens) if t.kind == "digit" and i < min(point, power)]
    left, count = whole, 0
    for index in reversed(places):
        taken = left if index == places[0] else left[-1:]
        left = left[: len(left) - len(taken)]
        taken = taken or _EMPTY.get(tokens[index].text, "")
        for digit in reversed(taken):
            group = "." if grouped and count and count % 3 == 0 and digit != " " else ""
            out[index] = f"{digit}{group}{out[index]}"
            count += 1
    kept = part.rstrip("0")
    for at, index in enumerate(
        i for i, t in enumerate(tokens) if t.kind == "digit" and point < i < power
    ):
        out[index] = (
            part[at] if at < len(kept) else {"0": "0", "?": " "}.get(tokens[index].text, "")
        )
    decimals = "".join(out[point + 1 : power])
    powers = [i for i, t in enumerate(tokens) if t.kind == "digit" and i > power]
    for index, token in enumerate(tokens):
        if token.kind in {"word", "percent"}:
            out[index] = token.text
        elif index == point:
            out[index] = left + ("," if decimals else "")
        elif index == power:
            sign = "-" if exponent < 0 else "+" if token.text.endswith("+") else ""
            out[index] = f"E{sign}{abs(exponent):0{max(len(powers), 1)}d}"
        elif token.kind == "point":
            out[index] = token.text
    return out


def _fraction(tokens: Sequence[Token], number: Decimal, negative: bool) -> Shown:
    """A number written as a fraction; it says a number only where it is that very number."""
    slash = next(i for i, t in enumerate(tokens) if t.kind == "slash")
    above = [i for i in range(slash) if tokens[i].kind == "digit"]
    below = "".join(t.text for t in tokens[slash + 1 :] if t.kind == "digit" or t.text.isdigit())
    fixed = re.sub(r"[?#]", "", below)
    # A blank between two runs of places parts the whole number from the fraction.
    numerator = len(above)
    while numerator > 1 and above[numerator - 1] == above[numerator - 2] + 1:
        numerator -= 1
    mixed = numerator > 1
    whole = int(number) if mixed else 0
    rest = Fraction(number) - whole
    if fixed and int(fixed):
        size = int(fixed)
        top, bottom = int(rest * size + Fraction(1, 2)), size
    else:
        near = rest.limit_denominator(10 ** max(len(below), 1) - 1)
        top, bottom = near.numerator, near.denominator
    if mixed and top == bottom:
        whole, top = whole + 1, 0
    pieces = [str(whole)] if mixed and (whole or not top) else []
    pieces += [f"{top}/{bottom}"] if top or not mixed else []
    words = "".join(
        t.text for t in tokens if t.kind == "word" and not t.text.isspace() and not t.text.isdigit()
    )
    said = Fraction(top, bottom) + whole
    text = ("-" if negative else "") + " ".join(pieces) + (f" {words}" if words.strip() else "")
    return Shown(
        one_line(text), number if said == Fraction(number) else None, number, words.strip()
    )
