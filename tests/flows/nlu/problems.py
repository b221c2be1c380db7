"""What is wrong with a data file, as the program would tell it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.knowledge.problems import KnowledgeError


def problems_of(load: Callable[[Path], object], text: str, path: Path) -> list[str]:
    """Write a text to a file, and tell the problems that reading it raises."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load(path)
    return [str(problem) for problem in caught.value.problems]
