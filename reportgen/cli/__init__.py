"""The command line: options in, a use case called, its result printed."""

from __future__ import annotations

import gc
import os

_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run the program, as the console script does.

    One run is short and leaves next to no cycles behind, so searching for them is mostly time
    lost: seldom while it works (peak memory is the same), and not at all once it is over, when
    the system takes everything back at once. Together that is a quarter of a small `generate`.
    """
    # Otherwise the metadata of everything installed is searched for plugins of pydantic's.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    from reportgen.cli.main import run

    try:
        run()
    finally:
        gc.freeze()


def main_without_console() -> None:
    """Run the program where nobody sees a console, as after a double-click.

    What it would say there when it fails is shown in the browser.
    """
    import io
    import sys

    said = io.StringIO()
    sys.stdout = sys.stderr = said
    try:
        main()
    except SystemExit as end:
        if end.code:
            from reportgen.desk.start import show_words

            show_words(said.getvalue())
        raise
