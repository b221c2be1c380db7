"""What former versions learned is removed, and nothing else."""

import os
from pathlib import Path

from bot.old_models import remove_old_models
from tests.bot.running import advisor

MODELS = (f"topics-{'0a' * 12}.npz", f"answers-{'9f' * 12}.npz", "tmpab_12xyz.part")


def filled(folder: Path, *more: str) -> Path:
    folder.mkdir()
    for name in (*MODELS, *more):
        (folder / name).write_bytes(b"x")
    return folder


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_of_models_alone_is_removed(tmp_path: Path) -> None:
    folder = filled(tmp_path / "career-advisor")
    remove_old_models(folder)
    assert left(tmp_path) == []


def test_whatever_is_no_model_stays_with_its_folder(tmp_path: Path) -> None:
    folder = filled(tmp_path / "career-advisor", "notes.txt", "topics-1.npz", "answers.npz")
    (folder / f"topics-{'1b' * 12}.npz").mkdir()
    remove_old_models(folder)
    assert left(folder) == ["answers.npz", "notes.txt", "topics-1.npz", f"topics-{'1b' * 12}.npz"]


def test_links_are_neither_followed_nor_removed(tmp_path: Path) -> None:
    elsewhere = filled(tmp_path / "elsewhere")
    (tmp_path / "linked").symlink_to(elsewhere)
    remove_old_models(tmp_path / "linked")
    assert len(left(elsewhere)) == len(MODELS)
    folder = tmp_path / "career-advisor"
    folder.mkdir()
    (folder / MODELS[0]).symlink_to(elsewhere / MODELS[0])
    remove_old_models(folder)
    assert left(folder) == [MODELS[0]]
    assert len(left(elsewhere)) == len(MODELS)


def test_no_folder_and_none_at_all_are_no_error(tmp_path: Path) -> None:
    remove_old_models(tmp_path / "gone")
    remove_old_models(None)


def test_the_program_removes_them_when_it_starts(tmp_path: Path) -> None:
    folder = filled(tmp_path / "career-advisor")
    ran = advisor(tmp_path, typed="1\n", settings={"XDG_DATA_HOME": str(tmp_path / "data")})
    assert (ran.code, ran.err) == (0, "")
    assert not folder.exists()
    assert os.path.isdir(tmp_path / "data")
