"""How much of anything is read: every reader takes its bound from here.

All are sizes, never times, and are held before the thing is parsed or decoded, so that a
hostile file costs no more than an honest one. Each is chosen so that what people make passes
(a report of 100 pages, 1 MB of text, a workbook of 10,000 rows) and so that the whole program
stays within 300 MB of memory. What is larger is set aside or refused with its reason.
"""

from __future__ import annotations

MB = 1_000_000
"""Bytes, as programs that show files count them."""


# Files, of whatever kind.

MOST_FILE_BYTES = 50 * MB
"""Bytes of one file on the disk; a report with a photograph on every other page takes half."""


# Office packages: Word files and workbooks.

MOST_PACKAGE_BYTES = 100 * MB
"""Bytes that all parts of a package together may unpack to; pictures do not unpack to more
than they take on the disk."""
MOST_PACKAGE_PARTS = 10_000
"""Parts of a package; a report with a picture on every page has some hundreds."""
MOST_TREE_BYTES = 60 * MB
"""Memory that the XML of a package may take once it is parsed, told by a count of its marks.
A report of 80 pages takes 8 MB, and 50 MB where every other word of it is tracked; the whole
of a hearing's merge then takes 265 MB."""
MOST_PARAGRAPHS = 12_000
"""Paragraphs of a Word file, those in cells too: 120 to each of 100 pages. Where every one of
them is new, the merge takes 270 MB."""
DEEPEST_XML = 2_040
"""Elements within one another; Word nests some thirty."""
MOST_ROWS = 40_000
"""Rows of a workbook's sheets that hold anything; four times 10,000. Where every one of them has
four faults, reading it takes 220 MB."""
MOST_CELLS = 300_000
"""Cells of a workbook's sheets that hold anything; 10,000 rows of 30 columns."""
MOST_CELL_CHARACTERS = 10 * MB
"""Characters in all cells, a text that many cells share counted in each; 1,000 to each of
10,000 rows."""
MOST_OBJECTS = 3_000
"""Tables, figures, notes and the like that stand in the text of a Word file: 30 a page."""
MOST_PLOTTED_VALUES = 1_000
"""Plotted values beyond which only the digest of a chart is compared."""
MOST_SPANNED_COLUMNS = 63
"""Columns of a Word table that one cell may span; Word itself takes no more."""
DEEPEST_STYLE = 30
"""Styles that a style inherits from, one from the other; Word lets people go some ten deep."""
DEEPEST_FIELD = 16
"""Fields within one another; nobody nests them further."""
LONGEST_INSTRUCTION = 5_000
"""Characters of a field's instruction; the longest addresses are under half."""


# The template.

LONGEST_TAG = 1_000
"""Characters of one tag; the longest that people write have some 60."""
MOST_TAGS = 1_000
"""Tags of a template; ours has 40."""


# Text: prose, meetings, decisions, and what other files carry along.

MOST_TEXT_BYTES = 5 * MB
"""Bytes of a text file; a year of minutes is well under a tenth."""
MOST_CARRIED_TEXTS = 20
"""Parts in other formats whose words are read; tools that merge answers make one or two. That
there are more of them is told all the same."""
MOST_CARRIED_CHARACTERS = 1 * MB
"""Characters that are told of them all, however often a file shows the same part."""
MOST_CARRIED_TEXT_BYTES = 100_000
"""Bytes of a part in another format (a web page, a mail) that are read; a person reads all of
it in one cell."""
MOST_COMPARED_WORDS = 25_000
"""Words, blanks and signs of two texts that are compared at a time; a paragraph of 100 kB has as
many. Each pair takes a bit: these come to 80 MB."""


# Minutes.

