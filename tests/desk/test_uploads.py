"""Files that a page sends, whatever they are called."""

from __future__ import annotations

import io
from pathlib import Path, PureWindowsPath

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage

from reportgen.desk.uploads import Uploads, own_name

SENT = st.text(max_size=200) | st.from_regex(r"(\.\.[/\\\\]|con|NUL|[a-z:. ]){1,6}(\.docx)?")


@given(SENT)
def test_a_file_is_called_what_every_disk_can_hold_and_lies_in_no_other_folder(sent: str) -> None:
    name = own_name(sent)
    assert name == Path(name).name == PureWindowsPath(name).name
    assert name not in {"", ".", ".."}
    assert not set(name) & set('<>:"|?*/\\\0\n\r\t')
    assert not name.endswith((".", " "))
    assert own_name(name) == name


@given(st.lists(SENT, min_size=1, max_size=4))
def test_files_are_kept_whole_in_their_order_and_gone_when_the_work_is_done(
    names: list[str],
) -> None:
    sent = [FileStorage(io.BytesIO(str(n).encode()), name) for n, name in enumerate(names)]
    uploads = Uploads(sent)
    assert [path.read_bytes() for path in uploads.paths] == [b"%d" % n for n in range(len(names))]
    uploads.remove()
    assert not any(path.parent.parent.exists() for path in uploads.paths)
