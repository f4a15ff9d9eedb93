"""The page and the type of the template that comes with the program."""

from __future__ import annotations

from reportgen.layout.content import Style
from reportgen.layout.room import Box, Room, Type

A4 = Room(
    8788,
    13777,
    {
        Style.BODY: Type(220, 336, 0, 120),
        Style.BULLET: Type(220, 336, 0, 100, 357),
        Style.SUBHEADING: Type(220, 309, 240, 60),
        Style.SOURCE: Type(170, 229, 80, 200),
        Style.EMPTY: Type(220, 336, 0, 120),
    },
    above=(Box(560, 513, 160),),
)
"""With its heading on it."""
