"""``hoeringssvar.xlsx``: the workbook where the secretariat decides on every answer.

Made anew by every collect, with all that was typed so far; never read for anything but
what a person types in it.
"""
