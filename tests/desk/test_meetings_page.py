"""The pages of the meetings over HTTP: minutes dropped in, doubts settled, the last one undone."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml

from tests.cli.test_commands import answer
from tests.desk.minutes_dropped import DAY, ITEMS, MINUTES
from tests.desk.running import Answer, Running
from tests.desk.test_round_page import done as done_on
from tests.desk.test_round_page import text_of
from tests.workspaces import SmallYear

PAGE = "aeldre-og-sundhed/2024/moeder"
MEETING = f"{PAGE}/{DAY}"


def drop(shown: Running, *files: tuple[str, str]) -> str:
    """The list of meetings after minutes were dropped in."""
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n{text}\r\n'
        for name, text in files
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x", "Origin": shown.origin}
    path = f"{shown.path}aeldre-og-sundhed/2024/skridt/import"
    begun = shown.request("POST", path, parts + "--x--", {**shown.ours(), **kind})
    assert begun.status == 200, begun.text
    done_on(shown)
    return shown.get(PAGE).text


@pytest.fixture
def dropped(shown: Running) -> Running:
    """The same with minutes read in."""
    drop(shown, ("referat.txt", MINUTES))
    return shown


def data(small: SmallYear) -> dict[str, list[dict[str, object]]]:
    said: dict[str, list[dict[str, object]]] = yaml.safe_load(file(small).read_text("utf-8"))
    return said


def file(small: SmallYear) -> Path:
    return small.year.meetings / f"{DAY}.yaml"


def seen(page: str, item: int, doubt: int | None = None) -> str:
    """What the page says of an item, as it sends it back with a choice."""
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        of_doubt = None if doubt is None else str(doubt)
        if fields.get("item") == str(item) and fields.get("doubt") == of_doubt:
            return fields["seen"]
    raise AssertionError(f"no form for {item}, {doubt}")


def choose(shown: Running, item: int, doubt: int | None = None, **form: str) -> Answer:
    """Make a choice on the page as it is."""
    page = shown.get(MEETING).text
    sent = {"item": str(item), "seen": seen(page, item, doubt), **form}
    if doubt is not None:
        sent["doubt"] = str(doubt)
    return shown.post(f"{MEETING}/valg", sent)


def doubt_at(small: SmallYear, key: str) -> int:
    """The number of the doubt about an item."""
    return next(at for at, each in enumerate(data(small)["tvivl"]) if each.get("punkt") == key)


def test_minutes_dropped_in_are_listed_with_what_is_in_them(
    small: SmallYear, shown: Running
) -> None:
    page = text_of(drop(shown, ("referat.txt", MINUTES), ("tom.txt", "  ")))
    assert "Mødet 3. maj 2024" in page
    assert "Velkomst · Vagter · Indkøb" in page
    assert "3 punkter" in page
    assert re.search(r"[1-9] sted(er)? skal ses efter", page)
    assert "tom.txt Filen er tom." in page
    assert "Mødet 1. marts 2024" in page  # the one that stood there
    kept = sorted(path.name for path in (small.year.meetings / "kilder").iterdir())
    assert kept == ["2024-05-03.json", "2024-05-03_referat.txt"]


def test_an_item_stands_beside_its_lines_of_the_minutes(small: SmallYear, dropped: Running) -> None:
    page = dropped.get(MEETING).text
    parts = page.split('<section class="agenda-item"')[1:]
    assert len(parts) == len(ITEMS)
    for title, part in zip(ITEMS, parts, strict=True):
        own, _, source = part.partition('<div class="of-source">')
        assert title in own
        assert title in source.partition("</section>")[0]
    whole = text_of("".join(re.findall(r'<div class="of-source">.*?</div>', page, re.DOTALL)))
    for line in MINUTES.split("\n"):
        assert whole.count(" ".join(line.split())) >= 1 or not line.strip()


def test_what_others_wrote_is_text(dropped: Running) -> None:
    page = dropped.get(MEETING).text
    assert "<script>alert" not in page
    assert "<b>Kaffen" not in page
    assert "<script>alert(1)</script>" in html.unescape(page)


def test_a_doubt_that_is_right_is_closed_and_counted_no_longer(
    small: SmallYear, dropped: Running
) -> None:
    before = [p["code"] for p in answer(small, "check")[1]["problems"]].count("meeting-doubt")
    doubt = doubt_at(small, "4")
    assert "Punkt 4 følger efter punkt 2." in text_of(dropped.get(MEETING).text)
    assert choose(dropped, 2, doubt, choice="right").json() == {"anew": True}
    assert data(small)["tvivl"][doubt]["valg"] == "rigtigt, som det står"
    after = [p["code"] for p in answer(small, "check")[1]["problems"]].count("meeting-doubt")
    assert after == before - 1


def test_an_item_is_put_into_the_one_before_and_taken_out_again(
    small: SmallYear, dropped: Running
) -> None:
    before = file(small).read_bytes()
    assert choose(dropped, 2, doubt_at(small, "4"), choice="list").status == 200
    items = data(small)["dagsorden"]
    assert [item["titel"] for item in items] == ["Velkomst", "Vagter"]
    assert "4. Indkøb\nIndkøbene hører" in str(items[1]["referat"])
    page = dropped.get(MEETING).text
    source = page.split('<section class="agenda-item"')[2].partition('<div class="of-source">')[2]
    assert "Indkøbene hører sammen" in source  # its line went along
    assert dropped.post(f"{MEETING}/fortryd").json() == {"anew": True}
    assert file(small).read_bytes() == before
    again = dropped.post(f"{MEETING}/fortryd")
    assert (again.status, "intet valg at fortryde" in str(again.json())) == (409, True)


def test_choices_are_undone_one_after_the_other(small: SmallYear, dropped: Running) -> None:
    states = [file(small).read_bytes()]
    for form in (
        {"choice": "task", "line": "1", "who": "Åby", "due": "juni"},
        {"choice": "decision", "line": "0"},
        {"choice": "aside", "line": "2"},
        {"choice": "item", "line": "1"},
        {"choice": "title", "title": "Vagter  om natten", "number": "2"},
    ):
        assert choose(dropped, 1, **form).status == 200, form
        states.append(file(small).read_bytes())
    assert len(set(states)) == len(states)
    item = data(small)["dagsorden"][1]
    assert item["titel"] == "Vagter om natten"
    assert "Bussen til mødet" in str(data(small)["udeladt"])
    for state in reversed(states[:-1]):
        dropped.post(f"{MEETING}/fortryd")
        assert file(small).read_bytes() == state


def test_an_input_is_pending_at_its_point_and_traced_to_the_meeting(
    small: SmallYear, dropped: Running
) -> None:
    assert choose(dropped, 1, choice="point", line="0", point="U2").status == 200
    pending = answer(small, "check")[1]["pending"]
    assert [p["block"] for p in pending if "vagterne om natten" in p["input"]] == ["U2"]
    entry = data(small)["dagsorden"][1]["aarsrapport"]
    assert [each["før"] for each in entry] == ["Noget helt nyt."]  # type: ignore[attr-defined]
    _, made = answer(small, "generate", "--date", "2024-06-20")
    assert not [p for p in made["problems"] if p["severity"] == "error"]


def test_who_was_there_is_put_right(small: SmallYear, dropped: Running) -> None:
    page = dropped.get(MEETING).text
    shown = re.findall(r'class="people".*?name="seen" value="(\w+)"', page, re.DOTALL)
    rows = [
        ("name", "Leder"), ("organisation", "Åby Kommune"), ("presence", "regrets"),
        ("former", "til_stede:0"),
        ("name", "Leder"), ("organisation", "Bæk Kommune"), ("presence", ""),
        ("former", "til_stede:1"),
        ("name", " Ny  Leder"), ("organisation", "Region Øst"), ("presence", "there"),
        ("former", ""),
        ("name", ""), ("organisation", ""), ("presence", "there"),
        ("former", ""),
    ]  # fmt: skip
    form = [("seen", shown[0]), *rows]
    assert dropped.post(f"{MEETING}/deltagere", form).status == 200
    attendance: object = data(small)["deltagere"]
    assert attendance == {
        "til_stede": [{"navn": "Ny Leder", "organisation": "Region Øst"}],
        "afbud": [{"navn": "Leder", "organisation": "Åby Kommune"}],
    }
    assert dropped.post(f"{MEETING}/deltagere", form).status == 409  # it says something else now
    assert dropped.post(f"{MEETING}/deltagere", [*form, ("name", "en for meget")]).status == 400


def test_an_input_gets_another_point_or_none(small: SmallYear, dropped: Running) -> None:
    choose(dropped, 1, choice="point", line="0", point="U2")
    assert choose(dropped, 1, choice="target", entry="0", point="U1").status == 200
    pending = answer(small, "check")[1]["pending"]
    assert [p["block"] for p in pending if "vagterne om natten" in p["input"]] == ["U1"]
    assert choose(dropped, 1, choice="no-input", entry="0").status == 200
    assert (
        "aarsrapport" not in data(small)["dagsorden"][1]
        or not data(small)["dagsorden"][1]["aarsrapport"]
    )
    assert "vagterne om natten" in str(data(small)["udeladt"])


def test_what_the_file_says_otherwise_by_now_is_not_written_over(
    small: SmallYear, dropped: Running
) -> None:
    page = dropped.get(MEETING).text
    path = file(small)
    path.write_text(path.read_text("utf-8").replace("vagterne om natten", "vagterne"), "utf-8")
    typed = path.read_bytes()
    sent = {"item": "1", "seen": seen(page, 1), "choice": "decision", "line": "0"}
    refused = dropped.post(f"{MEETING}/valg", sent)
    assert (refused.status, "noget andet" in str(refused.json())) == (409, True)
    assert path.read_bytes() == typed
    # What was changed elsewhere in the file keeps nobody from a choice about another item.
    other = {**sent, "item": "0", "seen": seen(page, 0)}
    assert dropped.post(f"{MEETING}/valg", other).status == 200
    assert "Netværket talte om vagterne." in path.read_text("utf-8")


def test_a_fault_of_the_file_is_told_on_its_page_and_nothing_is_written(
    small: SmallYear, dropped: Running
) -> None:
    page = dropped.get(MEETING).text
    path = file(small)
    path.write_text(path.read_text("utf-8").replace("dagsorden:", "dagsorden: [", 1), "utf-8")
    broken = path.read_bytes()
    told = text_of(dropped.get(MEETING).text)
    assert "en parentes, der mangler" in told
    sent = {"item": "1", "seen": seen(page, 1), "choice": "decision", "line": "0"}
    assert dropped.post(f"{MEETING}/valg", sent).status in (409, 422)
    assert path.read_bytes() == broken
    assert "en parentes, der mangler" in text_of(dropped.get(PAGE).text)


def test_a_file_that_cannot_be_read_is_put_back_as_the_archive_has_it(
    small: SmallYear, shown: Running
) -> None:
    (path,) = small.year.meetings.glob("*.yaml")
    page = f"{PAGE}/{path.stem}"
    sound = path.read_bytes()
    broken = sound.replace(b"dagsorden:", b"dagsorden")
    path.write_bytes(broken)
    assert "fra-arkivet" not in shown.get(page).text, "nothing is kept yet"
    path.write_bytes(sound)
    assert answer(small, "generate")[0] == 0
    assert shown.post(f"{page}/fra-arkivet").status == 409, "it can be read"
    path.write_bytes(broken)
    assert "Læg det tilbage, som det var" in shown.get(page).text
    assert shown.post(f"{page}/fra-arkivet").status == 200
    assert path.read_bytes() == sound
    assert "fra-arkivet" not in shown.get(page).text
    assert shown.post(f"{page}/fortryd").status == 200
    assert path.read_bytes() == broken


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"choice": "noget"}, 400),
        ({"choice": "decision", "line": "x"}, 400),
        ({"choice": "decision", "line": ""}, 409),
        ({"choice": "point", "line": "0", "point": "U99"}, 422),
        ({"choice": "task", "line": "0", "text": "x" * 20_001}, 400),
    ],
)
def test_what_no_page_sends_is_refused(
    small: SmallYear, dropped: Running, form: dict[str, str], status: int
) -> None:
    before = file(small).read_bytes()
    assert choose(dropped, 1, **form).status == status
    assert file(small).read_bytes() == before


def test_only_a_meeting_of_the_year_has_a_page(dropped: Running) -> None:
    for name in ("2024-01-01", "..%2Fnetvaerk", "kilder"):
        assert dropped.get(f"{PAGE}/{name}").status == 404
        assert dropped.post(f"{PAGE}/{name}/fortryd").status == 404


def test_minutes_that_were_corrected_are_told_as_edited(small: SmallYear, dropped: Running) -> None:
    choose(dropped, 1, choice="decision", line="0")
    edited = file(small).read_bytes()
    page = text_of(drop(dropped, ("referat.txt", MINUTES + "\nMere.\n")))
    assert "er blevet rettet" in page or "rettet" in page
    assert file(small).read_bytes() == edited


def test_no_two_fields_of_a_meeting_have_one_name(dropped: Running) -> None:
    """A label leads to the first of two, and the other has no name for a screen reader."""
    ids = re.findall(r' id="([^"]+)"', dropped.get(MEETING).text)
    assert [each for each in dict.fromkeys(ids) if ids.count(each) > 1] == []
