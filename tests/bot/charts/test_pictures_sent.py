"""Pictures go with their replies: a photo for a messenger, letters for a terminal."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.advisor import Advisor
from bot.charts.attachments import picture
from bot.incoming import Incoming
from bot.rendering import Renderer
from flows.dialogue.events import AskedMoney, ChartRequested, Edited, Enough, Shared, TextReceived
from flows.dialogue.step import Dialogue
from flows.figures import Figures
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpretation import Fact, Interpretation
from flows.rules import compile_rules
from storage.records import Message
from storage.store import Store

FIGURES = Figures(now=Decimal(6000000), next=Decimal(3500000), currency="INR")
FACTS = (Fact(question="joy", option="building"), Fact(question="cut", option="25-50"))


@pytest.fixture
def advisor() -> Iterator[Advisor]:
    store = Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    yield Advisor(Dialogue(compile_rules(built_in()), built_in_topics()), store, Renderer())
    store.close()


def said(advisor: Advisor, channel: str, *events: object) -> list[Message]:
    told: list[Message] = []
    for event in events:
        outgoing = advisor.handle(Incoming(channel, "1", "Ann", event))  # type: ignore[arg-type] # any event
        told = [each.message for each in outgoing]
    return told


OPENER = TextReceived(
    text="60 LPA, 35 for backend", interpretation=Interpretation(figures=FIGURES, facts=FACTS)
)


def test_the_chart_of_the_price_is_a_photo_on_telegram(advisor: Advisor) -> None:
    (page,) = said(advisor, "telegram", OPENER, Enough(), AskedMoney())
    (photo,) = said(advisor, "telegram", ChartRequested())
    assert photo.attachment
    assert (photo.attachment.kind, page.attachment) == ("drawing", None)
    assert len(photo.text) <= 1024


def test_the_chart_of_the_price_is_a_plot_of_letters_in_a_terminal(advisor: Advisor) -> None:
    (plot,) = said(advisor, "terminal", OPENER, Enough(), ChartRequested())
    assert plot.attachment is None
    assert plot.text.startswith("<pre>")


@pytest.mark.parametrize("much", ["paths", "reasons"])
def test_verdict_can_be_shared_as_a_picture(advisor: Advisor, much: str) -> None:
    shared = Shared.model_validate({"much": much})
    told = said(advisor, "telegram", OPENER, Enough(), shared)
    attachment = told[0].attachment
    assert attachment
    assert picture(attachment.content).startswith(b"\x89PNG")
    assert "my pick" in told[0].text  # the words for those who cannot see it
    assert len(told[0].text) <= 1024
    reasons = any(claim.brief in attachment.content.decode() for claim in built_in().claims)
    assert reasons is (much == "reasons")


def test_verdict_is_shared_in_letters_in_a_terminal(advisor: Advisor) -> None:
    told = said(advisor, "terminal", OPENER, Enough(), Shared(much="paths"))
    assert told[0].attachment is None
    assert "#" in told[0].text
    assert "my pick" in told[0].text


def test_reply_without_a_picture_has_no_file(advisor: Advisor) -> None:
    told = said(advisor, "telegram", OPENER, Edited(question="role"))
    assert all(message.attachment is None for message in told)
