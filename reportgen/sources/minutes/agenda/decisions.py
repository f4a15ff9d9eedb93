"""What an item decides, and who promised what in it, and by when."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from reportgen.report.outline import OutlineParagraph, SourcePlace
from reportgen.sources.minutes.agenda.blocks import FORMULA, decisions_in
from reportgen.sources.minutes.agenda.deadlines import BARE_DUE, DUE, deadline
from reportgen.sources.minutes.agenda.form import NOTHING, is_parted, said, stated_task
from reportgen.sources.minutes.agenda.items import TracedItem
from reportgen.sources.minutes.text.sentences import sentences
from reportgen.sources.spelling import MUNICIPALITIES

_VERB_FORMS = """
    sender rundsender videresender fremsender eftersender opdaterer tilretter retter justerer
    aftaler booker bestiller reserverer indkalder inviterer undersøger kontakter ringer spørger
    udarbejder laver skriver samler indsamler indhenter deler vender følger afklarer planlægger
    forbereder opretter koordinerer finder indarbejder færdiggør formidler faciliterer
    arrangerer tilmelder uploader lægger tager tjekker sikrer melder giver rykker drøfter rejser
    bringer taler udsender booker afholder udpeger indmelder fremlægger sørger kommer
    beder gennemgår kvalificerer prioriterer fordeler publicerer offentliggør
"""
_VERBS = _VERB_FORMS.split()
# "tager", "giver", "kommer" promise something only with the words that make them do so.
_VERB_PHRASES = {
    "tager": (
        r"(?:fat i|kontakt|initiativ|den videre|det videre|det med|dem med"
        r"|\w+(?:\s\w+){0,4} med\b|over|sig af|hånd om|op med)"
    ),
    "giver": r"(?:besked|tilbagemelding|input|lyd|status|en tilbagemelding)",
    "kommer": r"(?:med (?:et |en )?(?:udkast|forslag|oplæg|udspil)|retur|tilbage)",
    "vender": r"(?:tilbage|retur)",
    "følger": r"(?:op|\w+ op)",
    "melder": r"(?:tilbage|ind|ud|retur)",
    "lægger": r"(?:\w+(?:\s\w+){0,4} (?:op|ud|ind)\b|op|ud|ind)",
    "taler": r"(?:med|videre)",
    "drøfter": r"(?:med|det med|\w+ med)",
    "finder": r"(?:en|et|ny|nye|ud af|frem|tid|dato)",
    "beder": r"(?:\w+)",
    "bringer": r"(?:\w+)",
    "sørger": r"(?:for)",
    "deler": r"(?!erfaring)",
    "sikrer": r"(?:at|,)",
}
_ROLE = (
    r"sekretariatet|sekretæren|tovholder(?:en|ne)?|formand(?:en|skabet)?|koordinator(?:en)?|alle"
    r"|kommunerne|medlemmerne|arbejdsgruppen|deltagerne|styregruppen|regionen|forretningsudvalget"
    r"|netværket|referenten|mødelederen|planlægningsgruppen"
)
_WORD = r"[A-ZÆØÅ][\wæøåé.'’-]*"
_WHO = (
    rf"(?P<who>(?:{_ROLE})|{_WORD}(?:\s+(?:{_WORD}|og\s+{_WORD}|af|de"
    rf"|fra\s+{_WORD})){{0,4}}(?:\s*\([^)]*\))?)"
)
_ORDER = (
    r"(?:skal|vil|bedes|opfordres\s+til\s+at|opfordres\s+til|blev\s+bedt\s+om\s+at"
    r"|er\s+ansvarlige?\s+for(?:\s+at)?|har\s+ansvaret\s+for(?:\s+at)?|påtager\s+sig"
    r"|påtog\s+sig|tilbød\s+at|tilbyder\s+at|lovede\s+at)"
)
_VERB = "|".join(dict.fromkeys(_VERBS))
_PROMISE = re.compile(
    rf"^{_WHO}\s+(?P<what>(?:(?P<order>{_ORDER})\s+|(?:også\s+|derefter\s+|herefter\s+)?(?P<verb>{_VERB})\b).+)$",
    re.DOTALL,
)
_ACTS = re.compile(
    r"^(?:(?:også|derefter|herefter|snarest|hurtigst muligt)\s+)*(?:at\s+)?"
    r"(?:rund|videre|frem|efter|ud)?(?:sende|opdatere|tilrette|rette|justere|aftale|booke|bestille|reservere"
    r"|indkalde|invitere|undersøge|kontakte|ringe|spørge|udarbejde|lave|skrive|samle|indsamle"
    r"|indhente|dele|vende tilbage|følge op|afklare|planlægge|forberede|oprette|koordinere|finde"
    r"|indarbejde|færdiggøre|formidle|arrangere|tilmelde|tjekke|sikre|melde|give|rykke|tage"
    r"|lægge|sørge for|komme med|udpege|indmelde|videresende|udsende|fremsende|afholde)\w*\b",
    re.IGNORECASE,
)
_PRONOUNS_AND_NOUNS = """
    Han Hun Hvilket Der Det De Den Denne Dette Disse Her Herunder Hvis Hvad Hvem Hvor Hvordan
    Når Men Og Eller Vi I Jeg Man Nogle Flere Mange Ingen Intet Programmet Oplægget Tilbuddet
    Indsatsen Referat Dagsorden Endelig Efterfølgende Derfor Desuden Også Samt Svar Mht Særligt
    Sagsbehandler Sagsbehandleren Personalet Forældre Forældrene Børnene Lovforslaget Rapporten
    Rapporterne Mødet Næste Møder Regeringen Ministeriet Folketinget Kommunen Kommuner Eleverne
    De unge Udkastet Punktet
