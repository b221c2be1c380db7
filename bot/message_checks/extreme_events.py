"""Everything that a friend can do, hostile words and extreme figures included."""

from collections.abc import Collection
from decimal import Decimal
from typing import get_args

from bot.owner.service import LONGEST_ANSWER
from flows.dialogue import events as e
from flows.figures import Figures
from flows.knowledge.models import Knowledge
from flows.money.assumptions import ASSUMPTION_CHOICES
from flows.nlu.interpretation import Fact, Interpretation, KeptAnswer, RequestedFigure

HUGE = Figures(now=Decimal(10**15), next=Decimal(1), currency="IDR", offer_total=Decimal(10**15))
"""Figures whose sums are long to write."""

KEPT = KeptAnswer(id="kept-1", question="🙂" * 4096, answer="&" * LONGEST_ANSWER)
"""An answer kept by the owner, long and full of what must be escaped."""


def events(knowledge: Knowledge, topics: Collection[str]) -> list[e.Event]:
    """Every kind of event, and every path, question, topic and assumption it can be about."""
    return [
        *_answering(knowledge),
        *_looking(knowledge),
        *_pricing(),
        *_managing(),
        *_saying(knowledge),
        *(e.Asked(topic=topic) for topic in topics),
        e.Asked(topic=KEPT.id, kept=KEPT),
        e.Asked(topic="gone"),
        e.AskedForTopics(),
    ]


def _answering(knowledge: Knowledge) -> list[e.Event]:
    return [
        e.Began(),
        e.Began(name="<b>&\"'</i>"),
        e.Began(name="🙂" * 128),
        e.Continued(),
        *(e.Chose(question=each.id, option=each.options[0].id) for each in knowledge.questions[:2]),
        e.Chose(question="nonsense", option="0-2"),
        *(
            e.Changed(question=each.id, option=option.id)
            for each in knowledge.questions[:2]
            for option in each.options
        ),
        e.ChangeDeclined(),
        e.Skipped(),
        e.Skipped(withdraw=True),
        e.WentBack(),
        e.AskedWhy(),
        e.Reviewed(),
        *(e.Edited(question=question.id) for question in knowledge.questions),
        e.Enough(),
    ]


def _looking(knowledge: Knowledge) -> list[e.Event]:
    return [
        e.DetailsRequested(at="paths"),
        *(e.DetailsRequested(at="path", path=path.id) for path in knowledge.paths),
        *(e.DetailsRequested(at="claims", page=page) for page in range(4)),
        e.DetailsRequested(at="changes"),
        e.DetailsRequested(at="author"),
        e.DetailsRequested(at="proof"),
        e.WhatIfRequested(),
        *(e.WhatIfRequested(question=question.id) for question in knowledge.questions),
        *(e.Tried(question=each.id, option=each.options[-1].id) for each in knowledge.questions),
        e.TrialEnded(keep=True),
        e.TrialEnded(keep=False),
        e.Shared(),
        e.Shared(much="paths"),
        e.Shared(much="reasons"),
    ]


def _pricing() -> list[e.Event]:
    return [
        e.AskedMoney(),
        *(e.AskedMoney(wants=each) for each in get_args(RequestedFigure)),
        e.FigureSkipped(),
        *(e.Assumed(name=name) for name in ASSUMPTION_CHOICES),
        *(
            e.Assumed(name=name, choice=each.id)
            for name, offer in ASSUMPTION_CHOICES.items()
            for each in offer
        ),
        e.Assumed(name="weather"),
        e.AskedIntersection(text="25 25 30"),
        e.AskedIntersection(text="<b>" * 1365),
        e.TextReceived(
            text="42 LPA",
            interpretation=Interpretation(figures=Figures(now=Decimal(4200000), currency="INR")),
        ),
    ]


def _managing() -> list[e.Event]:
    return [
        e.Restarted(),
        e.Restarted(confirmed=True),
        e.Cancelled(),
        e.AskedHelp(),
        e.AskedPrivacy(),
        e.AskedForData(),
        e.Forgotten(),
        e.Forgotten(confirmed=True),
        e.AttachmentReceived(what="sticker"),
        e.AttachmentReceived(what="edit"),
        e.ForwardReceived(source="forward"),
        e.Misfired(),
        e.PassedOn(),
        e.Enough(revision=1),
        e.Enough(conversation=9),
    ]


def _saying(knowledge: Knowledge) -> list[e.Event]:
    facts = tuple(
        Fact(question=question.id, option=question.options[0].id)
        for question in knowledge.questions
    )
    near = Interpretation(asks="did-you-mean", topics=("ceiling", KEPT.id), kept=(KEPT,))
    asked_last = knowledge.questions[-1]  # the one that is open in `extreme_replies`
    unsure = Interpretation(option=asked_last.options[0].id, sure=False)
    return [
        e.TextReceived(text="<script>"),
        e.TextReceived(text="what?", interpretation=Interpretation(deaf=True)),
        e.TextReceived(text="hi", interpretation=Interpretation(manners="greeting")),
        e.TextReceived(text="thanks", interpretation=Interpretation(manners="thanks")),
        e.TextReceived(text="?" * 4096, interpretation=Interpretation(asks="unknown")),
        e.TextReceived(text="<b>&", interpretation=near),
        e.TextReceived(text="about 8", interpretation=unsure),
        e.TextReceived(text="7 yrs, MLE", interpretation=Interpretation(facts=facts)),
    ]
