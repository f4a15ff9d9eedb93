"""What lists of people say beside names: titles, remarks, and bodies outside the network."""

from __future__ import annotations

import re

_TITLES = """
    leder chef konsulent direktør koordinator medarbejder rådgiver fuldmægtig sekretær psykolog
    forstander assistent specialist planlægger analytiker sagsbehandler repræsentant formand
    studerende praktikant oplægsholder medlem borgmester pædagog jurist økonom administrator
    inspektør visitator terapeut sygeplejerske
"""
_TITLE = re.compile(
    r"(?:(?:\w*(?:lig|isk|ende|iv|al|nel)e?|vice|kst\.|konst\.)\s+(?:og\s+)?){0,2}"
    rf"[\w-]*(?:{'|'.join(_TITLES.split())})(?:e|er|en|ne)?"
    r"(?:\s+(?:for|af|i|på)\s+\S.*)?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"""
    (?:suppleant|stedfortræder|afløser|vikar|ref\b|referent|(?:næst)?formand|ordstyrer|mødeleder
      |tovholder|sekretær|afbud|fraværende|forfald|online|virtuel|digital|fysisk|hybrid|skriftlig
      |telefon|delvis|mødt|ikke\b|kun\b|orlov|barsel|syg|ferie|konstitueret|fungerende
      |gæst|observatør|deltog|deltager|kom\b|ankom|gik\b|forlod|sendte|meldte|måtte|tilstede
      |til\ stede|i\ stedet|ved\b|via\b|på\b|pr\.|per\b|pba\.|under\b|efter\b|før\b|indtil|undtagen
      |fra\ (?:kl|klokken|ca|pkt|punkt|og\ med|start|pausen|frokost|\d)
      |til\ (?:kl|klokken|ca|og\ med|pausen|frokost|\d)|(?-i:kl)\b|klokken)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABSENT = re.compile(r"(?:afbud|fraværende|ikke\s+(?:til\s?stede|mødt)|udeblev)\b", re.IGNORECASE)
_STAND_IN = re.compile(
    r"\b(?i:i\s+stedet|stedfortræder|afløser|vikar|suppleant)\b[^,;]{0,100}?[\s:][A-ZÆØÅ]\w*"
)
# How far into the agenda somebody stayed: no items that a guest came for.
_ONLY_PARTLY = re.compile(
    r"\b(?:efter|før|fra|inden|indtil|forlod|gik|kom|ankom|undtagen|bortset|ikke|ekskl\w*"
    r"|til\s+og\s+med)\b",
    re.IGNORECASE,
)
_NEW_THOUGHT = re.compile(r"[,;()]")

_BODIES = """
    KL KKR VIVE VISO FOA HK SL DH DS SUS BUPL LOS LEV SIND Selveje Socialstyrelsen Ankestyrelsen
    Socialtilsynet Sundhedsstyrelsen Kommunernes-Landsforening Danske-Regioner Rammeaftalen
    Danske-Handicaporganisationer Dansk-Socialrådgiverforening Social--og-Boligstyrelsen
"""
_BODY_NAMES = frozenset(
    name.replace("--", "@").replace("-", " ").replace("@", "- ").casefold()
    for name in _BODIES.split()
)
_BODY_WORD = re.compile(
    r"(?:\w*(?:styrelsen?|ministeriet?|forening(?:en)?|forbund(?:et)?|organisation(?:en|er)?"
    r"|universitet(?:et)?|højskolen?|råd(?:et)?|tilsyn(?:et)?|samvirket?|fond(?:en)?|institut(?:tet)?"
    r"|sekretariat(?:et)?|hospital(?:et)?|center|centeret|politi(?:et)?|kommuner(?:ne)?|region(?:en)?"
    r"|kommune)|A/S|ApS)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,6}")


def is_title(text: str) -> bool:
    """Whether `text` is a title and names nobody.

    >>> is_title("centerchef"), is_title("Faglig leder"), is_title("Leder A")
    (True, True, False)
    """
    return bool(_TITLE.fullmatch(text.strip()))


def opens_remark(text: str) -> bool:
    """Whether `text` opens as what is said of somebody, and as no name does.

    >>> opens_remark("Online"), opens_remark("fra kl. 9.30"), opens_remark("Online Hansen")
    (True, True, False)
    """
    return bool(_REMARK.match(text)) and not re.search(r"\s[A-ZÆØÅ][a-zæøå]", text)


def is_remark(text: str) -> bool:
    """Whether `text` says something of a person, as ``fra kl. 9.30``; not where they work."""
    return bool(_REMARK.match(text)) or text[:1].islower() or text[:1].isdigit() or is_title(text)


def says_absent(text: str) -> bool:
    """Whether a remark says that the person was not there."""
    return bool(_ABSENT.match(text))


def names_stand_in(text: str) -> bool:
    """Whether a remark names somebody who came in the person's place."""
    return bool(_STAND_IN.search(text))


def is_partly(ahead: str) -> bool:
    """Whether the words `ahead` of an item's number say how long somebody stayed.

    >>> is_partly("gik efter"), is_partly("deltog under")
    (True, False)
    """
    return bool(_ONLY_PARTLY.search(_NEW_THOUGHT.split(ahead)[-1]))


def body_outside(text: str) -> str | None:
    """An organisation that is no municipality or region, as it is spelt; none if it is none.

    >>> body_outside("KL"), body_outside("Socialstyrelsen"), body_outside("Beta Ek")
    ('KL', 'Socialstyrelsen', None)
    """
    spelt = " ".join(text.split())
    if not spelt or not spelt[0].isupper():
        return None
    is_body = spelt.casefold() in _BODY_NAMES or any(map(_BODY_WORD.fullmatch, spelt.split()))
    return spelt if is_body else None


def is_initials(text: str) -> bool:
    """Whether `text` is letters that stand for a name, of a person or of a body."""
    return bool(_INITIALS.fullmatch(text.strip()))