FULL_PAGE = 3_000
"""Characters of a full page of text."""
MOST_MINUTES_CHARACTERS = 400 * FULL_PAGE
"""Characters of minutes, in whatever form; minutes have some ten pages. Each takes some 150
bytes of memory while they are read."""
MOST_MINUTES_LINES = 100_000
"""Lines of minutes, or paragraphs; ten characters a line make a megabyte."""
MOST_LISTED_PEOPLE = 20_000
"""People that the head may list; of more, the list is left out as a whole."""
MOST_PDF_PAGES = 300
"""Pages of a PDF."""
MOST_PDF_STREAM_BYTES = 5 * MB
"""Bytes that one stream of a PDF may unpack to; what a page of text draws is under 100 kB."""
MOST_PDF_BYTES = 50 * MB
"""Bytes that all streams of a PDF that are read may unpack to: pages and fonts."""
MOST_PDF_FORMS = 20_000
"""Forms that the pages draw; a program that makes a form of each word has some 400 a page."""
MOST_PAGE_CHARACTERS = 30_000
"""Characters on one page of a PDF; the smallest print comes to a third. Each takes 2 kB."""
MOST_PAGE_SHAPES = 10_000
"""Lines, rectangles and curves on one page; dotted lines are drawn dot by dot."""
MOST_PAGE_CROSSINGS = 4_000
"""Places of one page where lines of its tables cross; the time grows with their square."""
MOST_FONT_CODES = 65_536
"""Characters that a font of a PDF says something of at once; they have two bytes."""


# Mails.

LONGEST_MAIL_HEADER = 64_000
"""Bytes of one header that are read; a thousand receivers take half."""
MOST_MAIL_HEADER_BYTES = 5 * MB
"""Bytes of all headers of a mail or one of its parts; the way over twenty servers takes 50 kB."""
LONGEST_MAIL_SUBJECT = 1_000
"""Characters of a subject that tell what a mail is; Outlook takes 255."""
LONGEST_MAIL_ADDRESS = 1_000
"""Characters in which a sender's address is looked for."""
DEEPEST_MAIL_COMMENT = 20
"""Brackets in a sender's address; what is read of them is read within one another."""
MOST_MAIL_PARTS = 1_000
"""Parts of a mail, pictures and signatures too."""
MOST_MAIL_ENTRIES = 16_000
"""Properties of an Outlook mail and all that hangs on it; a file has some fifteen."""
MOST_MAIL_MARKS = 100_000
"""Places of a mail where a part may end."""
MOST_UUENCODED_LINES = 1_000_000
"""Lines of a file that is uuencoded, with 45 bytes each."""
DEEPEST_MAIL_PART = 20
"""Parts of a mail within one another; mail programs nest four."""
MOST_ATTACHMENTS = 200
"""Files on one mail; no person sends more."""
MOST_MAIL_TEXT_BYTES = 10 * MB
"""Bytes of all parts of a mail that are text; HTML may have pictures in it."""
LONGEST_MAIL_TEXT = 3 * MB // 2
"""Characters of a mail's text that are read; 500 pages."""
MOST_MAIL_LINES = 40_000
"""Lines of a mail's text that are read; each is a paragraph of what is made of it."""
LONGEST_MAIL_HTML = 4 * MB
"""Characters of a mail's HTML that are read, without pictures in it; in a long mail Outlook writes
some three for each that is seen."""
MOST_MAIL_TAGS = 250_000
"""Tags of a mail's HTML; for 1 MB of text Outlook writes some 70,000."""
MOST_MAIL_RTF_BYTES = 8 * MB
"""Bytes that the RTF of an Outlook mail may unpack to; it holds the text and its HTML."""
DEEPEST_MAIL = 5
"""Mails inside one another that are opened; people forward, but not further than this."""


# What the desk is sent.

MOST_REQUEST_BYTES = MOST_FILE_BYTES + MB
"""Bytes of one request: a file of the largest kind, and the form round it."""
MOST_FORM_FIELDS = 10_000
"""Fields of one form: six for each address of 170 parties, ten times."""
LONGEST_SAID = 20_000
"""Characters of what a party said otherwise than in a file: six pages."""
LONGEST_ADDRESS = 254
"""Characters of a mail address (RFC 5321, 4.5.3.1.3 with its brackets)."""
LONGEST_NAME = 200
"""Characters of a person's name."""
MOST_EXCHANGE_BYTES = 4_096
"""Bytes by which two starts of the program know each other; an honest exchange is some 200."""


# What the program itself wrote: states, records, receipts, the archive's inventories.

MOST_RECORD_BYTES = 32 * MB
"""Bytes of a JSON record; that of a round with 17 parties' edits has some 4 MB."""
MOST_RECORD_VALUES = 2 * MB
"""Values in a JSON record; each may take a hundred bytes of memory."""
DEEPEST_RECORD = 24
"""Lists and mappings within one another in a JSON record; ours have a dozen."""
