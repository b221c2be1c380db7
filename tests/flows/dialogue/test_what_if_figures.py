"""Suppositions in figures: tried as exactly as if they were so, and kept as they were tried."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flows.affordability import with_bands
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import TextReceived, TrialEnded, Tried
from flows.dialogue.figuring import on_trial
from flows.figures import Figures
from flows.nlu.interpretation import Interpretation, TextContext
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.dialogue.talk import CONTEXT, Talk

DRAWN_TO_PLATFORM = {
    "years": "6-9",
    "role": "data-scientist",
    "standing": "solid",
    "engineering": "ships-with-help",
    "learning": "typical",
    "mentors": "engineers",
    "degree": "masters",
    "proof": "none",
    "study": "no",
    "market": "india",
    "employer": "startup",
    "title": "no",
    "ambition": "lead-engineering",
    "joy": "building",
    "fatigue": "tired",
    "influence": "nice",
    "horizon": "4-10",
}
"""Somebody who is advised to go into platform engineering wherever the cut can be lived with."""

SHARES = st.integers(1, 99).map(lambda percent: Decimal(percent) / 100)
AMOUNTS = st.integers(1, 60).map(lambda lakhs: Decimal(lakhs) * 100_000)
NOW, OFFER = Decimal(4_000_000), Decimal(2_800_000)
PAY = {"now": NOW, "next": OFFER, "currency": "INR"}
KNOWN = Figures.model_validate({**PAY, "runway": Decimal("0.2")})


def said(text: str, **meaning: object) -> TextReceived:
    return TextReceived(text=text, interpretation=Interpretation.model_validate(meaning))


def advised(**figures: object) -> Talk:
    known = Figures.model_validate(figures)
    answers = with_bands(DRAWN_TO_PLATFORM, known)
    state = {"state": "advice", "advised": True, "enough": True}
    return Talk(Conversation(answers=answers, figures=known).moved(**state))


def supposing(talk: Talk, floor: Decimal | None = None, **figures: object) -> Talk:
    stated = Figures.model_validate(figures) if figures else None
    return talk.does(said("suppose so", what_if=True, figures=stated, floor=floor))


def is_put_off(talk: Talk) -> bool:
    return CONTEXT.verdict(on_trial(talk.conversation)).put_off is not None


@given(limit=SHARES, cut=SHARES)
@settings(max_examples=40)
def test_a_cut_that_is_supposed_is_compared_to_the_percent(limit: Decimal, cut: Decimal) -> None:
    talk = supposing(advised(**PAY, runway=limit), cut_share=cut)
    assert is_put_off(talk) == (cut > limit)


@given(limit=SHARES, cut=SHARES)
@settings(max_examples=40)
def test_without_pay_both_shares_are_compared_to_the_percent(limit: Decimal, cut: Decimal) -> None:
    talk = supposing(advised(cut_share=Decimal("0.3"), runway=limit), cut_share=cut)
    assert is_put_off(talk) == (cut > limit)


@given(limit=SHARES)
@settings(max_examples=40)
def test_a_limit_that_is_supposed_is_compared_to_the_percent(limit: Decimal) -> None:
    talk = supposing(advised(**PAY, floor=Decimal(3_200_000), runway=Decimal("0.2")), runway=limit)
    assert is_put_off(talk) == (limit < Decimal("0.3"))


@given(floor=AMOUNTS, offer=AMOUNTS)
@settings(max_examples=40)
def test_amounts_that_are_supposed_one_after_the_other_are_compared(
    floor: Decimal, offer: Decimal
) -> None:
    known = advised(**PAY, floor=Decimal(3_200_000), runway=Decimal("0.2"))
    talk = supposing(supposing(known, floor=floor, currency="INR"), next=offer, currency="INR")
    assert is_put_off(talk) == (offer < min(floor, NOW))


@given(st.sampled_from(["cut_share", "runway"]), SHARES, AMOUNTS)
@settings(max_examples=40)
def test_what_is_kept_is_what_was_tried(field: str, share: Decimal, offer: Decimal) -> None:
    known = advised(**PAY, runway=Decimal("0.2"))
    talk = supposing(supposing(known, **{field: share}), next=offer, currency="INR")
    assume(talk.conversation.trial or talk.conversation.trial_figures)
    tried = on_trial(talk.conversation)
    kept = Talk(talk.conversation).does(TrialEnded(keep=True)).conversation
    assert (kept.answers, kept.figures) == (tried.answers, tried.figures)
    assert (kept.trial, kept.trial_figures) == ({}, None)
    dropped = talk.does(TrialEnded(keep=False)).conversation
    assert (dropped.figures, dropped.trial_figures) == (KNOWN, None)


@pytest.mark.parametrize("known", [{"next": OFFER}, {"runway": Decimal("0.35")}])
def test_only_the_very_same_was_said_already(known: dict[str, Decimal]) -> None:
    talk = advised(**PAY, runway=Decimal("0.35"))
    assert not supposing(talk, currency="INR", **known).parts[0].values["differs"]
    other = {name: each * Decimal("1.01") for name, each in known.items()}
    assert supposing(talk, currency="INR", **other).parts[0].values["differs"]


def test_a_band_that_is_tapped_takes_the_place_of_a_figure_on_trial() -> None:
    talk = supposing(advised(**PAY, runway=Decimal("0.2")), next=Decimal(3_000_000))
    talk.does(Tried(question="cut", option="none"))
    assert not is_put_off(talk)
    assert is_put_off(supposing(talk, next=Decimal(2_000_000), currency="INR"))


def test_pay_in_another_currency_is_not_tried_against_what_is_known() -> None:
    talk = supposing(advised(**PAY, runway=Decimal("0.2")), next=Decimal(90_000), currency="USD")
    assert (talk.told, talk.parts[0].values["currency"]) == (["what_if_unclear"], "INR")


def test_pay_by_a_share_is_reckoned_anew_until_it_is_told() -> None:
    talk = advised(**PAY, runway=Decimal("0.2"))
    talk.does(said("a cut of 25%", figures=Figures(cut_share=Decimal("0.25"))))
    talk.does(said("I earn 50", figures=Figures(now=Decimal(5_000_000), currency="INR")))
    assert talk.conversation.figures
    assert talk.conversation.figures.next == 3_750_000
    talk.does(said("it pays 30", figures=Figures(next=Decimal(3_000_000), currency="INR")))
    talk.does(said("I earn 40", figures=Figures(now=Decimal(4_000_000), currency="INR")))
    assert talk.conversation.figures.next == 3_000_000


@pytest.mark.parametrize(
    ("text", "field", "share"),
    [
        ("what if the cut were 45%?", "cut_share", "0.45"),
        ("it would mean a 45% pay cut", "cut_share", "0.45"),
        ("what if I could only live with a cut of 26%?", "runway", "0.26"),
    ],
)
def test_a_share_that_is_typed_is_read_exactly(text: str, field: str, share: str) -> None:
    figures = built_in_interpreter().interpret(text, TextContext()).figures
    assert getattr(figures, field) == Decimal(share)


@pytest.mark.parametrize("text", ["what if the cut were under 25%?", "the cut is over 50%"])
def test_a_bound_of_the_cut_is_no_exact_share(text: str) -> None:
    read = built_in_interpreter().interpret(text, TextContext())
    assert [fact.question for fact in read.facts] == ["cut"]
    assert read.figures is None
