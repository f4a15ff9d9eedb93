import sys
sys.path.insert(0,'/work/main')
from tests.app.test_hearing_consolidated import *
from reportgen.app.hearing.consolidated_decisions import _Seen
def test_x(edited_round, libreoffice):
    made = libreoffice.edit(
        edited_round.together,
        ("reject_all",),
        ("track", False),
        ("replace", "Det er svært", "Det kan være svært"),
        ("replace", "Netværket mødtes", "Netværkets medlemmer mødtes"),
    )
    r=read(made)
    for e in edited_round.merged.edits: print(e.id,e.kind,e.block,e.hunk,e.conflict)
    print(edited_round.merged.comments)
    s=_Seen(edited_round.prepared,edited_round.merged,r.rejected)
    print(s._outcomes,s._edits)
    print(r.document.deleted,[p for p in r.document.paragraphs if p.tracked])
    f=edited_round.decisions(made); print(f)
    assert 0
