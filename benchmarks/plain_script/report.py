"""The same report as a plain script: pandas reads the workbook, docxtpl fills a template.

What somebody at home in Python would write in an afternoon, and write well: one pass over
each input, the tables pivoted by pandas, the loops in the template. It checks nothing, keeps
no versions, draws no charts and marks nothing for later edits.

Usage: python report.py WORKSPACE TEMPLATE TARGET
"""

import re
import sys
from pathlib import Path

import pandas as pd
import yaml
from docxtpl import DocxTemplate

NETWORK, YEAR = "boern-og-unge", 2022
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
SHEETS = {"3.6": "Udfordringer", "3.7": "Anbefalinger", "4.2": "Fokusområder"}


def danish_date(date):
    """Write a date as a Danish reader expects it."""
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


def number(value, decimals=0):
    """Write a number with Danish marks."""
    if pd.isna(value):
        return "–"
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def signed(value, decimals=0):
    """Write a change, a growth with its plus."""
    return ("+" if value > 0 else "") + number(value, decimals)


def rows(frame):
    """Rows as dictionaries, empty cells as empty texts."""
    return frame.astype(object).where(frame.notna(), "").to_dict("records")


def read_prose(path):
    """Read the paragraphs of each section, by its number."""
    sections = {}
    for piece in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = piece.partition("\n")
        sections[heading.split()[0]] = [line for line in text.split("\n") if line.strip()]
    return sections


def read_points(sheets, meetings):
    """Read the points of each section, with what the meetings reworded or added."""
    points = {}
    for section, name in SHEETS.items():
        points[section] = {
            row["Id"]: {
                "heading": row["Overskrift"],
                "lines": row["Tekst"].split("\n") if row["Tekst"] else [],
                "source": " · ".join(
                    part
                    for part in (
                        row.get("Udfordring") and f"Svarer på {row['Udfordring']}",
                        f"Kilde: {row['Kilde']}",
                        row.get("Prioritet") and f"Prioritet: {row['Prioritet']}",
                        f"Status: {row['Status']}",
                        row["Id"],
                    )
                    if part
                ),
            }
            for row in rows(sheets[name])
        }
    for meeting in meetings:
        for item in meeting["dagsorden"]:
            for entry in item.get("aarsrapport") or []:
                apply(entry, meeting, points)
    return {section: list(found.values()) for section, found in points.items()}


def apply(entry, meeting, points):
    """Let a meeting's new wording take the place of the old one, or stand as a new point."""
    section = points.get(entry.get("afsnit"))
    if section is None or not entry.get("tekst"):
        return
    source = f"Kilde: Netværksmøde {danish_date(meeting['moede']['dato'])} · {entry.get('id')}"
    point = section.setdefault(entry.get("id"), {"heading": "", "source": source})
    point["heading"] = entry.get("overskrift") or point["heading"]
    point["lines"] = entry["tekst"].split("\n")


def key_figures(frame):
    """Pivot each indicator: organisations by the last four years, and what changed."""
    figures = []
    for (indicator, unit), group in frame.groupby(["Indikator", "Enhed"], sort=False):
        table = group.pivot_table(
            index="Organisation", columns="År", values="Værdi", aggfunc="first", sort=False
        ).sort_index(axis="columns")
        years = list(table.columns)[-4:]
        table = table[years]
        if unit == "antal":
            table.loc["I alt"] = table.sum()
        cells = table.map(number)
        if len(years) > 1:
            before, after = table[years[-2]], table[years[-1]]
            cells["Ændring"] = (after - before).map(signed)
            cells["Ændring i pct."] = ((after - before) / before * 100).map(
                lambda value: signed(value, 1)
            )
        figures.append(
            {
                "title": f"{indicator} ({unit})",
                "headers": [str(column) for column in cells.columns],
                "rows": [{"name": row[0], "cells": list(row[1:])} for row in cells.itertuples()],
                "source": "; ".join(group["Kilde"].dropna().unique()),
            }
        )
    return figures


def attendance(meetings, organisations):
    """Tell who was at which meeting."""
    there = [{p["organisation"] for p in m["deltagere"].get("til_stede") or []} for m in meetings]
    away = [{p["organisation"] for p in m["deltagere"].get("afbud") or []} for m in meetings]
    return {
        "headers": [danish_date(m["moede"]["dato"]) for m in meetings],
        "rows": [
            {
                "name": name,
                "cells": [
                    "Til stede" if name in present else "Afbud" if name in absent else "–"
                    for present, absent in zip(there, away, strict=True)
                ],
            }
            for name in organisations
        ],
    }


def main(workspace, template, target):
    """Read everything, fill the template, save the report."""
    network_folder = workspace / "inputs" / NETWORK
    year_folder = network_folder / str(YEAR)
    network = yaml.safe_load((network_folder / "netvaerk.yaml").read_text("utf-8"))
    meetings = [
        yaml.safe_load(path.read_text("utf-8"))
        for path in sorted((year_folder / "moeder").glob("*.yaml"))
    ]
    for meeting in meetings:
        meeting["moede"]["dato"] = pd.Timestamp(meeting["moede"]["dato"])
    sheets = pd.read_excel(year_folder / "aarsrapport.xlsx", sheet_name=None)
    prose = read_prose(year_folder / "tekster.md")
    document = DocxTemplate(template)
    document.render(
        {
            "network": network,
            "year": YEAR,
            "stage": "Udkast",
            "version": "v01",
            "date": danish_date(pd.Timestamp("2022-12-01")),
            "prose": {f"{a}.{b}": prose.get(f"{a}.{b}", []) for a in range(1, 5) for b in range(9)},
            "members": [
                {"name": row["Navn"], "organisation": row["Organisation"], "role": row["Rolle"]}
                for row in rows(sheets["Medlemmer"])
            ],
            "meetings": [
                {
                    "date": danish_date(meeting["moede"]["dato"]),
                    "form": meeting["moede"].get("form", ""),
                    "topics": "\n".join(item["titel"] for item in meeting["dagsorden"]),
                }
                for meeting in meetings
            ],
            "attendance": attendance(meetings, network["organisationer"]),
            "follow_ups": [
                {
                    "recommendation": row["Anbefaling"],
                    "answer": row["Svar"],
                    "sender": row["Fra"],
                    "status": row["Status"],
                }
                for row in rows(sheets["Opfølgning"])
            ],
            "figures": key_figures(sheets["Nøgletal"]),
            "points": read_points(sheets, meetings),
            "wheel": [
                {
                    "date": danish_date(row["Dato"]),
                    "topic": row["Emne"],
                    "form": ", ".join(part for part in (row["Form"], row["Sted"]) if part),
                }
                for row in rows(sheets["Årshjul"])
            ],
            "sources": [
                *(f"Referat af netværksmøde {danish_date(m['moede']['dato'])}" for m in meetings),
                *(
                    link
                    for meeting in meetings
                    for item in meeting["dagsorden"]
                    for link in item.get("links") or []
                ),
            ],
        },
        autoescape=True,
    )
    document.save(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
