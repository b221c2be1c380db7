"""Removes what versions before 0.2 learned while they ran: some 20 MB in the user's cache."""

import re
from contextlib import suppress
from pathlib import Path

_WRITTEN = re.compile(r"(?:topics|answers)-[0-9a-f]{24}\.npz|tmp[a-z0-9_]{8}\.part")


def remove_old_models(folder: Path | None) -> None:
    """Remove the models in a folder, and the folder where nothing else is in it.

    Only files are removed that bear a name as models had it; a link, or whatever cannot be
    removed, stays.
    """
    if folder is None or folder.is_symlink():
        return
    with suppress(OSError):
        for file in folder.iterdir():
            if _WRITTEN.fullmatch(file.name) and file.is_file() and not file.is_symlink():
                file.unlink()
        folder.rmdir()
