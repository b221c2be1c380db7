"""The examples fit topics and questions, and stand in order; what does not is told by its line."""

from pathlib import Path

import pytest

from flows.knowledge import Knowledge, built_in
from flows.nlu.examples import (
    FEWEST_EXAMPLES,
    FEWEST_PHRASINGS,
    answers,
    problems_of_answers,
    problems_of_phrasings,
)
from flows.nlu.faq.load import built_in_outside, built_in_topics
from flows.nlu.phrases import DATA
from tests.flows.small import knowledge
from tools.tidy import tidied

WORDS = [f"w{chr(97 + number)}" for number in range(FEWEST_PHRASINGS)]


def only(question: str) -> Knowledge:
    """Small knowledge with one question, whose options are x and y."""
    small = knowledge([], [])
    asked = tuple(
        each.model_copy(update={"reads": "judgement"})
        for each in small.questions
        if each.id == question
    )
    return small.model_copy(update={"questions": asked})


def written(data: Path, files: dict[str, list[str]]) -> Path:
    for name, lines in files.items():
        file = data / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return data


def told_of_phrasings(data: Path, files: dict[str, list[str]]) -> list[str]:
    fine = {
        "topics/a.txt": [f"what {word}" for word in WORDS],
        "outside/o.txt": [f"why {word}" for word in WORDS],
        "offtopic.txt": ["[ordinary]", *(f"who {word}" for word in WORDS)],
    }
    return [str(each) for each in problems_of_phrasings(["a"], ["o"], written(data, fine | files))]


def told_of_answers(data: Path, files: dict[str, list[str]]) -> list[str]:
    fine = {
        "answers/any.txt": ["[no answer]", "hm"],
        "answers/b.txt": [
            *("[x]", *(f"so {word}" for word in WORDS[:FEWEST_EXAMPLES])),
            *("[y]", *(f"yes {word}" for word in WORDS[:FEWEST_EXAMPLES])),
        ],
    }
    return [str(each) for each in problems_of_answers(only("b"), written(data, fine | files))]


def test_the_built_in_examples_fit() -> None:
    assert list(problems_of_phrasings(built_in_topics(), built_in_outside())) == []
    assert list(problems_of_answers(built_in())) == []


def test_examples_that_fit_have_no_problems(tmp_path: Path) -> None:
    assert told_of_phrasings(tmp_path, {}) == []
    assert told_of_answers(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("file", "lines", "told"),
    [
        ("topics/a.txt", ["zz", *(f"what {word}" for word in WORDS)], "line 2: 'what wa' belongs"),
        ("topics/a.txt", ["what wa"], "file: 1 phrasings; needs 20"),
        ("topics/x.txt", ["what"], "topics/x.txt: file: is of no topic; known are: a, o"),
        (
            "topics/a.txt",
            ["What WA?", *(f"what {word}" for word in WORDS), "who wa!"],
            "line 22: 'who wa!' stands in offtopic.txt, line 2 too",
        ),
        (
            "outside/o.txt",
            ["what wa", *(f"why {word}" for word in WORDS)],
            "topics/a.txt: line 1: 'what wa' stands in outside/o.txt, line 1 too",
        ),
    ],
)
def test_phrasings_that_do_not_fit_are_told_with_file_and_line(
    tmp_path: Path, file: str, lines: list[str], told: str
) -> None:
    assert any(told in problem for problem in told_of_phrasings(tmp_path, {file: lines}))


@pytest.mark.parametrize(
    ("file", "lines", "told"),
    [
        ("answers/b.txt", ["[x]", "no"], "answers/b.txt: option y: 0 example answers; needs 10"),
        ("answers/b.txt", ["[z]", "no"], "line 2: option 'z' is unknown; accepted: x, y"),
        ("answers/b.txt", ["[x]", "so", "[y]", "So!"], "line 4: 'So!' stands in answers/b.txt, li"),
        ("answers/b.txt", ["[x]", "hm"], "'hm' stands in answers/any.txt, line 2 too"),
        ("answers/b.txt", ["[x]", "so", "no"], "line 3: 'no' belongs above 'so'"),
        ("answers/c.txt", ["[x]", "so"], "answers/c.txt: file: is of no question; known are: b"),
    ],
)
def test_answers_that_do_not_fit_are_told_with_file_and_line(
    tmp_path: Path, file: str, lines: list[str], told: str
) -> None:
    assert any(told in problem for problem in told_of_answers(tmp_path, {file: lines}))


def test_a_question_nobody_wrote_answers_for_is_told(tmp_path: Path) -> None:
    problems = [str(each) for each in problems_of_answers(only("b"), tmp_path)]
    assert [problem.partition(";")[0] for problem in problems] == [
        "answers/b.txt: option x: 0 example answers",
        "answers/b.txt: option y: 0 example answers",
    ]


def test_what_answers_nothing_anywhere_belongs_to_each_question() -> None:
    assert answers().keys() == built_in().question.keys()
    assert all("are you a bot" in lists["no answer"] for lists in answers().values())


def test_all_files_are_tidy_and_tidying_sorts_and_leaves_out_what_is_there_twice() -> None:
    untidy = "# A remark.\n\n[b]\nno\nyes\nNo\nno\n\n[a]\ny\nx\n"
    assert tidied(untidy) == "# A remark.\n\n[b]\nNo\nno\nyes\n\n[a]\nx\ny\n"
    for file in DATA.rglob("*.txt"):
        content = file.read_text(encoding="utf-8")
        assert tidied(content) == content, file
