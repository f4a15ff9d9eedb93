"""The attachments that an item names, and the addresses that belong to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from urllib.parse import parse_qsl, unquote, urlsplit

from reportgen.report.outline import Doubt, Omission
from reportgen.sources.minutes.agenda.items import TracedItem
from reportgen.sources.minutes.text.sentences import common_prefix_length, sentences

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"”“«»]+", re.IGNORECASE)
_CLOSING = ".,;:!?”’'\""
# Words that security products put in the host or path of the addresses they rewrite.
_GATEWAY = re.compile(
    r"safelinks|linkprotect|link-?protect|urldefense|urlprotect|securelink|secur|gateway|"
    r"mimecast|proofpoint|barracuda|cudasvc|trendmicro|sophos|fireeye|fortimail|centera|"
    r"heimdal|hornet|filter|urlscan|/url\b|/redirect\b|/click\b|(?:^|\.)l\.facebook\.com",
    re.IGNORECASE,
)
_PARAMETER_NAMES = """
    url u q a target dest destination link domain to redirect
"""
_LONGEST_ADDRESS = 8_000
"""Characters of an address that may carry another; a browser takes no more."""
_PARAMETERS = frozenset(_PARAMETER_NAMES.split())


def unwrapped(address: str) -> str:
    """Address behind a security gateway's, or `address` itself.

    Known are the gateways that carry the address in the query (``?url=https%3A…``), and the
    two forms of Proofpoint's URL Defense and of Cisco's Secure Web that write it in the path.
    """
    for _ in range(3):
        inner = _inner(address)
        if inner is None:
            return address
        address = inner
    return address


def _inner(address: str) -> str | None:
    """The address that a gateway's `address` carries; none if it is no gateway's."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if len(address) > _LONGEST_ADDRESS:
        return None
    host = parts.netloc.casefold()
    if host == "urldefense.com" and (match := re.search(r"/v3/__(.+?)__;", address)):
        return re.sub(r"^(https?:/)(?!/)", r"\1/", match[1])
    if host.startswith("urldefense.proofpoint.com"):
        for name, value in parse_qsl(parts.query):
            if name == "u":
                return unquote(value.replace("-", "%").replace("_", "/"))
    if host.startswith("secure-web.cisco.com"):
        match = re.search(r"/(https?(?::|%3A)(?://|%2F%2F).+)$", address, re.IGNORECASE)
        return unquote(match[1]) if match else None
    if not _GATEWAY.search(host + parts.path):
        return None
    for name, value in parse_qsl(parts.query):
        if name.casefold() in _PARAMETERS and re.match(r"https?://", value, re.IGNORECASE):
            return value
    return None


def printed_addresses(text: str) -> tuple[str, ...]:
    """Addresses printed in `text`, as they read."""
    return tuple(_trimmed(match[0]) for match in _ADDRESS.finditer(text))


def _trimmed(address: str) -> str:
    """The address without the signs that close the sentence or the bracket round it."""
    end = len(address.rstrip(_CLOSING))
    unopened = address.count(")") - address.count("(")
    while end and address[end - 1] == ")" and unopened > 0:
        end, unopened = end - 1, unopened - 1
        while end and address[end - 1] in _CLOSING:
            end -= 1
    return address[:end]


def _key(address: str) -> str:
    return address.casefold().rstrip("/")


def distinct(addresses: Iterable[str]) -> tuple[str, ...]:
    """Unwrap `addresses` and keep each once."""
    kept: dict[str, str] = {}
    for address in addresses:
        whole = unwrapped(address)
        kept.setdefault(_key(whole), whole)
    return tuple(kept.values())


def item_links(item: TracedItem) -> tuple[str, ...]:
    """Addresses of `item`: attached to its text or printed in it."""
    addresses = [*item.title_links, *printed_addresses(item.title.text)]
    for paragraph in item.paragraphs:
        addresses += [*paragraph.links, *printed_addresses(paragraph.text)]
    return distinct(address for address in addresses if re.match(r"https?:|www\.", address, re.I))


# --- addresses that stand alone -------------------------------------------------------------

_COMMON_WORDS = """
    media files sites default aktuelt nyheder nyhed http https html aspx index side sider vedr
    punkt filer download document documents moede dokumenter arkiv nyhedsarkiv
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_FOLD = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def _words(text: str) -> set[str]:
    folded = text.casefold().translate(_FOLD)
    return {word for word in re.findall(r"[a-z]{4,}", folded) if word not in _COMMON}


def _path(address: str) -> str:
    """The path of an address, as it reads; empty where it is no address after all."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _likeness(parts: Iterable[str], words: Sequence[str]) -> float:
    """How many letters of an address's `parts` the sorted `words` share, whole or their stems."""
    total = 0.0
    for part in parts:
        at = bisect_left(words, part)  # the word most alike stands beside it
        near = words[max(0, at - 1) : at + 1]
        best = max((common_prefix_length(part, word) for word in near), default=0)
        if best >= max(5, 0.6 * len(part)):
            total += best
    return total


@dataclass(slots=True)
class PlacedLinks:
    """Addresses that stood alone, by the index of the item they were given to."""

    links: dict[int, list[str]] = field(default_factory=dict)
    doubts: dict[int, list[Doubt]] = field(default_factory=dict)
    item_of: dict[int, int] = field(default_factory=dict)
    """Offset of an address in the source to its item; a repeated one has none."""


