"""A question of a known kind needs no Python: it is written down, and understood at once."""

import ast
import subprocess
from pathlib import Path

import pytest

import flows.nlu
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import TextReceived
from flows.dialogue.step import Dialogue
from flows.knowledge import Knowledge, built_in
from flows.knowledge.load import load
from flows.nlu.examples import problems_of_answers, problems_of_headings
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules
from tests.bot.running import command, environment
from tests.documentation.recipes import copied
from tests.flows.nlu.said import TODAY
from tests.knowledge_files import copied_to

BANDS = ("0-2", "3-5", "6-9", "10+")
NEW = {
    "old-code": ("judgement", ("enjoys", "accepts", "hates")),
    "leading": ("years", BANDS),
    "remote": ("buttons", ("office", "mixed", "at-home")),
}
WORDS = """
[old-code enjoys]
love old code

[old-code gate]
old code

[old-code hates]
can't stand old code
hate old code
"""


def written(question: str) -> str:
    """The question as it stands in its file, and a rule that uses it."""
    reads, options = NEW[question]
    listed = "".join(
        f'  {{ id = "{each}", label = "{each}", told = "you {each}", would = "you did" }},\n'
        for each in options
    )
    return (
        f'\n[[question]]\nid = "{question}"\nsection = "experience"\nreads = "{reads}"\n'
        f'name = "{question}"\nask = "What about it?"\nwhy = "It matters."\n'
        f"options = [\n{listed}]\n"
    )


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = copied_to(tmp_path_factory.mktemp("knowledge"))
    with (folder / "questions.toml").open("a", encoding="utf-8") as file:
        file.writelines(map(written, NEW))
    return load(folder)


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("leading", "5", "3-5"),
        ("leading", "eleven years", "10+"),
        ("remote", "at home", "at-home"),
        ("remote", "office", "office"),
        ("remote", "whatever you think", None),
        ("old-code", "hates", "hates"),
        ("old-code", "whatever you think", None),
    ],
)
def test_a_new_question_is_answered_by_typing(
    knowledge: Knowledge, question: str, text: str, option: str | None
) -> None:
    dialogue = Dialogue(compile_rules(knowledge), built_in_topics())
    said = ModelInterpreter(knowledge).interpret(text, TextContext(question=question, today=TODAY))
    asked = Conversation(state="asking", question=question)
    step = dialogue.step(asked, TextReceived(text=text, interpretation=said))
    assert step.conversation.answers.get(question) == option


def test_running_text_tells_of_the_first_question_of_a_kind(knowledge: Knowledge) -> None:
    said = ModelInterpreter(knowledge).interpret("I have 8 years of experience", TextContext())
    assert [fact.question for fact in said.facts] == ["years"]


def test_a_question_of_judgement_is_read_by_its_listed_words(tmp_path: Path) -> None:
    project, home = tmp_path / "project", tmp_path / "home"
    home.mkdir()
    copied(project)
    for file, text in (
        ("flows/knowledge/questions.toml", written("old-code")),
        ("flows/nlu/data/judgement.txt", WORDS),
    ):
        with (project / file).open("a", encoding="utf-8") as stream:
            stream.write(text)
    settings = environment(home, PYTHONPATH=str(project))

    def ran(*arguments: str) -> str:
        whole = [*command(), *arguments]
        done = subprocess.run(
            whole, env=settings, cwd=project, text=True, capture_output=True, check=False
        )
        return done.stdout + done.stderr

    told = ran("understand", "--json", "7 years of ML, and I hate old code")
    assert '"old-code": "hates"' in told, told
    assert '"old-code": "enjoys"' in ran("understand", "--json", "I love old code")


def test_the_check_says_what_a_new_question_lacks(knowledge: Knowledge) -> None:
    lacking = [str(each) for each in problems_of_answers(knowledge)]
    assert {line.partition(";")[0] for line in lacking} == {
        f"answers/old-code.txt: option {option}: 0 example answers" for option in NEW["old-code"][1]
    }


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("old-cod gate", "'old-cod gate' is of no question; known are: "),
        ("leading gate", "'leading gate' is of no question; known are: "),
        ("old-code loves", "option 'loves' is unknown; accepted: enjoys, accepts, hates"),
        ("old-code hates near", "'near' is unknown; accepted: beside gate, refusing, together"),
        ("old-code hates beside gate", "needs [old-code gate] to stand beside"),
    ],
)
def test_the_check_says_which_listed_words_are_of_no_option(
    knowledge: Knowledge, tmp_path: Path, heading: str, told: str
) -> None:
    file = tmp_path / "judgement.txt"
    file.write_text(f"[{heading}]\nhate it\n", encoding="utf-8")
    (problem,) = problems_of_headings(knowledge, tmp_path)
    assert f"judgement.txt: line 2: {told}" in str(problem)


def test_the_built_in_words_fit() -> None:
    assert list(problems_of_headings(built_in())) == []


def test_nothing_outside_of_the_slots_names_a_question() -> None:
    """Kinds of answers and markets are named by words that are ids too: they are no questions."""
    kinds = {question.reads for question in built_in().questions}
    ids = built_in().question.keys() - kinds
    named = {
        (file.stem, node.value)
        for file in Path(flows.nlu.__file__).parent.rglob("*.py")
        if "slots" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    }
    assert named == {("anonymise", "joy")}  # a first name
