"""Minutes in our own wording that the import cannot be sure of."""

from __future__ import annotations

MINUTES = """\
Referat af netværksmøde i Netværksgruppe Ældre & Sundhed
Dato: 3. maj 2024 kl. 9.00-11.00
Til stede: Leder (Åby Kommune), Leder (Bæk Kommune)

1. Velkomst
Alle blev budt velkommen. <b>Kaffen</b> er sort.

2. Vagter
Netværket talte om vagterne om natten.
Åby skriver et notat om <script>alert(1)</script> vagterne.
Bussen til mødet var forsinket.

4. Indkøb
Indkøbene hører sammen med vagterne.
"""
DAY = "2024-05-03"
ITEMS = ("Velkomst", "Vagter", "Indkøb")