def assign_standalone_links(alone: Sequence[Omission], items: Sequence[TracedItem]) -> PlacedLinks:
    """Give addresses that stood by themselves to items, each item by its index.

    Such addresses are what a PDF's links become in text: listed where their page ends. The
    item is one of that page whose words are like the address's; every guess is doubted,
    unless the item prints the same address.
    """
    placed = PlacedLinks()
    own = [set(map(_key, item_links(item))) for item in items] if alone else []
    given: dict[int, set[str]] = {}
    by_line = sorted(
        (line, at)
        for at, item in enumerate(items)
        for line in (item.place.line, *(paragraph.place.line for paragraph in item.paragraphs))
    )
    above = sorted((item.place.line, at) for at, item in enumerate(items))
    before = list(accumulate((at for _, at in above), max))
    for start, block in _blocks(sorted(alone, key=lambda omission: omission.place.line)):
        line = block[0].place.line
        span = by_line[bisect_left(by_line, (start, -1)) : bisect_left(by_line, (line, -1))]
        last = bisect_left(above, (line, -1)) - 1
        on_page = sorted({at for _, at in span})
        candidates = on_page or [before[last] if last >= 0 else 0]
        if max(len(candidates), len(block)) > _MOST_ON_PAGE:
            candidates = candidates[-1:]
        texts = {at: _PageText(items[at], start, line) for at in candidates if items}
        for omission in block if items else ():
            address = unwrapped(omission.words.text)
            if any(_key(address) in own[at] for at in candidates):
                continue
            parts = _words(_path(address))
            best = max(candidates, key=lambda at: (texts[at].likeness(parts), at))
            if _key(address) in given.setdefault(best, set()):
                continue
            given[best].add(_key(address))
            placed.links.setdefault(best, []).append(address)
            placed.item_of[omission.words.offsets[0]] = best
            values = {"link": address, "item": items[best].key}
            placed.doubts.setdefault(best, []).append(
                Doubt("minutes-link-placed", values, omission.place)
            )
    return placed


_MOST_ON_PAGE = 25
"""Items, or addresses, of a page beyond which they are no page's: the last item is taken."""


def _blocks(ordered: Iterable[Omission]) -> Iterator[tuple[int, list[Omission]]]:
    """Addresses on lines below each other, with the line that their page begins below."""
    start, block = 0, list[Omission]()
    for omission in ordered:
        if block and omission.place.line > block[-1].place.line + 1:
            yield start, block
            start, block = block[-1].place.line, []
        block.append(omission)
    if block:
        yield start, block


class _PageText:
    """The words of an item that stand on one page, from the line `start` up to `end`."""

    def __init__(self, item: TracedItem, start: int, end: int) -> None:
        words = _words(item.title.text) if start <= item.place.line < end else set()
        self._links: list[list[str]] = []
        """The words of each paragraph that is about a link."""
        for paragraph in item.paragraphs:
            if start <= paragraph.place.line < end:
                own = _words(paragraph.text)
                words |= own
                if re.match(r"link\b", paragraph.text, re.IGNORECASE):
                    self._links.append(sorted(own))
        self._words = sorted(words)

    def likeness(self, parts: set[str]) -> float:
        """How alike an address is, of which these are the words."""
        about = sum(3.0 + _likeness(parts, words) for words in self._links)
        return about + _likeness(parts, self._words)


# --- attachments ----------------------------------------------------------------------------

_ATTACHED = re.compile(
    r"^(?:bilag|vedhæftet|vedlagt|vedhæftninger|vedhæftede filer)"
    r"(?:\s*(?:nr\.?\s*)?\d{1,2}[a-z]?)?\s*(?:[:–-]|$)\s*(?P<what>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_IS_ATTACHED = re.compile(
    r"^(?P<what>[^,.;:?]{3,80}?)\s+(?:er|blev|var|bliver)\s+(?:også\s+)?"
    r"(?:vedhæftet|vedlagt|vedlægges|udsendt med dagsordenen)\b",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"\b(?:vedhæftede|vedlagte)\s+(?P<what>(?:\w+\s+){0,1}?[\wæøå/-]+)", re.IGNORECASE
)


def item_attachments(item: TracedItem) -> tuple[str, ...]:
    """Attachments an item names: "Bilag: …", "… er vedhæftet", else "vedhæftede udkast"."""
    named: list[str] = []
    mentioned: list[str] = []
    in_list = False
    for paragraph in item.paragraphs:
        match = _ATTACHED.match(paragraph.text)
        if match:
            what = match["what"].strip()
            in_list = not what
            if what:
                named += [part.strip() for part in what.split(";") if part.strip()]
            continue
        if in_list and paragraph.mark:
            named.append(paragraph.text)
            continue
        in_list = False
        for sentence in sentences(paragraph.text):
            attached = _IS_ATTACHED.match(sentence)
            if attached:
                named.append(attached["what"].strip())
            else:
                mentioned += [match[0] for match in _MENTIONED.finditer(sentence)]
    return tuple(dict.fromkeys(named or mentioned))
