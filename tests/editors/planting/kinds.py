"""Every kind of thing that members do in their copies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.editors.planting import deeds, table_deeds
from tests.editors.planting.deeds import Deed
from tests.editors.planting.sent import Spot


@dataclass(frozen=True)
class Kind:
    """A kind of thing that people do; `deed` is given a word that nobody else types."""

    name: str
    pool: str
    deed: Callable[[Spot, str, str], Deed]
    word_only: bool = False
    """What the bridge to LibreOffice has no step for."""
    tracked_only: bool = False
    """What leaves nothing behind where it is not tracked."""

    def is_done_in(self, program: str, *, tracked: bool) -> bool:
        """Whether people can do it in a program so."""
        return (program == "Word" or not self.word_only) and (tracked or not self.tracked_only)


KINDS = (
    Kind("ord rettet", "prose", deeds.words),
    Kind("sætning tilføjet", "prose", deeds.sentence),
    Kind("ord slettet", "prose", deeds.words_out),
    Kind("afsnit tilføjet", "apart", deeds.paragraph),
    Kind("afsnit slettet", "apart", deeds.paragraph_out),
    Kind("afsnit delt", "sentences", deeds.split),
    Kind("afsnit slået sammen", "pair", deeds.joined),
    Kind("afsnit flyttet", "movable", deeds.moved),
    Kind("afsnit trukket", "movable", deeds.dragged, word_only=True),
    Kind("punktopstilling: tilføjet", "bullet_apart", deeds.bullet_added),
    Kind("punktopstilling: slettet", "bullet_apart", deeds.paragraph_out),
    Kind("punktopstilling: ord rettet", "bullet", deeds.words),
    Kind("pind tilføjet", "points", deeds.point_added),
    Kind("pind slettet", "point", deeds.point_out),
    Kind("pind flyttet", "movable_point", deeds.moved),
    Kind("pind trukket", "movable_point", deeds.dragged, word_only=True),
    Kind("pinds ord rettet", "point", deeds.words),
    Kind("pinds overskrift", "points", deeds.point_heading),
    Kind("pinds status", "point", deeds.status),
    Kind("pind formuleret", "waiting", deeds.wording),
    Kind("overskrift rettet", "heading", deeds.fixed_text),
    Kind("figurtekst rettet", "caption", deeds.fixed_text),
    Kind("tekst over pladsholder", "empty", deeds.first_prose),
    Kind("fed", "prose", deeds.dressed("b", "bold")),
    Kind("kursiv", "prose", deeds.dressed("i", "italic")),
    Kind("link", "prose", deeds.linked),
    Kind("link rettet", "linked", deeds.relinked),
    Kind("link fjernet", "linked", deeds.unlinked),
    Kind("gjort til punkt i liste", "apart", deeds.made_entry),
    Kind("afsnit skrevet om", "prose", deeds.rewritten),
    Kind("overstreget", "prose", deeds.struck),
    Kind("overstreget afsnit", "apart", deeds.struck_whole),
    Kind("overstreget punkt i liste", "bullet_apart", deeds.struck_whole),
    Kind("overstreget pind", "point", deeds.point_struck),
    Kind("overstreget og rødt", "point", deeds.struck_and_said),
    Kind("markeret gult", "prose", deeds.noticed("highlight", "yellow")),
    Kind("skrevet rødt", "prose", deeds.noticed("color", "red")),
    Kind("skjult", "prose", deeds.noticed("vanish", "hidden")),
    Kind("hævede ord", "prose", deeds.noticed("vertAlign", "raised")),
    Kind("m²", "prose", deeds.raised),
    Kind("symbol", "prose", deeds.symbol),
    Kind("linjeskift", "prose", deeds.broken),
    Kind("typografi: overskrift", "apart", deeds.made_heading),
    Kind("kommentar", "prose", deeds.comment),
    Kind("kommentar på slettet", "apart", deeds.comment_on_deleted, tracked_only=True),
    Kind("fodnote", "prose", deeds.aside("footnote")),
    Kind("slutnote", "prose", deeds.aside("endnote")),
    Kind("tekstboks", "prose", deeds.aside("box")),
    Kind("sidehoved", "header", deeds.running),
    Kind("sidefod", "footer", deeds.running),
    Kind("tabel sat ind", "apart", deeds.table),
    Kind("billede", "prose", deeds.picture),
    Kind("indlejret tekst", "apart", deeds.embedded, word_only=True),
    Kind("figur slettet", "chart", table_deeds.figure_out),
    Kind("alternativ tekst", "chart", table_deeds.figure_described),
    Kind("tal i figur", "chart", table_deeds.plotted, word_only=True),
    Kind("medlem tilføjet", "member", table_deeds.member_added),
    Kind("medlem slettet", "member", table_deeds.row_out),
    Kind("medlem rettet", "member_cell", table_deeds.cell("", "cell")),
    Kind("rækker sorteret", "members", table_deeds.sorted, word_only=True),
    Kind("kolonne tilføjet", "members", table_deeds.column),
    Kind("talrække tilføjet", "figures", table_deeds.figures_added),
    Kind("talrække slettet", "figures", table_deeds.row_out),
    Kind("tal rettet", "figure_cell", table_deeds.cell("8.412", "cell")),
    Kind("tal over streg", "dash", table_deeds.cell("8.413", "cell", "add", "remark")),
    Kind("beregnet tal", "computed", table_deeds.cell("+8.414", *deeds.ASIDE)),
    Kind("tal i alt", "total", table_deeds.cell("8.415", *deeds.ASIDE)),
    Kind("årshjul rettet", "wheel", table_deeds.cell("", "cell")),
    Kind("deltagelse rettet", "attendance", table_deeds.cell("", *deeds.ASIDE)),
)
