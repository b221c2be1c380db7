"""The models that understand friends: learned in another process, and kept in a folder."""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeVar

import flows
from bot.models.apart import Arrays, Kind, TrainingApart, read_arrays, write_arrays
from flows.topics.models import Phrasing

if TYPE_CHECKING:
    from flows.topics.matcher import TopicMatcher
    from flows.understanding import Reader

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
        if not os.path.exists(file):  # unlike Path.exists, also where the folder may not be read
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


LEARNED_FROM = ("flows/classifier", "flows/topics", "flows/understanding", "bot/models")
"""The packages whose code and data decide what is learned, and how it is kept."""

LIBRARIES = ("scikit-learn", "numpy", "scipy")


class Models:
    """Finds or learns models; safe to use from several threads.

    Learning takes some ten seconds of processor time in a process of its own, the first time after
    the program has changed; after that a model is loaded in a tenth of a second. Without a folder
    to keep models in, each program learns its own.
    """

    def __init__(self, folder: Path | None) -> None:
        self._shelf = None if folder is None else Shelf(folder)
        self._train = TrainingApart()
        self._turn = threading.Lock()
        self._reader: Reader | None = None

    def matcher(self, extra: Iterable[Phrasing] = ()) -> "TopicMatcher":
        """A matcher that also knows these phrasings of topics; raises TrainingError."""
        # Imported here, as numpy takes a moment that the start of the program need not wait for.
        from flows.topics.matcher import TopicMatcher  # noqa: PLC0415

        given = "".join(f"{each.model_dump_json()}\n" for each in extra)
        return self._model("topics", given.encode(), TopicMatcher.from_arrays)

    def reader(self) -> "Reader":
        """The reader of typed answers and facts, always the same; raises TrainingError."""
        from flows.understanding import Reader  # noqa: PLC0415 - as above
        from flows.understanding.classifier import AnswerClassifiers  # noqa: PLC0415

        with self._turn:
            if self._reader is None:
                answers = self._model("answers", b"", AnswerClassifiers.from_arrays)
                self._reader = Reader(answers)
            return self._reader

    def stop(self) -> None:
        """End what is being learned; to be called before the program ends."""
        self._train.stop()

    def _model(self, kind: Kind, given: bytes, build: Callable[[Arrays], Model]) -> Model:
        if self._shelf is None:
            log.warning("There is no folder to keep models in: set ADVISOR_MODELS to one.")
            return build(self._train(kind, given))
        made_from = _program() + given
        found = self._shelf.find(kind, made_from, build)
        if found is not None:
            return found
        arrays = self._train(kind, given)
        self._shelf.keep(kind, made_from, arrays)
        return build(arrays)


@cache
def _program() -> bytes:
    """A digest of all that decides what is learned: code, data, and the libraries' versions."""
    folder = Path(flows.__file__).parents[1]
    files = sorted(
        file
        for name in LEARNED_FROM
        for file in (folder / name).iterdir()
        if file.suffix in {".py", ".toml", ".jsonl"}
    )
    said = blake2b(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for file in files:
        said.update(file.name.encode() + file.read_bytes())
    return said.digest()
