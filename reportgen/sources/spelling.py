"""Which known name somebody probably meant: of a column, a key, an organisation.

Two questions are answered. `nearest` looks among words that the program itself knows, where
a typed one must be one of them. `near_miss` looks among organisations, where what was typed
may well be another organisation that the network does not have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar


def folded(typed: str) -> str:
    """Form in which headers and titles are compared: case, spaces and accents' coding."""
    return " ".join(unicodedata.normalize("NFC", typed).casefold().split())


_NEAR = 65
"""Share of letters in common, in percent: "Text" for "Tekst" is near, "Navn" is not."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "-": " ", "_": " "})


def nearest(typed: str, known: Iterable[str]) -> str:
    """The word of `known` nearest to `typed`, or an empty text where none is near.

    A part of a name counts as near the whole: "Greve" for "Greve Kommune".
    """
    from rapidfuzz import fuzz

    wanted = _key(typed)
    best, best_score = "", float(_NEAR)
    for word in known:
        other = _key(word)
        score = fuzz.ratio(wanted, other)
        if len(wanted) > 3 and other.startswith(wanted):
            score = max(score, 90.0)
        if score >= best_score and (score > best_score or not best):
            best, best_score = word, score
    return best


_Where = TypeVar("_Where")


@dataclass(frozen=True, slots=True)
class Matches(Generic[_Where]):
    """Where each of several known names stands."""

    exact: Mapping[str, _Where]
    near: Mapping[str, _Where]
    """Those that stand nowhere as they should, by what is probably meant for them."""
    twice: Sequence[tuple[str, _Where]]
    """Names that stood somewhere before, in the order they were met."""

    def where(self, known: Iterable[str]) -> dict[str, _Where]:
        """Where names stand, exactly or nearly, in the order of `known`."""
        places = {**self.exact, **self.near}
        return {name: places[name] for name in known if name in places}


def match_names(typed: Mapping[_Where, str], known: Sequence[str]) -> Matches[_Where]:
    """Find each of `known` among what was `typed`, by where it was typed.

    A name that is not there is near in what is nearest to it of what is none of them.
    """
    wanted = {folded(name): name for name in known}
    exact: dict[str, _Where] = {}
    others: dict[_Where, str] = {}
    twice: list[tuple[str, _Where]] = []
    for where, word in typed.items():
        name = wanted.get(folded(word))
        if name is None:
            others[where] = word
        elif name in exact:
            twice.append((name, where))
        else:
            exact[name] = where
    missing = [name for name in known if name not in exact]
    near: dict[str, _Where] = {}
    for name in missing:
        meant = next(
            (at for at in others if others[at] and nearest(others[at], missing) == name), None
        )
        if meant is not None:
            near[name] = meant
            del others[meant]
    return Matches(exact, near, twice)


def _key(word: str) -> str:
    return folded(word).translate(_LETTERS)


# --- organisations -----------------------------------------------------------------

# The 98 municipalities since 2007 and the five regions (Danmarks Statistik's own names).
_MUNICIPALITY_NAMES = """
    Albertslund Allerød Assens Ballerup Billund Bornholm Brøndby Brønderslev Dragør Egedal
    Esbjerg Fanø Favrskov Faxe Fredensborg Fredericia Frederiksberg Frederikshavn Frederikssund
    Furesø Faaborg-Midtfyn Gentofte Gladsaxe Glostrup Greve Gribskov Guldborgsund Haderslev
    Halsnæs Hedensted Helsingør Herlev Herning Hillerød Hjørring Holbæk Holstebro Horsens
    Hvidovre Høje-Taastrup Hørsholm Ikast-Brande Ishøj Jammerbugt Kalundborg Kerteminde Kolding
    København Køge Langeland Lejre Lemvig Lolland Lyngby-Taarbæk Læsø Mariagerfjord Middelfart
    Morsø Norddjurs Nordfyns Nyborg Næstved Odder Odense Odsherred Randers Rebild
    Ringkøbing-Skjern Ringsted Roskilde Rudersdal Rødovre Samsø Silkeborg Skanderborg Skive
    Slagelse Solrød Sorø Stevns Struer Svendborg Syddjurs Sønderborg Thisted Tønder Tårnby
    Vallensbæk Varde Vejen Vejle Vesthimmerlands Viborg Vordingborg Ærø Aabenraa Aalborg Aarhus
