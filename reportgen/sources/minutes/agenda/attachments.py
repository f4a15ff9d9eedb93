"""Attachments that an item names."""

from __future__ import annotations

import re

from reportgen.sources.minutes.agenda.items import Item
from reportgen.sources.minutes.text.sentences import sentences

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


def attachments(item: Item) -> tuple[str, ...]:
    """Attachments an item names: "Bilag: …", "… er vedhæftet", else "vedhæftede udkast"."""
    named: list[str] = []
    mentioned: list[str] = []
    in_list = False
    for paragraph in (*item.proposal, *item.minutes):
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
