"""Write the golden files anew: ``python -m tests.sources.minutes.regenerate``.

The documents are built from the twins only where they are missing (delete one to build it
again); the YAML beside each is written every time. Review the difference before committing.
"""

from __future__ import annotations

from pathlib import Path

from tests.sources.minutes import shapes, twins
from tests.sources.minutes.build import as_text, printed, write
from tests.sources.minutes.reading import as_yaml, read

GOLDEN = Path(__file__).parent / "golden"


def documents() -> dict[str, bytes]:
    """The documents that are missing, built."""
    three, two = write(twins.three_columns()), write(twins.two_columns())
    wanted = {
        "tre-kolonner.docx": lambda: three,
        "tre-kolonner.pdf": lambda: printed(three),
        "tre-kolonner.txt": lambda: as_text(twins.three_columns(), (26, 50, 92), (2, 5)).encode(),
        "to-kolonner.docx": lambda: two,
        "to-kolonner.pdf": lambda: printed(two),
        "to-kolonner.txt": lambda: as_text(twins.two_columns(), (32, 125), (1,)).encode(),
        "uden-tabel.docx": shapes.headings,
        "uden-tabel.pdf": lambda: printed(shapes.headings()),
        "uden-tabel.txt": shapes.NUMBERED.encode,
        "fem-kolonner.docx": lambda: write(shapes.five_columns()),
    }
    return {name: make() for name, make in wanted.items() if not (GOLDEN / name).exists()}


def expected(document: Path) -> str:
    """What is read from `document`, as its YAML."""
    return as_yaml(read(document.read_bytes(), document.name))


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name, data in documents().items():
        (GOLDEN / name).write_bytes(data)
    for document in sorted(GOLDEN.iterdir()):
        if document.suffix != ".yaml":
            yaml = document.with_name(f"{document.name}.yaml")
            yaml.write_text(expected(document), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
