"""How it is told, in Danish, what a party did to a thing beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reportgen.hearing.model import DocumentObject, Fact, FactKind, ObjectKind

FactChange = tuple[Fact | None, Fact | None]
"""A fact before and after; none where it came or went."""


@dataclass(frozen=True, slots=True)
class _Noun:
    one: str
    """With its article, as a sentence begins."""
    the: str


_NOUNS: Mapping[ObjectKind, _Noun] = MappingProxyType(
    {
        ObjectKind.CHART: _Noun("Et diagram", "Diagrammet"),
        ObjectKind.PICTURE: _Noun("Et billede", "Billedet"),
        ObjectKind.DIAGRAM: _Noun("En SmartArt-grafik", "SmartArt-grafikken"),
        ObjectKind.SHAPE: _Noun("En tegning", "Tegningen"),
        ObjectKind.EMBEDDED: _Noun("En indlejret fil", "Den indlejrede fil"),
        ObjectKind.FOREIGN: _Noun("Indlejret tekst", "Den indlejrede tekst"),
        ObjectKind.EQUATION: _Noun("En formel", "Formlen"),
        ObjectKind.CONTROL: _Noun("Et formularfelt", "Formularfeltet"),
        ObjectKind.FIELD: _Noun("Et felt", "Feltet"),
        ObjectKind.TABLE: _Noun("En tom tabel", "Tabellen"),
        ObjectKind.BOX: _Noun("Tekstboks", "Tekstboks"),
        ObjectKind.FOOTNOTE: _Noun("Fodnote", "Fodnote"),
        ObjectKind.ENDNOTE: _Noun("Slutnote", "Slutnote"),
        ObjectKind.HEADER: _Noun("Sidehoved", "Sidehoved"),
        ObjectKind.FOOTER: _Noun("Sidefod", "Sidefod"),
        ObjectKind.SECTION: _Noun("Et sektionsskift", "Sektionen"),
        ObjectKind.PAGE_BREAK: _Noun("Et sideskift", "Sideskiftet"),
    }
)
_WORDS = frozenset(
    {
        ObjectKind.BOX,
        ObjectKind.FOOTNOTE,
        ObjectKind.ENDNOTE,
        ObjectKind.HEADER,
        ObjectKind.FOOTER,
    }
)
"""Kinds that are there for what they say."""
_CHART_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "bar col": "søjler",
        "bar bar": "liggende søjler",
        "line": "linjer",
        "pie": "lagkage",
        "doughnut": "ring",
        "area": "områder",
        "scatter": "punkter",
        "radar": "radar",
        "bubble": "bobler",
        "line3D": "linjer",
        "bar3D col": "søjler",
        "bar3D bar": "liggende søjler",
        "pie3D": "lagkage",
    }
)
_PROGRAMS = {
    "Excel": "Excel-ark",
    "Word": "Word-dokument",
    "PowerPoint": "PowerPoint-præsentation",
    "Package": "",
}
_CAPTION = re.compile(r"((?:Figur|Billede|Diagram|Tabel|Foto)\s+\d+)\s*[.:–-]?\s*(.*)", re.DOTALL)
_LONGEST_TITLE = 60
_MOST_VALUES = 6
"""Changed values of one figure that are told one by one."""


def named(each: DocumentObject, caption: str) -> str:
    """What a reader would call it: by its caption, else by its alternative text.

    >>> chart = DocumentObject(ObjectKind.CHART, (Fact(FactKind.ALT, "Søjler for i år"),))
    >>> named(chart, "Figur 2. Anbragte børn: højest i Faxe"), named(chart, "")
    ('Figur 2 (Anbragte børn)', 'Diagrammet “Søjler for i år”')
    """
    if found := _CAPTION.fullmatch(caption):
        title = _shortened(found[2].partition(": ")[0].strip(" ."))
        return f"{found[1]} ({title})" if title else found[1]
    about = _shortened(each.fact(FactKind.ALT) or each.fact(FactKind.TITLE) or caption)
    the = _NOUNS[each.kind].the
    return f"{the} “{about}”" if about else the


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[:_LONGEST_TITLE].rpartition(" ")[0] + " …"


def came(each: DocumentObject, caption: str) -> str:
    """That it was put in."""
    noun = _NOUNS[each.kind].one
    if each.kind in _WORDS:
        return f"{noun}: {each.text}" if each.text else f"{noun} med {_held(each)} er sat ind."
    if each.kind is ObjectKind.FOREIGN:
        return f"{noun}: {each.text or _unread(each)}"
    if each.kind is ObjectKind.EMBEDDED and (program := _program(each)):
        noun = f"{noun} ({program})"
    about = each.text or caption or each.fact(FactKind.ALT) or each.fact(FactKind.TITLE)
    if each.kind in {ObjectKind.CONTROL, ObjectKind.SHAPE}:
        about = each.fact(FactKind.FORM) if each.kind is ObjectKind.CONTROL else about
    return f"{noun} er sat ind: “{_shortened(about)}”" if about else f"{noun} er sat ind."


def _unread(each: DocumentObject) -> str:
    address = next((f.value for f in each.facts if f.of == "address"), "")
    if address:
        return f"den ligger uden for filen ({address}) og er ikke hentet"
    return "den kunne ikke læses; se den i filen"


def _held(each: DocumentObject) -> str:
    return "et billede" if each.fact(FactKind.CONTENT) else "en tegning"


def _program(each: DocumentObject) -> str:
    name = each.fact(FactKind.FORM).partition(".")[0]
    return _PROGRAMS.get(name, name)


def went(each: DocumentObject, caption: str) -> str:
    """That it was taken out."""
    if each.kind in _WORDS and each.text:
        return f"{_NOUNS[each.kind].the} ønskes slettet: “{each.text}”"
    if each.kind in {ObjectKind.EQUATION, ObjectKind.FOREIGN} and each.text:
        return f"{_NOUNS[each.kind].the} er slettet: “{_shortened(each.text)}”"
    if each.kind is ObjectKind.SECTION:
        return "Et sektionsskift er slettet."
    return f"{named(each, caption)} er slettet."


def moved(each: DocumentObject, caption: str) -> str:
    """That it stands elsewhere."""
    return f"{named(each, caption)} er flyttet hertil."


def changed(
    mine: DocumentObject, theirs: DocumentObject, facts: Sequence[FactChange], caption: str
) -> Iterator[str]:
    """What of it is not as it was: one sentence for what belongs together."""
    label = _NOUNS[mine.kind].the if mine.kind in _WORDS else named(mine, caption)
    texts = [change for change in facts if _kind_of(change) is FactKind.TEXT]
    for before, after in texts:
        was, now = (each.value if each else "" for each in (before, after))
        if mine.kind is ObjectKind.CONTROL:
            yield f"{label} er ændret fra “{was}” til “{now}”."
        elif mine.kind not in {ObjectKind.TABLE, ObjectKind.FIELD}:
            yield f"{label}: “{was}” ønskes ændret til “{now}”"
    told = [*_of_figures(mine, theirs, facts), *_of_looks(mine, theirs, facts)]
    if told:
        yield f"{label}: {'; '.join(told)}."


def _kind_of(change: FactChange) -> FactKind:
    fact = change[0] or change[1]
    assert fact is not None
    return fact.kind


def _of_figures(
    mine: DocumentObject, theirs: DocumentObject, facts: Sequence[FactChange]
) -> Iterator[str]:
    """What was changed of what a chart plots and says."""
    values = [change for change in facts if _kind_of(change) is FactKind.VALUE]
    for before, after in values[:_MOST_VALUES]:
        where = _point(mine, theirs, (before or after or Fact(FactKind.VALUE, "")).of)
        if before is None:
            yield f"tallet {_number(after)} for {where} er tilføjet"
        elif after is None:
            yield f"tallet {_number(before)} for {where} er slettet"
        else:
            yield f"tallet for {where} er ændret fra {_number(before)} til {_number(after)}"
    if (more := len(values) - _MOST_VALUES) > 0:
        yield "og et tal til er ændret" if more == 1 else f"og {more} tal til er ændret"
    for kind, what in (
        (FactKind.TITLE, "titlen"),
        (FactKind.AXIS, "aksens titel"),
        (FactKind.SERIES, "navnet på tallene"),
        (FactKind.CATEGORY, "navnet på aksen"),
    ):
        for change in facts:
            if _kind_of(change) is kind:
                yield _said(what, *change)


def _of_looks(
    mine: DocumentObject, theirs: DocumentObject, facts: Sequence[FactChange]
) -> Iterator[str]:
    """What was changed of how it looks and sounds."""
    contents = False
    for before, after in facts:
        kind = _kind_of((before, after))
        if kind is FactKind.ALT:
            yield _said("alternativ tekst", before, after)
        elif kind is FactKind.SIZE:
            yield _resized(mine, before, after)
        elif kind is FactKind.CROP:
            yield "er beskåret" if after else "er ikke længere beskåret"
        elif kind is FactKind.FORM:
            yield _reformed(mine, before, after)
        elif kind is FactKind.CONTENT and not contents:
            contents = True
            picture = mine.kind is ObjectKind.PICTURE
            yield "er skiftet ud med et andet billede" if picture else "indholdet er ændret"


def _said(what: str, before: Fact | None, after: Fact | None) -> str:
    was, now = (each.value if each else "" for each in (before, after))
    if not was:
        return f"{what} er tilføjet: “{now}”"
    if not now:
        return f"{what} “{was}” er slettet"
    return f"{what} er ændret fra “{was}” til “{now}”"


def _point(mine: DocumentObject, theirs: DocumentObject, of: str) -> str:
    """What a value is of: its category, and its series where there are several."""
    point, _, series = of.partition("/")
    several = sum(fact.kind is FactKind.SERIES for fact in mine.facts) > 1
    category = _name(mine, FactKind.CATEGORY, point) or _name(theirs, FactKind.CATEGORY, point)
    said = [category or f"punkt {point}"]
    if several:
        said.append(
            _name(mine, FactKind.SERIES, series)
            or _name(theirs, FactKind.SERIES, series)
            or f"række {series}"
        )
    return " ".join(reversed(said))


def _name(each: DocumentObject, kind: FactKind, of: str) -> str:
    return next((f.value for f in each.facts if f.kind is kind and f.of == of), "")


def _number(fact: Fact | None) -> str:
    return fact.value.replace(".", ",") if fact else "–"


def _resized(mine: DocumentObject, before: Fact | None, after: Fact | None) -> str:
    if before is None or after is None:
        return "størrelsen er ændret"
    (wide, high), (wider, higher) = (
        tuple(map(float, each.value.split("x"))) for each in (before, after)
    )
    sizes = f"fra {_centimetres(wide, high)} til {_centimetres(wider, higher)}"
    if mine.kind is ObjectKind.SECTION:
        if (wide < high) != (wider < higher):
            return "siderne er vendt til " + ("højformat" if wider < higher else "tværformat")
        return f"sidernes størrelse er ændret {sizes}"
    if wider <= wide and higher <= high:
        return f"er gjort mindre ({sizes})"
    if wider >= wide and higher >= high:
        return f"er gjort større ({sizes})"
    return f"størrelsen er ændret {sizes}"


def _centimetres(wide: float, high: float) -> str:
    return " × ".join(f"{side / 10:.1f}".replace(".", ",") for side in (wide, high)) + " cm"


def _reformed(mine: DocumentObject, before: Fact | None, after: Fact | None) -> str:
    was, now = (each.value if each else "" for each in (before, after))
    if mine.kind is ObjectKind.SECTION:
        return f"antallet af spalter er ændret fra {was or 1} til {now or 1}"
    if mine.kind is ObjectKind.CHART:
        shown = (_chart_form(was), _chart_form(now))
        return (
            f"diagramtypen er ændret fra {shown[0]} til {shown[1]}"
            if (shown[0] != shown[1])
            else "diagramtypen er ændret"
        )
    if mine.kind is ObjectKind.EQUATION:
        return "opbygningen er ændret"
    return "udseendet er ændret"


def _chart_form(written: str) -> str:
    words = written.split()
    known = (_CHART_FORMS.get(" ".join(words[:n])) for n in (2, 1))
    return next((form for form in known if form), written or "ingenting")
