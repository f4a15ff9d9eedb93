"""A whole year on the desk leaves behind what the commands leave behind."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import time
from pathlib import Path

from reportgen.workspace import versions
from tests.app.hearing.rounds import BAEK, OEST, reworded
from tests.desk.running import PATIENCE, Running, command, desk, surroundings
from tests.workspaces import SmallYear, small_year

YEAR = "aeldre-og-sundhed/2024/"
DEADLINE = dt.date.today() + dt.timedelta(days=14)
NUMBER = "Ring til 23 45 67 89."
NO_OFFICE = {"PATH": ""}


class OnDesk:
    """The year worked by the forms of the page."""

    def __init__(self, small: SmallYear, running: Running) -> None:
        self.small, self.running = small, running

    def do(self, step: str, form: dict[str, str] | None = None) -> str:
        """A step; what is told when it is done."""
        return self._done(self.running.post(f"{YEAR}skridt/{step}", form).json()["work"])

    def collect(self, name: str, data: bytes) -> str:
        body = (
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n--x--'
            % (name.encode(), data)
        )
        headers = self.running.ours(Content_Type="multipart/form-data; boundary=x")
        answer = self.running.request(
            "POST",
            f"{self.running.path}{YEAR}skridt/collect",
            body,
            {**headers, "Origin": self.running.origin},
        )
        return self._done(answer.json()["work"])

    def decide(self) -> None:
        """Meet the one change there is."""
        page = self.running.get(f"{YEAR}hoering").text
        (id_,) = re.findall(r'name="nr" value="([^"]+)"', page)
        (yes,) = re.findall(r'name="afgoer" value="(ja:[^"]+)"', page)
        assert self.running.post(f"{YEAR}hoering/afgoer", {"nr": id_, "afgoer": yes}).status == 200

    def publish(self, reason: str) -> None:
        page = self.running.get(f"{YEAR}udgivelse").text
        (field,) = re.findall(r'name="(reason:[^"]+)"', page)
        kept = self.running.post(f"{YEAR}udgivelse/undtagelser", {field: reason})
        assert kept.json() == {"anew": True}
        self.do("publish")

    def _done(self, work: object) -> str:
        for _ in range(PATIENCE * 10):
            state = self.running.get(f"arbejde/{work}").json()
            if not state["running"]:
                break
            time.sleep(0.1)
        page = self.running.get(YEAR).text
        self.running.post(f"arbejde/{work}/set")
        return page.partition('aria-label="Det blev gjort"')[2].partition("</section>")[0]


class ByCommands:
    """The same by what is typed in a terminal."""

    def __init__(self, small: SmallYear, state: Path) -> None:
        self.small, self.state = small, state

    def run(self, *words: str) -> dict[str, list[dict[str, str]]]:
        done = subprocess.run(
            command(self.small.root, "--json", *words),
            env=surroundings(self.state, **NO_OFFICE),
            capture_output=True,
            text=True,
            check=False,
        )
        said: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
        return said

    def decide(self) -> None:
        from openpyxl import load_workbook

        path = max(self.small.year.hearing.glob("1/svar/*_hoeringssvar.xlsx"))
        book = load_workbook(path)
        page = book["Svar"]
        column = next(cell.column for cell in page[1] if cell.value == "Imødekommet")
        page.cell(2, column).value = "ja"
        book.save(path)


def worded(small: SmallYear) -> None:
    """Nothing is open any longer, and the prose holds what may not be public unasked."""
    small.edit_meeting("om vinteren.}", "om vinteren., tekst: Det er svært at dække natten nu.}")
    small.edit_meeting("Nævn at vi er få.}", "Nævn at vi er få., svar: Det står i 1.1.}")
    prose = small.year.prose.read_text("utf-8")
    small.year.prose.write_text(prose.replace("én gang.", f"én gang. {NUMBER}"), "utf-8")


def edited(small: SmallYear) -> bytes:
    (copy,) = small.year.hearing.glob("1/udsendt/Aaby-Kommune/*_hoering_*.docx")
    return reworded(copy.read_bytes(), "svært", "umuligt")


def on_the_desk(small: SmallYear, state: Path) -> None:
    with desk(small.root, state, **NO_OFFICE) as running:
        page = OnDesk(small, running.enter())
        page.do("generate")
        worded(small)
        page.do("generate")
        page.do("open", {"deadline": DEADLINE.isoformat(), "per_party": "on"})
        page.collect("svar fra Åby.docx", edited(small))
        page.do("answer", {"party": BAEK, "answer": "nothing", "said": ""})
        page.do("answer", {"party": OEST, "answer": "nothing", "said": ""})
        page.decide()
        assert "Høringsrunden er afsluttet" in page.do("apply")
        page.do("generate")
        page.publish("Vagttelefonen er offentlig.")
        page.do("new")


def by_commands(small: SmallYear, state: Path, folder: Path) -> None:
    typed = ByCommands(small, state)
    typed.run("generate")
    worded(small)
    typed.run("generate")
    typed.run("hearing", "open", "--deadline", DEADLINE.isoformat(), "--per-party")
    answer = folder / "svar fra Åby.docx"
    answer.write_bytes(edited(small))
    typed.run("hearing", "collect", str(answer))
    typed.run("hearing", "answer", BAEK, "--none")
    typed.run("hearing", "answer", OEST, "--none")
    typed.decide()
    typed.run("hearing", "apply")
    typed.run("generate")
    (found,) = (p["id"] for p in typed.run("publish")["problems"] if "id" in p)
    typed.run("publish", "--allow", found, "--reason", "Vagttelefonen er offentlig.")
    typed.run("new", "2025")


def left(small: SmallYear) -> dict[str, object]:
    """What is left of a year: its versions and what they show, its entries, its files' names."""
    decided = [path.read_text("utf-8") for path in sorted(small.year.decided.glob("*.yaml"))]
    untimed = [re.sub(r"(tid|sha256): .*", "", text) for text in decided]
    names = sorted(
        path.relative_to(small.root).as_posix()
        for folder in ("inputs", "outputs")
        for path in (small.root / folder).rglob("*")
        if path.is_file() and path != small.year.journal and not path.name.startswith(".")
    )
    records = [(each.version, each.stage, each.fold) for each in versions.records(small.year)]
    return {"versions": records, "entries": untimed, "files": names}


def test_a_year_on_the_desk_leaves_what_the_commands_leave(tmp_path: Path) -> None:
    one, other = (small_year(tmp_path / name / "mappe") for name in ("siden", "terminalen"))
    on_the_desk(one, tmp_path / "bruger")
    by_commands(other, tmp_path / "bruger", tmp_path)
    found = left(one)
    assert [stage for _, stage, _ in found["versions"]] == [  # type: ignore[attr-defined]
        *("udkast", "udkast", "hoering", "endelig", "offentliggjort")
    ]
    assert len(found["entries"]) == 1  # type: ignore[arg-type]
    assert found == left(other)
