"""Everything that a friend can do, hostile words and extreme figures included."""

from collections.abc import Collection
from decimal import Decimal
from typing import get_args

from bot.owner.wording import LONGEST_ANSWER
from flows.dialogue import events as e
from flows.figures import Figures
from flows.knowledge.models import Knowledge
from flows.money.assumptions import ASSUMPTION_CHOICES
from flows.nlu.circumstances import built_in_circumstances
from flows.nlu.interpretation import (
    FIGURE_NAMES,
    AskedQuestion,
    Fact,
    Interpretation,
    KeptAnswer,
    QuestionKind,
    RequestedFigure,
)

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
        e.AskedWhy(revision=1),
        *(e.TookBack(what=question.id) for question in knowledge.questions),
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
        e.DetailsRequested(at="short"),
        e.DetailsRequested(at="sure"),
        e.DetailsRequested(at="advice"),
        e.DetailsRequested(at="more"),
        *(e.DetailsRequested(at="claim", claim=claim.id) for claim in knowledge.claims),
        e.WhatIfRequested(),
        *(e.WhatIfRequested(question=question.id) for question in knowledge.questions),
        *(e.Tried(question=each.id, option=each.options[-1].id) for each in knowledge.questions),
        e.TrialEnded(keep=True),
        e.TrialEnded(keep=False),
        e.Shared(),
        e.Shared(much="paths"),
        e.Shared(much="reasons"),
        e.Shared(much="amounts"),
    ]


def _pricing() -> list[e.Event]:
    return [
        e.AskedMoney(),
        *(e.AskedMoney(wants=each) for each in get_args(RequestedFigure)),
        e.AskedMoney(back=True),
        e.AskedMoney(sets="floor", amount=Decimal(10**15)),
        *(e.TookBack(what=each) for each in ("pay", "both", "disputed", *FIGURE_NAMES)),
        e.ChartRequested(),
        e.FigureSkipped(),
        e.Assumed(),
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
        e.AskedHowLong(),
        e.AskedPrivacy(),
        e.AskedForData(),
        e.Forgotten(),
        e.Forgotten(confirmed=True),
        e.AttachmentReceived(what="sticker"),
        e.AttachmentReceived(what="edit"),
        e.ForwardReceived(source="forward"),
        e.ForwardReceived(source="own"),
        e.Misfired(),
        e.PassedOn(),
        e.PassedOn(text=1, limit=10**6),
        e.Enough(revision=1),
        e.Enough(conversation=9),
    ]


def _saying(knowledge: Knowledge) -> list[e.Event]:
    facts = tuple(
        Fact(question=question.id, option=question.options[0].id, words="<&>" * 1365)
        for question in knowledge.questions
    )
    asked_last = knowledge.questions[-1]  # the one that is open in `extreme_replies`
    unsure = asked_last.options[0].id
    readings = {
        "what?": Interpretation(out_of_order=True),
        "99": Interpretation(),
        "hi": Interpretation(manners="greeting"),
        "thanks": Interpretation(manners="thanks"),
        "idiot": Interpretation(mood="anger"),
        "hola": Interpretation(foreign=True),
        "?" * 4096: _asking(("unknown", None)),
        "<b>&": _asking(("did-you-mean", None)),
        "is it?": _asking(("outside", "age"), ("answer", KEPT.id)),
        "<&>" * 1365: _asking(*(("unknown", None), ("did-you-mean", None)) * 4, ("answer", "x")),
        "about 8": Interpretation(option=unsure, sure=False),
        "7 yrs, MLE": Interpretation(facts=facts),
        "sorry, 7": Interpretation(facts=facts[-1:], corrects=True),
        "perhaps 7": Interpretation(ask_back=facts),
        "and I was laid off": Interpretation(
            facts=facts, ask_back=facts, circumstances=(*built_in_circumstances(),)
        ),
        "80-90k": Interpretation(unread="<&>" * 1365),
        "what if?": Interpretation(what_if=True, facts=facts),
        "what if 7?": Interpretation(what_if=True, figures=Figures(currency="INR")),
        "90k": Interpretation(
            figures=Figures(now=Decimal(10**15), currency="XAF"), floor=Decimal(10**14)
        ),
        "on 1": Interpretation(floor=Decimal(1), currency="INR"),
    }
    return [
        e.TextReceived(text="<script>"),
        e.TextReceived(text="no", interpretation=Interpretation(reply="no")),
        *(e.TextReceived(text=text, interpretation=each) for text, each in readings.items()),
        e.DoubtsConfirmed(facts=facts),
        e.DoubtSettled(),
        e.DoubtSettled(question=asked_last.id, option=unsure),
        *(
            e.DoubtSettled(question=each.id, option=each.options[-1].id)
            for each in knowledge.questions[:2]
        ),
    ]


def _asking(*asked: tuple[QuestionKind, str | None]) -> Interpretation:
    """A text that asks all of this, in long words."""
    near = ("ceiling", KEPT.id, "age")
    questions = tuple(
        AskedQuestion(words=f"{at}{'<&>' * 1364}", kind=kind, topic=topic, alternatives=near)
        for at, (kind, topic) in enumerate(asked)
    )
    return Interpretation(questions=questions, kept=(KEPT,))