"""
_NOT_PEOPLE = frozenset(_PRONOUNS_AND_NOUNS.split())
_RESPONSIBLE = re.compile(
    r"^(?:ansvarlige?|hvem|tovholder|opgave(?:ansvarlig)?)\s*:\s*(?P<who>[^.;:\n]+?)\s*(?:[.;,]\s*|$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TASK_LABEL = re.compile(r"^(?:opgave|aktion|handling|aftale|to ?do)\s*:\s*", re.IGNORECASE)
_DUE_LABEL = re.compile(r"(?<!\s)\s*+(?:frist|deadline|senest)\s*+:?\s*+$", re.IGNORECASE)
_DECIDED = re.compile(
    r"\bgodkendt(?:e|es)?\b|\bbeslutte(?:de|des|t)\b|\bvedtog(?:es)?\b|\bvedtaget\b|\bvedtages\b"
    r"|\baftalt(?:e|es)?\b|\bblev enige\b|\benig(?:e"
    r"|hed)\b[^.]{0,30}\bom,?\s+at\b(?!\s+\w+\s+(?:var|er)\b)|\btiltråd(?:t|te|tes)\b"
    r"|\btil efterretning\b|\btilslutte(?:r|de) sig\b|\btilslutning til\b|\bopbakning til\b"
    r"|\bflyttes\b[^.]{0,25}\b(?:fra|til)\b|\baflys(?:es|t|tes)\b|\b(?:gen)?valgt(?:e|es)?\b"
    r"|\bskal findes en (?:anden|ny) (?:\w*dag|dato|mødedato)\b|\bdet blev (?:vedtaget"
    r"|bestemt)\b|\budsættes til\b|\bblev\s+(?:udsat|anbefalet|afvist|tiltrådt)\b",
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
    r"|\bdet blev (?:aftalt|besluttet|vedtaget)\s*:$"
    r"|^(?:aftaler?|konklusion(?:er)?|det (?:blev )?aftalte?)\s*:$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:beslutning(?:er)?|konklusion|aftale[rt]?|det aftalte)\s*:\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PromisedTask:
    """A task as an item states it."""

    who: str | None
    what: str
    due: str | None
    sentence: str
    place: SourcePlace = SourcePlace()
    is_stated: bool = False
    """Whether a person made it a task, so that every word of it is meant."""
    is_clear: bool = True
    """Whether its paragraph is who, what and by when, and no more."""

    @property
    def key(self) -> tuple[str, ...]:
        """What two items share that state one task: who does the same to the same thing.

        Empty where nobody is named or nothing is said, or where a person made it a task:
        such a task is like no other.
        """
        if self.is_stated:
            return ()
        words = re.findall(r"\w+", self.what.casefold())
        if not self.who or not words:
            return ()
        return (self.who.casefold(), *words[: 2 if words[0] in _VERBS else 4])


def read_tasks(
    item: TracedItem, first_names: Container[str], common: frozenset[str] = frozenset()
) -> tuple[PromisedTask, ...]:
    """Who promised what in `item`; `first_names` are those of people at the meeting.

    `common` are the words that the document writes with a small letter somewhere: no names.

    A promise opens a sentence of the minutes: a person or a role, and a verb of doing in the
    present tense, or "skal", "opfordres til at" and the like.

    >>> from reportgen.report.outline import TracedText
    >>> paragraph = OutlineParagraph(TracedText.inserted("Ida sender et udkast senest 1. marts."))
    >>> [task] = read_tasks(TracedItem(TracedText(), minutes=(paragraph,)), {"Ida"})
    >>> task.who, task.what, task.due
    ('Ida', 'sender et udkast senest 1. marts', 'senest 1. marts')
    """
    if item.is_styled:
        return tuple(_stated(each, first_names, common) for each in item.tasks)
    result: list[PromisedTask] = []
    labelled = {id(paragraph) for paragraph in item.tasks}
    for paragraph in item.minutes:
        if id(paragraph) in labelled or _RESPONSIBLE.match(paragraph.text):
            task = _labelled_task(paragraph, item)
            result += [task] if task else []
            continue
        for sentence in sentences(paragraph.text):
            task = _promise(sentence, first_names, common, paragraph.place)
            result += [task] if task else []
    return tuple(result)


def _stated(
    paragraph: OutlineParagraph, first_names: Container[str], common: frozenset[str]
) -> PromisedTask:
    """Read a paragraph that a person made a task, in parts or as a sentence that promises."""
    text, place = said(paragraph), paragraph.place
    if not is_parted(text):
        promised = _promise(text, first_names, common, place)
        if promised is not None:
            return replace(promised, is_stated=True)
    task = stated_task(text)
    due = task.due or deadline(DUE.search(task.what))
    return PromisedTask(
        task.who, task.what, due, text, place, is_stated=True, is_clear=task.is_clear
    )


def _promise(
    sentence: str, first_names: Container[str], common: frozenset[str], place: SourcePlace
) -> PromisedTask | None:
    """Read a sentence that promises something; none if it does not, or nobody promises."""
    match = _PROMISE.match(_TASK_LABEL.sub("", sentence))
    if match is None:
        return None
    who, what = match["who"].strip(), match["what"].strip().rstrip(".")
    role = re.fullmatch(_ROLE, who, re.IGNORECASE) is not None
    first = who.split()[0].strip(".,")
    if not role and (first in _NOT_PEOPLE or not _is_person(who, first, first_names, common)):
        return None
    if match["order"]:
        rest = what[match.end("order") - match.start("what") :].lstrip()
        strong = re.match(r"(?:opfordres|bedes|blev|er|har)", match["order"])
        if not strong and not _ACTS.match(rest):
            return None
        if role and match["order"].startswith("vil") and who.casefold() != "sekretariatet":
            return None
    else:
        verb = match["verb"]
        tail = what[what.index(verb) + len(verb) :].strip()
        if not tail or not re.match(_VERB_PHRASES.get(verb, ""), tail, re.IGNORECASE):
            return None
    return PromisedTask(who, what, deadline(DUE.search(what)), sentence, place)


def _is_person(who: str, first: str, first_names: Container[str], common: frozenset[str]) -> bool:
    """Whether `who`, whose `first` word has a capital, is a name and no word at the start."""
    if first in first_names:
        return True
    if first.casefold() in common:
        return False
    names = re.sub(r"\([^)]*\)", "", who)
    if not re.fullmatch(rf"{_WORD}(?:\s+(?:og\s+|af\s+|de\s+|fra\s+)?{_WORD})*\s*", names):
        return False
    # A place alone that does something is its municipality, and may promise as one.
    return not first.endswith(("erne", "ene", "elsen", "tet")) or first in MUNICIPALITIES


def _labelled_task(paragraph: OutlineParagraph, item: TracedItem) -> PromisedTask | None:
    """Read "Ansvarlig: NN. Frist: 1. marts", or a cell of a column of that name."""
    text = paragraph.text
    due = DUE.search(text) or BARE_DUE.search(text)
    responsible = _RESPONSIBLE.match(text)
    who = responsible["who"] if responsible else text[: due.start()] if due else text
    who = _DUE_LABEL.sub("", who).strip(" ,.;:–-")
    if not who or len(who) > 80:
        return None
    what = responsible["rest"].strip() if responsible else ""
    is_due = DUE.fullmatch(what.rstrip(".")) or re.match(
        r"frist|deadline|senest", what, re.IGNORECASE
    )
    if not what or is_due:
        what = item.title.text
    return PromisedTask(who, what.rstrip("."), deadline(due), text, paragraph.place)


def read_decisions(item: TracedItem, tasks: Sequence[PromisedTask]) -> tuple[str, ...]:
    """Sentences of the minutes that decide something, as they read.

    What stands under "Beslutning" is one as a whole. Of a list that is led in by
    "følgende blev aftalt", the entries are decisions, save those that are tasks.
    """
    if item.is_styled:
        return tuple(map(said, item.decisions))
    promised = {task.sentence for task in tasks}
    result: list[str] = []
    in_list = False
    own = {id(paragraph) for paragraph in item.decisions}
    for paragraph in item.minutes:
        if id(paragraph) in own:
            for text in decisions_in(paragraph):
                kept = [part for part in sentences(_LABEL.sub("", text)) if part not in promised]
                if kept and not NOTHING.fullmatch(text):
                    result.append(" ".join(kept))
            continue
        if paragraph.mark and in_list:
            if not any(sentence in promised for sentence in sentences(paragraph.text)):
                result.append(paragraph.text)
            continue
        in_list = bool(_LEADS_TO_LIST.search(paragraph.text)) and len(paragraph.text) < 250
        for sentence in sentences(paragraph.text):
            if in_list and _LEADS_TO_LIST.search(sentence):
                continue
            decides = _DECIDED.search(sentence) or FORMULA.match(sentence)
            if decides and not _NOT_DECIDED.search(sentence):
                result.append(_LABEL.sub("", sentence))
    return tuple(dict.fromkeys(result))
