"""A hearing round of the sample's network, and what its parties do in their copies."""

from __future__ import annotations

import json
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from reportgen.cli.main import program
from tests.editors.libreoffice import LibreOffice
from tests.editors.planting.deeds import Deed
from tests.editors.planting.kinds import Kind
from tests.editors.planting.sent import Sent, Spot
from tests.editors.planting.word_desk import WordDesk

ROOT = Path(__file__).resolve().parents[3]
NETWORK, YEAR = "boern-og-unge", "2022"
UNEDITED = "Region Sjælland"
"""Who sends the copy back as it was."""

_NO_PROSE = "2.1"
"""Section whose prose is left out, so that its sentence for that stands there."""
_MORE = """
Flere kommuner arbejder sammen om korte forløb til familier med små børn. Erfaringerne fra de første forløb er gode, og der er venteliste i tre af kommunerne.

Tilgangen af nye sager var størst i årets første måneder. Sagerne er ikke blevet flere siden sommeren, men de tager længere tid end før.

Skolerne kalder tidligere på forvaltningen end for blot et par år siden. Det giver flere samtaler med forældre, og det kræver faste aftaler om, hvem der gør hvad.

Botilbuddene melder om svære vilkår for nattevagter. Enkelte steder er vagtplanen lagt om, og det har givet mere ro om aftenen og færre skift mellem de voksne.

Kommunernes jurister mødes hver anden måned om fælles spørgsmål. De deler skabeloner til afgørelser, og de gennemgår klager, som flere kan lære af.

Et forsøg med aflastning i weekender løber til næste efterår. Forsøget følges af en lille gruppe fra fire kommuner, som skriver en kort fortælling om hvert forløb.

Sundhedsplejen ser flere trætte forældre i barnets første år. Et besøg mere ved fire måneder bliver prøvet af i to distrikter, og besøget er frivilligt for alle.

Fritidstilbud betyder meget for børn, der skifter skole midt i året. Klubberne holder derfor en plads åben, og en voksen tager imod den første dag.

Samarbejdet med politiet om unge på gaden er blevet tættere. Aftalerne er skrevet ned i et fælles papir, og papiret bliver gået efter hvert forår.

Nye medarbejdere får nu en fast makker de første tolv uger. Makkeren svarer på små spørgsmål og tager med på de første møder uden for huset.
"""  # noqa: E501
_TOKEN = ("sam", "vin", "tor", "mel", "hav", "lyn", "bro", "kilde", "sten", "dal")
_ENDS = ("lund", "holt", "rup", "sted", "bæk", "høj", "vig", "næs", "skov", "mark")


@dataclass(frozen=True)
class Mode:
    """In which program somebody works, and whether changes are tracked."""

    program: str
    tracked: bool

    def __str__(self) -> str:
        return f"{self.program}, {'sporet' if self.tracked else 'usporet'}"


MODES = tuple(Mode(name, tracked) for name in ("Word", "LibreOffice") for tracked in (True, False))


@dataclass(frozen=True)
class Planted:
    """A deed in a party's copy."""

    kind: str
    party: str
    mode: Mode
    spot: Spot
    deed: Deed
    token: str
    """A word that it typed, and nobody else."""


_EARLIER_MEETING = """\
moede: {dato: 2022-05-06, form: fysisk}
deltagere:
  til_stede: [{navn: "Medlem, Faxe Kommune", organisation: Faxe Kommune}]
dagsorden: [{nr: "1", titel: Forårets møde}]
"""
"""With two meetings the attendance is a table, whose cells members can write in."""


