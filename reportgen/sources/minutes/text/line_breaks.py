"""Lines that a page's width broke, joined again: words, compounds, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportgen.report.outline import Stretch, joined

_URL_AT_END = re.compile(r"(?:https?://|www\.)[^\s<>\"”]*$", re.IGNORECASE)
_URL_CHARS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_SUSPENDED = re.compile(r"(?:og|eller|samt|/|til|hhv\.?|henholdsvis)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][)\]”\"’']*$")
# Abbreviations that something always follows.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:ift|vedr|jf|mht|mhp|ang|bl\.a|bla|evt|f\.eks|fx|eks|inkl|ekskl|pkt|nr|kl|ca|dvs"
    r"|hhv|herunder|s|stk)\.$",
    re.IGNORECASE,
)

SOFT_HYPHEN = "\u00ad"


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence or a lead-in does."""
    text = text.rstrip()
    return bool(_ENDS_SENTENCE.search(text)) and not _ABBREVIATED.search(text)


def starts_low(text: str) -> bool:
    """Whether `text` goes on in the middle of a sentence."""
    first = text.lstrip(" \t”\"'’(")[:1]
    return first.islower() or text.lstrip()[:1] in {"/", ")", ","}


class Joiner:
    """Joins the lines of a paragraph, knowing the words and addresses of the document."""

    def __init__(self, text: str, addresses: Iterable[str] = ()) -> None:
        broken = re.findall(r"(?<![^\W\d_])([^\W\d_]{1,60})[-\u2010][^\S\n]*\n\s*([a-zæøå]+)", text)
        # The halves of a word broken at a line's end are no words of the document.
        text = re.sub(r"(?<![\w-])[\w-]{1,80}[-\u2010][^\S\n]*\n\s*\w+", " ", text)
        self._whole = {word.casefold() for word in _WORD.findall(text)}
        self._hyphenates = any((a + b).casefold() in self._whole for a, b in broken)
        """Whether the document was hyphenated: one of its broken words stands whole elsewhere."""
        self._parts = {part for word in self._whole for part in word.split("-")}
        self._addresses = tuple(addresses)
        self.dropped: list[Stretch] = []
        """Hyphens that only stood at the end of a line, left out of the text."""

    def continues_address(self, above: str, below: str) -> bool:
        """Whether `below` goes on with an address that `above` ends in the middle of."""
        address = _URL_AT_END.search(above.rstrip())
        words = below.split()
        if not address or not words:
            return False
        begun, token = address[0], words[0]
        if not any(char.isalnum() for char in token):
            return False
        if token.startswith(("http:", "https:")):
            return begun.endswith("=")
        if any(full.startswith(begun + token.rstrip(".,;)")) for full in self._addresses):
            return True
        whole = _URL_CHARS.fullmatch(token)
        if not whole or (token[:1].isupper() and token.isalpha()):
            return False
        if re.search(r"%[0-9A-Fa-f]{2}|[&?]\w+=", token):
            return True
        linkish = bool(re.search(r"[-_/=&%]|\d|\.\w{2,5}$", token)) or len(words) == 1
        return linkish and begun.endswith(tuple("/-_=&?%.#"))

    def join(self, lines: Sequence[Stretch]) -> Stretch:
        """Join `lines`; a hyphen that only parted a word at the line's end is left out."""
        result = Stretch()
        for line in (raw.strip() for raw in lines):
            result = self._joined(result, line) if result else line
        return self._without_soft_hyphens(result).tidy()

    def _joined(self, above: Stretch, below: Stretch) -> Stretch:
        if not below:
            return above
        if self.continues_address(above.text, below.text):
            return above + below
        if above.text.endswith(SOFT_HYPHEN):
            return above + below
        if re.search(r"\w[-\u2010]$", above.text):
            return self._hyphenated(above, below)
        if re.search(r"\w/$", above.text) and not _URL_AT_END.search(above.text):
            return above + below
        return joined((above, below))

    def _hyphenated(self, above: Stretch, below: Stretch) -> Stretch:
        left = re.search(r"[\w-]*?([^\W_]+)[-\u2010]$", above.text)
        right = re.match(r"\W?([^\W_]*)", below.text)
        if left is None or right is None or _SUSPENDED.match(below.text):
            spaced = _SUSPENDED.match(below.text) and not below.text.startswith("/")
            return joined((above, below)) if spaced else above + below
        first, second = left[1], right[1]
        if not (first.islower() or first.istitle()) or not second.islower():
            return above + below
        together, parted = (first + second).casefold(), f"{first}-{second}".casefold()
        if parted in self._whole and together not in self._whole:
            return above + below
        # "skole-" over "dagbehandling" is a compound if both stand elsewhere as words.
        both_known = first.casefold() in self._parts and second.casefold() in self._parts
        if together not in self._whole and (both_known or not self._hyphenates):
            return above + below
        self.dropped.append(above.part(len(above) - 1))
        return above.part(0, len(above) - 1) + below

    def _without_soft_hyphens(self, text: Stretch) -> Stretch:
        if SOFT_HYPHEN not in text.text:
            return text
        kept = [index for index, char in enumerate(text.text) if char != SOFT_HYPHEN]
        gone = [index for index, char in enumerate(text.text) if char == SOFT_HYPHEN]
        self.dropped.extend(text.part(index, index + 1) for index in gone)
        return Stretch(
            "".join(text.text[index] for index in kept), tuple(text.at[index] for index in kept)
        )