"""
MUNICIPALITIES = frozenset(_MUNICIPALITY_NAMES.split())
REGIONS = frozenset(
    ("Sjælland", "Hovedstaden", "Midtjylland", "Nordjylland", "Syddanmark", "Østdanmark")
)


def near_miss(typed: str, organisations: Iterable[str]) -> str | None:
    """The organisation that `typed` seems to be a misspelling of, or None.

    Guests come from elsewhere too, so only what can hardly be anything else is a miss: the
    same name in other letters, without its "Kommune" or with a department behind it; a
    municipality or region that does not exist, where of all that do one of `organisations`
    is the most alike; any other name that differs by a slip in a word or two.
    """
    choices = tuple(organisations)
    if not typed.strip() or typed in choices:
        return None
    return _near_miss(typed, choices)


@lru_cache(maxsize=1024)
def _near_miss(typed: str, choices: tuple[str, ...]) -> str | None:
    """Look first for the same name in other letters, then for what it is most like."""
    by_name = {organisation_key(name): name for name in choices}
    typed = _DEPARTMENT.split(typed, maxsplit=1)[0]
    key = organisation_key(typed)
    if key in by_name:
        return by_name[key]
    cores = {_core(name): name for name in choices}
    kind, core = _kind(key), _core(typed)
    if core in cores and kind in ("", _kind(organisation_key(cores[core]))):
        return cores[core]
    existing = _EXISTING[kind]
    if core in existing:
        return None  # a guest from elsewhere
    if kind:
        return _most_alike(core, kind, existing, cores)
    return next((name for full, name in by_name.items() if _slip(key, full)), None) or next(
        (name for short, name in cores.items() if _slip(core, short)), None
    )


def _most_alike(
    core: str, kind: str, existing: frozenset[str], cores: Mapping[str, str]
) -> str | None:
    """The name of `cores` that is more like `core` than any that exists elsewhere."""
    from rapidfuzz import fuzz, process

    own = {short: name for short, name in cores.items() if _kind(organisation_key(name)) == kind}
    # More words than a name has are a part of the organisation, or something else.
    names = sorted(n for n in existing | own.keys() if len(n.split()) == len(core.split()))
    best = process.extractOne(core, names, scorer=fuzz.ratio)
    return own.get(best[0]) if best and best[1] >= _ALIKE else None


def _slip(typed: str, name: str) -> bool:
    """Whether every word of `typed` is that of `name`, but for a slip in the longer ones."""
    from rapidfuzz.distance import OSA

    pairs = list(zip(typed.split(), name.split(), strict=False))
    return len(typed.split()) == len(name.split()) and all(
        OSA.distance(one, other) <= min(_slips(one), _slips(other)) for one, other in pairs
    )


def _slips(word: str) -> int:
    """Letters that may differ: a short word with one other letter is another word."""
    length = len(_ONE_LETTER.sub("å", word))
    return 0 if length < 4 else 1 if length < 8 else 2


_ALIKE = 65
"""Per cent of letters in common, in order: "Fakse" and "Faxe" have 67."""
_DEPARTMENT = re.compile(r"\s*[,;(]|\s[-–]\s")
_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "-": " ", ".": " "})
_ONE_LETTER = re.compile("ae|oe|aa")
_MUNICIPALITY = re.compile(r"^kommunen? | (?:kommunes?|komm?|k)$")
_REGION = re.compile(r"^region(?:en)? ")


def organisation_key(name: str) -> str:
    """Form in which two spellings of one name are the same."""
    composed = unicodedata.normalize("NFC", name).casefold()
    return " ".join(composed.translate(_SPELLINGS).split())


def _core(name: str) -> str:
    """The part of a name that tells it from others of its kind."""
    return _REGION.sub("", _MUNICIPALITY.sub("", organisation_key(name)))


def _kind(key: str) -> str:
    if _REGION.search(key):
        return "region"
    return "kommune" if _MUNICIPALITY.search(key) else ""


_EXISTING: Mapping[str, frozenset[str]] = {
    "kommune": frozenset(organisation_key(name) for name in MUNICIPALITIES),
    "region": frozenset(organisation_key(name) for name in REGIONS),
    "": frozenset(organisation_key(name) for name in MUNICIPALITIES | REGIONS),
}
