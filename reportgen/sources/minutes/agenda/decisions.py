"""Decisions: the sentences of the minutes that decide something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.sources.minutes.agenda.items import Item
from reportgen.sources.minutes.agenda.tasks import Promise
from reportgen.sources.minutes.text.sentences import sentences

_DECIDED = re.compile(
    r"\bgodkendt(?:e|es)?\b|\bbeslutte(?:de|des|t)\b|\bvedtog(?:es)?\b|\bvedtaget\b|\bvedtages\b"
    r"|\baftalt(?:e|es)?\b|\bblev enige\b|\benig(?:e"
    r"|hed)\b[^.]{0,30}\bom,?\s+at\b(?!\s+\w+\s+(?:var|er)\b)|\btiltråd(?:t|te|tes)\b"
    r"|\btil efterretning\b|\btilslutte(?:r|de) sig\b|\btilslutning til\b|\bopbakning til\b"
    r"|\bflyttes\b[^.]{0,25}\b(?:fra|til)\b|\baflys(?:es|t|tes)\b|\b(?:gen)?valgt(?:e|es)?\b"
    r"|\bskal findes en (?:anden|ny) (?:\w*dag|dato|mødedato)\b|\bdet blev (?:vedtaget"
    r"|bestemt)\b|\budsættes til\b",
    re.IGNORECASE,
)
_NOT_DECIDED = re.compile(
    r"\bhvis\b.{0,40}\bgodkendt|\bikke (?:blevet )?(?:drøftet|besluttet|afklaret)\b"
    r"|\bforventes\b.{0,30}\bgodkendt|\bnår\b.{0,40}\b(?:godkendt|besluttet)\b"
    r"|\?\s*$|\bvalgte\b.{0,10}\bat\b",
    re.IGNORECASE,
)
_LEADS_TO_LIST = re.compile(
    r"\bfølgende\b.{0,60}\b(?:aftalt|besluttet|vedtaget|godkendt|aftaler|beslutninger)\b"
    r"|\b(?:aftalt|besluttede?|vedtog|vedtaget|aftalte)\b[^.]{0,40}\bfølgende\b"
    r"|^(?:beslutning(?:er)?|aftaler?|konklusion(?:er)?|det (?:blev )?aftalte?)\s*:$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:intet|ingen(?: bemærkninger)?|-|–)\W*", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:beslutning(?:er)?|konklusion|aftale[rt]?|det aftalte)\s*:\s*", re.IGNORECASE
)


def decisions(item: Item, tasks: Sequence[Promise]) -> tuple[str, ...]:
    """Sentences of the minutes that decide something, as they read.

    What stands under "Beslutning" is one as a whole. Of a list that is led in by
    "følgende blev aftalt", the entries are decisions, save those that are tasks.
    """
    promised = {task.sentence for task in tasks}
    found: list[str] = []
    in_list = False
    own = {id(paragraph) for paragraph in item.decisions}
    for paragraph in item.minutes:
        if id(paragraph) in own:
            text = _LABEL.sub("", paragraph.text).strip()
            kept = [part for part in sentences(text) if part not in promised]
            if kept and not _NOTHING.fullmatch(text):
                found.append(" ".join(kept))
            continue
        if paragraph.mark and in_list:
            if not any(sentence in promised for sentence in sentences(paragraph.text)):
                found.append(paragraph.text)
            continue
        in_list = bool(_LEADS_TO_LIST.search(paragraph.text)) and len(paragraph.text) < 250
        for sentence in sentences(paragraph.text):
            if in_list and _LEADS_TO_LIST.search(sentence):
                continue
            if _DECIDED.search(sentence) and not _NOT_DECIDED.search(sentence):
                found.append(_LABEL.sub("", sentence))
    return tuple(dict.fromkeys(found))
