"""Models are learned aside, once, and found again; what is broken is learned anew."""

import threading
from pathlib import Path

import numpy as np
import pytest

from bot.models import Models, models
from bot.models.apart import TrainingApart, TrainingError
from bot.models.shelf import Shelf
from flows.topics.models import Phrasing
from tests import learned

ARRAYS = {"bias": np.arange(3, dtype=np.float32), "classes": np.array(["", "a"])}


def same(arrays: object) -> bool:
    assert isinstance(arrays, dict)
    return all((arrays[name] == array).all() for name, array in ARRAYS.items())


def test_what_is_kept_is_found_by_what_it_was_made_from(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "new" / "folder")
    assert shelf.find("topics", b"one") is None
    shelf.keep("topics", b"one", ARRAYS)
    assert same(shelf.find("topics", b"one"))
    assert shelf.find("topics", b"other") is None
    assert shelf.find("answers", b"one") is None


def test_a_new_model_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for made_from in (b"one", b"two"):
        shelf.keep("topics", made_from, ARRAYS)
    shelf.keep("answers", b"one", ARRAYS)
    assert len(list(tmp_path.iterdir())) == 2
    assert shelf.find("topics", b"one") is None


def test_a_file_that_is_no_model_is_as_good_as_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep("topics", b"one", ARRAYS)
    (file,) = tmp_path.iterdir()
    for content in (b"", b"nonsense", file.read_bytes()[:-40]):
        file.write_bytes(content)
        caplog.clear()
        assert shelf.find("topics", b"one") is None
        assert "learning anew" in caplog.text


def test_a_folder_that_takes_nothing_is_told_and_no_disaster(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    Shelf(tmp_path / "file").keep("topics", b"one", ARRAYS)
    assert "could not be kept" in caplog.text


def test_a_model_on_the_shelf_is_not_learned_again() -> None:
    found = Models(learned.FOLDER)
    learned.matcher()
    learned.MODELS.reader()
    found.stop()
    assert found.matcher().match("will i get rusty?").topic == "skill-fade"
    assert found.reader() is found.reader()


def test_what_the_program_is_made_of_decides_which_model_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf, made = Models(learned.FOLDER), []
    monkeypatch.setattr(Shelf, "find", lambda _, _kind, made_from: made.append(made_from))
    monkeypatch.setattr(TrainingApart, "__call__", lambda *_: learned.matcher().arrays())
    monkeypatch.setattr(Shelf, "keep", lambda *_: None)
    shelf.matcher()
    shelf.matcher([Phrasing(text="will my parrot mind", topic="ceiling")])
    monkeypatch.setattr(models, "_program", lambda: b"another version")
    shelf.matcher()
    assert len(set(made)) == 3


def test_a_phrasing_taught_is_learned_in_the_other_process() -> None:
    taught = Phrasing(text="does glorpification wait for me?", topic="ceiling")
    assert learned.matcher().match("glorpification?").topic != "ceiling"
    assert learned.matcher((taught,)).rank("glorpification?")[0].topic == "ceiling"


def test_a_training_that_fails_says_how_and_repeats_no_words() -> None:
    with pytest.raises(TrainingError, match="exit code") as caught:
        TrainingApart()("topics", b'{"text": "my secret name", "topic": "no such id!"}\n')
    assert "ValidationError" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_after_the_end_nothing_is_trained() -> None:
    training = TrainingApart()
    training.stop()
    with pytest.raises(TrainingError, match="ending"):
        training("topics")


def test_a_training_under_way_is_ended_at_once() -> None:
    training, failed = TrainingApart(), threading.Event()

    def train() -> None:
        with pytest.raises(TrainingError):
            training("answers")
        failed.set()

    thread = threading.Thread(target=train)
    thread.start()
    while not training._running:
        thread.join(0.01)
    training.stop()
    thread.join(timeout=20)
    assert failed.is_set()
