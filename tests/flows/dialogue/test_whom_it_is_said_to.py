"""What is said of somebody else's work is said to nobody: sentences know whom they address."""

import re
from html import unescape
from itertools import product
from random import Random

import pytest

from bot.rendering import Renderer
from flows.dialogue.advice_reply import advice_reply
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import DetailsRequested
from tests.flows.dialogue.talk import CONTEXT, KNOWLEDGE, RULES, Talk

RENDERER = Renderer()
NO_MODELLERS = ("analyst", "data-engineer", "software-engineer", "student")
OF_OTHERS = {
    ("software-engineer", "data-engineer"): (
        r"engineering would be a second|engineering as a second skill|this is that move"
    ),
    ("software-engineer",): (
        r"part of the author's bet|that is the author's bet|move to engineering|plan for fewer"
    ),
    NO_MODELLERS: (
        r"[Yy]our ML skill|not good enough at data science|[Ss]tay(ing)? in modelling|"
        r"still thrill|the modelling you do now"
    ),
    ("student",): r"start lower than today|staying keeps it|Move to |, where you are|Stay where",
    ("data-scientist", "ml-engineer", "ml-lead"): r"[Ee]ngineering you have|it is what you do",
}
"""By the roles that never read them: words that are for others."""


def told(answers: dict[str, str]) -> str:
    """The card, and what it says of each path."""
    talk = Talk(Conversation(answers=answers, state="advice", advised=True, enough=True))
    replies = [advice_reply(CONTEXT, talk.conversation)]
    for path in RULES.paths:
        replies += talk.does(DetailsRequested(at="path", path=path)).parts
    text = "\n".join(RENDERER.render(reply).text for reply in replies)
    return unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("role", list(RULES.bits.option["role"]))
def test_nobody_reads_what_is_said_of_other_work(role: str) -> None:
    random = Random(role)  # noqa: S311 - examples, no secret
    foreign = [re.compile(words) for roles, words in OF_OTHERS.items() if role in roles]
    for ambition, joy in product(RULES.bits.option["ambition"], RULES.bits.option["joy"]):
        others = {q.id: random.choice(q.options).id for q in KNOWLEDGE.questions}
        text = told({**others, "role": role, "ambition": ambition, "joy": joy})
        found = [match[0] for each in foreign if (match := each.search(text))]
        assert not found
