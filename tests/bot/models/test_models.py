"""Models are learned aside, once, and found again; what is broken is learned anew."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from bot.models import Models, apart, models
from bot.models.apart import Arrays, TrainingApart, TrainingError
from bot.models.models import KEPT, Shelf
from flows.topics.models import Phrasing
from tests import learned

ARRAYS = {"bias": np.arange(3, dtype=np.float32), "classes": np.array(["", "a"])}


def built(arrays: Arrays) -> Arrays:
    """What is built of the arrays, if they are all there and whole."""
    assert all((arrays[name] == array).all() for name, array in ARRAYS.items())
    return arrays


def test_what_is_kept_is_found_by_what_it_was_made_from(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "new" / "folder")
    assert shelf.find("topics", b"one", built) is None
    shelf.keep("topics", b"one", ARRAYS)
    assert shelf.find("topics", b"one", built)
    assert shelf.find("topics", b"other", built) is None
    assert shelf.find("answers", b"one", built) is None


def test_only_the_last_few_models_stay(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for number in range(KEPT + 2):
        shelf.keep("topics", bytes([number]), ARRAYS)
        for file in tmp_path.iterdir():
            os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 10))
        assert shelf.find("topics", bytes([0]), built)  # what is used stays
    shelf.keep("answers", b"one", ARRAYS)
    assert len(list(tmp_path.glob("topics-*"))) == KEPT
    assert shelf.find("topics", bytes([1]), built) is None


def test_a_file_that_is_no_model_is_as_good_as_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep("topics", b"one", ARRAYS)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for content in (b"", b"nonsense", whole[:-40], whole.replace(b"bias", b"bios")):
        file.write_bytes(content)
        caplog.clear()
        assert shelf.find("topics", b"one", built) is None
        assert "damaged" in caplog.text


def test_what_could_not_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", fail)
    Shelf(tmp_path).keep("topics", b"one", ARRAYS)
    assert list(tmp_path.iterdir()) == []
    assert "No space left" in caplog.text


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


def test_without_a_folder_a_model_is_learned_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(TrainingApart, "__call__", lambda *_: learned.matcher().arrays())
    assert Models(None).matcher().match("why leave?").kind
    assert "ADVISOR_MODELS" in caplog.text


def test_what_the_program_is_made_of_decides_which_model_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf, made = Models(learned.FOLDER), []
    monkeypatch.setattr(Shelf, "find", lambda _, _kind, made_from, _build: made.append(made_from))
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


def test_a_training_does_not_care_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("scipy.py", "numpy.py", "bot.py"):
        (tmp_path / name).write_text("raise RuntimeError('not this one')")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TrainingError, match="ValidationError"):
        TrainingApart()("topics", b'{"topic": "no such id!"}\n')


def test_a_training_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.05)
    with pytest.raises(TrainingError, match="took over"):
        TrainingApart()("answers")


def test_a_training_ends_with_the_process_that_wants_it() -> None:
    program = (
        "import threading, time; from bot.models.apart import TrainingApart as T; t = T()\n"
        "threading.Thread(target=t, args=('answers',), daemon=True).start()\n"
        "while not t._running: time.sleep(0.01)\n"
        "print(next(iter(t._running)).pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert parent.stdout
    child = int(parent.stdout.readline())
    time.sleep(3)  # until it watches: its libraries take a moment to load
    parent.kill()
    parent.communicate()
    until = time.monotonic() + 15
    while Path(f"/proc/{child}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()


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


def test_a_training_that_cannot_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(TrainingError, match="cannot start"):
        TrainingApart()("topics")
