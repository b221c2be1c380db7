"""A text about something else is no sure answer to the question that happens to be open."""

from functools import cache

from flows.knowledge import built_in
from tests.flows.nlu.cases import OPENERS, accepted, cases
from tests.flows.nlu.reading import understand

TELLING = 6
"""Words from which on a text tells something of its own; fewer may answer several questions."""

MOST_WRONG = 15
"""Wrong sure readings of today; lower it when they get fewer."""


@cache
def wrong() -> tuple[list[str], int]:
    """Each sure reading at a question that a story does not answer, and how many were tried."""
    found, tried = [], 0
    for case in cases("voices", "posts_own", *OPENERS):
        if len(case["text"].split()) < TELLING:
            continue
        for question in built_in().question:
            if accepted(case, question):
                continue
            said = understand(case["text"], question)
            tried += 1
            if said.sure:
                found.append(f"{question}: read {said.option}, wanted nothing: {case['text']}")
    return found, tried


def test_stories_are_no_sure_answers_to_questions_they_do_not_answer() -> None:
    found, tried = wrong()
    assert len(found) <= MOST_WRONG, "\n".join(found)
    assert 0.01 * tried > MOST_WRONG
