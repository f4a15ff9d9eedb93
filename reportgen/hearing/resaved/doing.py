"""The things that a program does to a copy by saving it."""

from __future__ import annotations

from enum import StrEnum


class Doing(StrEnum):
    """What a program does to a copy by saving it."""

    NUMBERS = "numbers"
    """Numbers and bullets that the styles gave are typed before the text."""
    LISTS = "lists"
    """Headings and points are entries of a list, or entries are none; or all of a point is an
    entry of the list that it was pasted into."""
    FIELDS = "fields"
    """The instruction of a field stands as text."""
    DATES = "dates"
    """The dates of tracked formatting stand as numbers in the text."""
    CONTENTS = "contents"
    """The lines of the contents are text like any other."""
    DESCRIPTIONS = "descriptions"
    """What a table or a figure is said to show, for those who cannot see it, is a paragraph."""
    ALTERNATIVES = "alternatives"
    """Alternative texts of tables and figures are not saved."""
    PICTURES = "pictures"
    """Charts are saved as pictures of themselves."""
    LAYOUT = "layout"
    """Headers, footers and breaks are not saved."""
    COMMENTS = "comments"
    """Comments of the copy sent out stand in the text."""
    QUOTES = "quotes"
    DASHES = "dashes"
    """Dashes and dots that stand for others: ``--`` and ``–``, ``...`` and ``…``."""
    BLANKS = "blanks"
    """Tabs as spaces, and spaces of another kind."""
    UNSEEN = "unseen"
    """Characters that nobody sees: soft hyphens, joiners, marks of direction."""
    MARKS = "marks"
    """Whole paragraphs of one style are bold or italic, which the style was before."""
    STYLES = "styles"
    """Paragraphs are in styles of other names."""
    LOOKS = "looks"
    """Colours are left out, or links are coloured and underlined."""
    STYLE = "style"
    """A paragraph has the style of the one before it, which was taken out."""
