"""A friend who was advised, and whose pay is known."""

from decimal import Decimal

from flows.dialogue.conversation import Conversation
from flows.dialogue.replies import Reply
from flows.figures import Figures
from tests.flows.dialogue.talk import KNOWLEDGE, Talk

FIGURES = Figures(now=Decimal(4), next=Decimal(1), currency="INR")
AUTHOR = dict(KNOWLEDGE.author.answers)


def priced() -> Talk:
    return Talk(Conversation(answers=AUTHOR, figures=FIGURES, state="advice", advised=True))


def told(talk: Talk) -> Reply:
    """The page of the price among the replies."""
    (page,) = [reply for reply in talk.parts if reply.template == "money/report"]
    return page
