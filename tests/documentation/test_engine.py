"""docs/engine.md explains the engine with examples; what they print is what it does today."""

import pytest

from tests.documentation.examples import refreshed
from tests.documentation.places import DOCS


def test_examples_print_what_the_page_shows() -> None:
    page = (DOCS / "engine.md").read_text(encoding="utf-8")
    assert page == refreshed(page), "run `make docs`, and read the words around what changed"


def test_output_that_is_out_of_date_is_written_anew() -> None:
    page = "A.\n```pycon\n>>> a = [1]\n>>> for n in a:\n...     print(n)\n2\n>>> a\n```\nB.\n"
    new = "A.\n```pycon\n>>> a = [1]\n>>> for n in a:\n...     print(n)\n1\n>>> a\n[1]\n```\nB.\n"
    assert refreshed(page) == new
    assert refreshed(new) == new


def test_example_that_fails_is_not_shown() -> None:
    with pytest.raises(ZeroDivisionError):
        refreshed("```pycon\n>>> 1 / 0\n0\n```\n")
