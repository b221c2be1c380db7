"""What the documentation names exists: links, files, names in them, commands, make targets."""

import re
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from bot.cli.group import COMMANDS
from bot.commands import COMMANDS as OF_FRIENDS
from bot.commands import GROUP_MENU, OWNER_COMMANDS
from flows.knowledge import built_in
from tests.documentation.places import DOCS, ROOT
from tests.documentation.recipes import Edit, recipes

PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(DOCS.rglob("*.md")),
    ROOT / "tests" / "conversations" / "README.md",
)
RECIPES = DOCS / "changing-the-knowledge.md"
MADE = {step.file for step in recipes(RECIPES.read_text("utf-8")) if isinstance(step, Edit)}
"""Files that the recipes write to; some of them are there only once a recipe is followed."""

BOTFATHER = {
    "newbot",
    "revoke",
    "setinline",
    "setjoingroups",
    "setname",
    "setprivacy",
    "setuserpic",
}
ELSEWHERE = {"quit", "about", *GROUP_MENU, *BOTFATHER}
"""Commands of the terminal alone, of a recipe, of groups, and of @BotFather."""

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_FOLDERS = r"(?:bot|flows|storage|templates|tests|docs|benchmarks|tools|\.ci)/"
_PATH = re.compile(rf"`({_FOLDERS}[\w./*-]*|[\w.-]+\.(?:md|txt|toml|py)|\.env[\w.]*)`")
_WITHIN = re.compile(r"`(\w+)` (?:in|of) `([\w./-]+\.\w+)`")


def words_of(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCED.sub("", page.read_text(encoding="utf-8"))


def named(page: Path, pattern: str) -> set[str]:
    """What a pattern finds in the code of a page: in fenced blocks and between backticks."""
    text = page.read_text(encoding="utf-8")
    code = [*_FENCED.findall(text), *re.findall(r"`[^`\n]+`", _FENCED.sub("", text))]
    return {found for part in code for found in re.findall(pattern, part, re.MULTILINE)}


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", words_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(name: str) -> bool:
    """Whether a path of the project exists; a name without a folder may lie anywhere in it."""
    if name in MADE or name == ".env":
        return True
    if "/" in name or (ROOT / name).exists():
        return any(ROOT.glob(name.rstrip("/")))
    return any(path for room in ("flows", "docs", "tests") for path in (ROOT / room).rglob(name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
class TestPage:
    def test_links_lead_somewhere(self, page: Path) -> None:
        words = words_of(page)
        for link in (*re.findall(r"\]\(([^)]+)\)", words), *re.findall(r'src="([^"]+)"', words)):
            if "://" in link:
                continue
            file, _, anchor = link.partition("#")
            target = page.parent / file if file else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link

    def test_files_named_exist(self, page: Path) -> None:
        assert not [name for name in _PATH.findall(words_of(page)) if not is_there(name)]

    def test_names_said_to_be_in_a_file_are(self, page: Path) -> None:
        for name, file in _WITHIN.findall(words_of(page)):
            assert re.search(rf"\b{name}\b", (ROOT / file).read_text(encoding="utf-8")), name

    def test_make_targets_named_exist(self, page: Path) -> None:
        targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        lines = named(page, r"(?:^|`)make((?: \w+)+)")
        assert {target for line in lines for target in line.split()} <= targets

    def test_commands_named_exist(self, page: Path) -> None:
        assert named(page, r"(?:^|`|\$ |bin/|\| )advisor ([a-z]\w*)") <= {*COMMANDS}

    def test_programs_named_exist(self, page: Path) -> None:
        for module in named(page, r"python -m ([\w.]+)"):
            assert find_spec(module), module

    def test_commands_of_friends_named_exist(self, page: Path) -> None:
        assert named(page, r"^`/([a-z]+)") <= {*OF_FRIENDS, *OWNER_COMMANDS, *ELSEWHERE}


def test_the_readme_counts_the_questions() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"up to (\d+) short questions", readme)) == {
        str(len(built_in().questions))
    }


def test_friends_are_told_of_each_of_their_commands() -> None:
    assert {*OF_FRIENDS} <= named(DOCS / "friends.md", r"^`/([a-z]+)")


def test_the_owner_is_told_of_each_of_their_commands() -> None:
    assert {*OWNER_COMMANDS} <= named(DOCS / "owner.md", r"^`/([a-z]+)")


def test_the_index_names_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)#]+)\)", index))
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= linked


def glossary() -> list[tuple[str, str]]:
    """Each term of the glossary, and where it lives."""
    rows = re.findall(r"^\| (.+?) \| .+ \| (.+?) \|$", words_of(DOCS / "glossary.md"), re.MULTILINE)
    return [(term.strip("*"), where) for term, where in rows if term not in ("term", "---")]


def test_the_glossary_is_sorted_and_each_term_stands_once() -> None:
    terms = [term.casefold() for term, _ in glossary()]
    assert all(one < other for one, other in pairwise(terms))


def test_each_term_of_the_glossary_has_its_module() -> None:
    for term, where in glossary():
        files = _PATH.findall(where)
        assert files, term
        if re.fullmatch(r"(?:[A-Z][a-z]+)+", term):
            assert re.search(rf"\bclass {term}\b", (ROOT / files[0]).read_text("utf-8")), term


def test_what_does_not_exist_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("`bot/nowhere.py` [a](gone.md)\n\n```\nadvisor fly\nmake hay\n```\n", "utf-8")
    checks = TestPage()
    for check in (
        checks.test_links_lead_somewhere,
        checks.test_files_named_exist,
        checks.test_make_targets_named_exist,
        checks.test_commands_named_exist,
    ):
        with pytest.raises(AssertionError):
            check(page)
