"""A folder in which learned models are kept, so that the next start need not learn them again."""

import logging
import os
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np

from bot.models.apart import Arrays, Kind, read_arrays

log = logging.getLogger(__name__)


class Shelf:
    """One file for each kind of model; nothing is lost when the folder is emptied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, kind: Kind, made_from: bytes) -> Arrays | None:
        """The model that was made from just this; None when it is not there or not readable."""
        file = self._file(kind, made_from)
        try:
            return read_arrays(file) if file.exists() else None
        except (OSError, ValueError, EOFError, BadZipFile) as error:
            log.warning("The model in %s cannot be read (%s); learning anew.", file, error)
            return None

    def keep(self, kind: Kind, made_from: bytes, arrays: Arrays) -> None:
        """Keep a model in place of the one before; a folder that takes none is no disaster."""
        file = self._file(kind, made_from)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as written:
                np.savez(written, allow_pickle=False, **arrays)
            os.replace(written.name, file)
            for old in self._folder.glob(f"{kind}-*.npz"):
                if old != file:
                    old.unlink(missing_ok=True)
        except OSError as error:
            log.warning("The model could not be kept in %s (%s).", self._folder, error.strerror)

    def _file(self, kind: Kind, made_from: bytes) -> Path:
        return self._folder / f"{kind}-{blake2b(made_from, digest_size=12).hexdigest()}.npz"