class OpenRound:
    """A round that is open, in a workspace of its own."""

    def __init__(self, folder: Path) -> None:
        self._opened = folder / "runde"
        for name in ("inputs", "templates"):
            shutil.copytree(ROOT / name, self._opened / name)
        year = self._opened / "inputs" / NETWORK / YEAR
        (year / "moeder" / "2022-05-06.yaml").write_text(_EARLIER_MEETING, "utf-8")
        prose = year / "tekster.md"
        prose.write_text(_reworded(prose.read_text("utf-8")), "utf-8")
        run(self._opened, "generate", "--date", "2022-11-15")
        opened = ("open", "--deadline", "2099-12-01", "--no-lock", "--with-pending")
        run(self._opened, "hearing", *opened)
        (path,) = self._opened.glob("inputs/*/*/hoering/1/udsendt/*_hoering.docx")
        self.sent = path.read_bytes()
        described = (self._opened / "inputs" / NETWORK / "netvaerk.yaml").read_text("utf-8")
        named = described.partition("organisationer:")[2].split("\n  - ")[1:]
        self.parties = tuple(name.strip() for name in named if name.strip() != UNEDITED)

    def collect(self, copies: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
        """Take every copy in, in a fresh copy of the workspace: the last answer's JSON."""
        workspace = folder / "indsamling"
        shutil.copytree(self._opened, workspace)
        said: dict[str, Any] = {}
        for number, (party, data) in enumerate(copies.items(), 1):
            path = folder / f"{number:02d}.docx"
            path.write_bytes(data)
            said = run(workspace, "hearing", "collect", path, "--party", party)
        return said


def _reworded(prose: str) -> str:
    sections = prose.split("\n## ")
    kept = [each for each in sections if not each.startswith(f"{_NO_PROSE} ")]
    return "\n## ".join(
        each.rstrip() + "\n" + _MORE if each.startswith("3.5 ") else each for each in kept
    )


def run(workspace: Path, *words: str | Path) -> dict[str, Any]:
    """Run the program; what it answers as JSON."""
    arguments = ["--json", "-C", str(workspace), "--lang", "da", *map(str, words)]
    result = CliRunner().invoke(program, arguments, catch_exceptions=False)
    if result.exit_code:
        raise SystemExit(f"{' '.join(map(str, words))}: {result.output}")
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def plan(
    sent: bytes, parties: Sequence[str], kinds: Sequence[Kind], modes: Sequence[Mode], seed: int
) -> list[Planted]:
    """Deal every kind out once to each way of working; no two deeds of a copy meet."""
    chance = random.Random(seed)
    base = Sent(sent)
    held: defaultdict[str, set[str]] = defaultdict(set)
    used: defaultdict[str, set[str]] = defaultdict(set)
    made: list[Planted] = []
    tokens = _tokens()
    for at, mode in enumerate(modes):
        working = list(parties[at :: len(modes)])
        for kind in _hardest_first(base, kinds, chance):
            if not kind.is_done_in(mode.program, tracked=mode.tracked):
                continue
            token = next(tokens)
            for party in sorted(working, key=lambda each: len(held[each])):
                spots = base.spots(kind.pool, chance)
                free = [s for s in spots if _is_free(s, held[party], used[party])]
                deeds = ((s, kind.deed(s, token, leader(party))) for s in free)
                chosen = next(((s, d) for s, d in deeds if all("" not in t for t in d.steps)), None)
                if chosen is not None:
                    spot, deed = chosen
                    held[party] |= spot.held
                    used[party] |= spot.used
                    made.append(Planted(kind.name, party, mode, spot, deed, token))
                    break
            else:
                raise LookupError(f"no place is left for {kind.name} ({mode})")
    return made


def _hardest_first(base: Sent, kinds: Sequence[Kind], chance: random.Random) -> list[Kind]:
    """In any order, but those with fewest places first."""
    shuffled = chance.sample(kinds, len(kinds))
    return sorted(shuffled, key=lambda kind: len(base.spots(kind.pool, chance)) > 12)


def _is_free(spot: Spot, held: set[str], used: set[str]) -> bool:
    return not (spot.held & (held | used) or spot.used & held)


def _tokens() -> Iterator[str]:
    """Words that stand nowhere, each once."""
    for number in range(len(_TOKEN) ** 2 * len(_ENDS)):
        first, rest = divmod(number, len(_TOKEN) * len(_ENDS))
        second, end = divmod(rest, len(_ENDS))
        yield f"{_TOKEN[second]}{_TOKEN[first]}{_ENDS[end]}"


def leader(party: str) -> str:
    """Who works in a party's copy."""
    return f"Leder i {party}"


def work(
    sent: bytes, planted: Sequence[Planted], parties: Sequence[str], office: LibreOffice | None
) -> dict[str, bytes]:
    """Every party's copy, with all that was planned for it done."""
    copies: dict[str, bytes] = {}
    for party in parties:
        mine = [each for each in planted if each.party == party]
        if not mine:
            copies[party] = sent
            continue
        mode = mine[0].mode
        steps = [("track", mode.tracked), *(step for each in mine for step in each.deed.steps)]
        if mode.program == "Word":
            desk = WordDesk(sent, leader(party))
            desk.do(*steps)
            copies[party] = desk.save()
        else:
            assert office is not None
            copies[party] = office.edit(sent, *steps, author=leader(party))
    return copies
