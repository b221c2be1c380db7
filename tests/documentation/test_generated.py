"""What the documentation shows is what the program does."""

import re

import pytest

from bot.cli.group import COMMANDS
from flows.knowledge import built_in
from tests.documentation.conversation import conversation
from tests.documentation.diagram import diagram, legal_table
from tests.documentation.places import DOCS, ROOT, with_part
from tests.documentation.reading import reading_table
from tests.documentation.transcripts import people, transcript

README = ROOT / "README.md"


def test_state_diagram_is_the_machines() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    sections = [section.id for section in built_in().sections]
    assert diagram(sections) in page
    assert legal_table(sections) in page


def test_what_friends_read_is_counted_today() -> None:
    assert reading_table() in (DOCS / "architecture.md").read_text(encoding="utf-8")


def test_conversation_in_the_readme_is_what_is_said_today() -> None:
    assert conversation() in README.read_text(encoding="utf-8"), "run `make docs`"


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"`advisor (\w+)", README.read_text(encoding="utf-8")))
    assert named == set(COMMANDS)


@pytest.mark.parametrize("name", people())
def test_transcript_is_what_is_said_today(name: str) -> None:
    written = (DOCS / "transcripts" / name).read_text(encoding="utf-8")
    assert written == transcript(people()[name]) + "\n", "run `make docs`"


def test_a_part_is_replaced_and_the_rest_of_the_page_stays() -> None:
    page = "a\n<!-- x: made by `make docs` -->\nold\n<!-- end of x -->\nb\n"
    assert with_part(page, "x", "new") == page.replace("old", "new")
    with pytest.raises(ValueError, match="no markers"):
        with_part(page, "y", "new")
