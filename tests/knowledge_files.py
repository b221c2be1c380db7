"""A copy of the knowledge files, for tests that spoil it."""

import shutil
from pathlib import Path

from flows.knowledge.load import FILES, HERE


def copied_to(folder: Path) -> Path:
    """Copy every knowledge file into a folder."""
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(HERE / name, folder / name)
    return folder


def spoil(file: Path, old: str, new: str) -> None:
    """Replace the first place where a text stands; it must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
