"""A folder in which learned models are kept, so that the next start need not learn them again."""

import logging
import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from bot.models.apart import Arrays, Kind, read_arrays, write_arrays

KEPT = 4
"""Models of each kind that stay: several programs may learn from different lessons."""

Model = TypeVar("Model")

log = logging.getLogger(__name__)


class Shelf:
    """One file a model; nothing is lost when the folder is emptied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, kind: Kind, made_from: bytes, build: Callable[[Arrays], Model]) -> Model | None:
        """The model that was made from just this; None when it is not there, or damaged."""
        file = self._file(kind, made_from)
        if not file.exists():
            return None
        try:
            model = build(read_arrays(file.read_bytes()))
            file.touch()
        except Exception as error:  # noqa: BLE001 - a damaged file can break anything that reads it
            log.warning("The model in %s is damaged (%s).", file, type(error).__name__)
            return None
        return model

    def keep(self, kind: Kind, made_from: bytes, arrays: Arrays) -> None:
        """Keep a model; a folder that takes none is no disaster."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._file(kind, made_from), arrays)
            for old in self._by_age(f"{kind}-*.npz")[KEPT:]:
                old.unlink(missing_ok=True)
        except OSError as error:
            log.warning("The model could not be kept in %s (%s).", self._folder, error.strerror)

    def _write(self, file: Path, arrays: Arrays) -> None:
        with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as written:
            part = Path(written.name)
            try:
                write_arrays(written, arrays)
                written.flush()
                os.replace(part, file)
            finally:
                part.unlink(missing_ok=True)

    def _by_age(self, pattern: str) -> list[Path]:
        """The files, the youngest first."""
        return sorted(self._folder.glob(pattern), key=lambda file: -file.stat().st_mtime)

    def _file(self, kind: Kind, made_from: bytes) -> Path:
        return self._folder / f"{kind}-{blake2b(made_from, digest_size=12).hexdigest()}.npz"
