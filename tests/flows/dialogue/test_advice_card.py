"""The advice card: short, with what matters most unfolded, and the source of each sentence near."""

import re
from decimal import Decimal
from html import unescape
from statistics import median

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.people import people
from bot.rendering import Renderer
from flows.dialogue.advice_card import MOST, advice_card
from flows.dialogue.advice_reply import advice_reply, too_little_reply
from flows.dialogue.advice_view import AdviceView
from flows.dialogue.cited_claims import cited_claim
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import DetailsRequested, Enough
from flows.dialogue.replies import TO_ADVICE
from flows.figures import Figures
from flows.rules import advise
from tests.examples import examples
from tests.flows.dialogue.talk import CONTEXT, KNOWLEDGE, RULES, Talk
from tests.flows.rules.reading import with_bands
from tests.flows.strategies import ANSWERS, FIGURES, FULL_ANSWERS

RENDERER = Renderer()
LONGEST_SENTENCE = 25
FOLD = "<blockquote expandable>"

Answers = dict[str, str]


def card(answers: Answers, figures: Figures | None = None) -> tuple[str, str]:
    """The card as text: what is read at once, and what a tap unfolds."""
    reply = advice_reply(CONTEXT, Conversation(answers=answers, figures=figures))
    at_once, _, folded = RENDERER.render(reply).text.partition(FOLD)
    return plain(at_once), plain(folded)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("distribution", ["plausible", "engineers"])
def test_a_card_reads_in_half_a_minute(distribution: str) -> None:
    words = sorted(len(card(*person)[0].split()) for person in people(RULES, distribution, 11, 600))
    assert median(words) <= 110
    assert words[len(words) * 95 // 100] <= 170


@examples(25, 60)
@given(ANSWERS | FULL_ANSWERS, FIGURES | st.none())
def test_what_must_be_read_is_never_folded(answers: Answers, figures: Figures | None) -> None:
    told = with_bands(answers, figures)
    verdict = advise(RULES, told, figures)
    view = AdviceView(KNOWLEDGE, verdict)
    at_once, folded = card(told, figures)
    assert view.headline() in at_once
    assert all(gate.says in at_once for gate in verdict.gate_findings)
    if not verdict.pick:
        return
    assert re.search(r"(Not very|(Only f|F)airly|Quite) sure", at_once)
    lowered = [each.says for each in verdict.confidence_reasons if each.effect == "lower"]
    assert all(says in at_once for says in lowered)
    assert "First step:" in at_once or "To settle it:" in at_once or "would decide it" in at_once
    if not verdict.put_off:
        assert all(line.says in at_once for line in view.warnings())
        assert view.thin() in at_once
    out = [path.eliminated_by.says for path in verdict.paths if path.eliminated_by]
    assert all(says in at_once + folded for says in out)


@examples(25, 60)
@given(ANSWERS, FIGURES | st.none())
def test_too_little_for_a_path_still_tells_what_is_clear(
    answers: Answers, figures: Figures | None
) -> None:
    told = with_bands(answers, figures)
    verdict = advise(RULES, told, figures)
    assume(not verdict.put_off)
    reply = too_little_reply(CONTEXT, Conversation(answers=told, figures=figures))
    text = plain(RENDERER.render(reply).text)
    clear = [path.eliminated_by.says for path in verdict.paths if path.eliminated_by]
    assert all(says in text for says in [*clear, *(gate.says for gate in verdict.gate_findings)])
    assert ("Already clear" in text) == bool(clear)


@examples(25, 60)
@given(ANSWERS | FULL_ANSWERS, FIGURES | st.none())
def test_a_card_has_no_long_sentence_and_no_number_of_a_claim(
    answers: Answers, figures: Figures | None
) -> None:
    at_once, folded = card(with_bands(answers, figures), figures)
    for sentence in re.split(r"(?<=[.:;!?])\s|\n", at_once):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
    assert not re.search(r"\bC\d+\b", at_once + folded)


@examples(25, 60)
@given(ANSWERS | FULL_ANSWERS)
def test_nothing_is_said_both_at_once_and_in_the_fold(answers: Answers) -> None:
    split = advice_card(AdviceView(KNOWLEDGE, advise(RULES, answers)))
    points = {point.says for point in split.points if point.says}
    assert not points & {point.says for point in split.more_points}
    assert not points & {cost.says for cost in split.costs.listed}
    assert not set(split.reasons) & set(split.more_reasons)
    assert not {step.says for step in split.steps} & {step.says for step in split.more_steps}
    assert len(split.reasons) <= MOST
    assert len(split.points) <= MOST + 1  # so many must be read, at most


@settings(max_examples=30)
@given(FULL_ANSWERS)
def test_what_it_rests_on_names_each_claim_with_what_is_said_by_it(answers: Answers) -> None:
    verdict = advise(RULES, answers)
    view = AdviceView(KNOWLEDGE, verdict)
    talk = Talk(Conversation(answers=answers)).does(Enough())
    pages, page = "", 0
    while True:
        reply = talk.does(DetailsRequested(at="claims", page=page)).replies[0]
        pages += plain(RENDERER.render(reply).text)
        page += 1
        if page == reply.values["pages"]:
            break
    for claim in verdict.claims:
        assert KNOWLEDGE.claim[claim].says in pages
    for line in (*view.all_reasons(), *view.against(), *view.warnings()):
        assert line.says in pages


@examples(25, 60)
@given(FULL_ANSWERS | ANSWERS, FIGURES | st.none())
def test_something_is_said_by_every_claim_that_is_named(
    answers: Answers, figures: Figures | None
) -> None:
    verdict = advise(RULES, with_bands(answers, figures), figures)
    view = AdviceView(KNOWLEDGE, verdict)
    said = {claim: cited_claim(view, claim) for claim in verdict.claims}
    for claim, cited in said.items():
        assert cited.sentences or cited.steps, claim
        says = [line.sentence.says for line in cited.sentences]
        assert len(set(says)) == len(says)
        assert all(re.search(r"[.!]$", sentence) for sentence in says)
    if verdict.advised:
        for argument in verdict.path(verdict.advised).arguments:
            lines = [line for line in said[argument.claim].sentences if not line.about]
            assert argument.says in [line.sentence.says for line in lines]


@pytest.mark.parametrize("typed", ["C20", "c20", " claim 20 ", "claim C20?"])
def test_the_number_of_a_claim_typed_shows_it(typed: str) -> None:
    talk = Talk(Conversation(answers=dict(KNOWLEDGE.author.answers))).does(Enough()).says(typed)
    text = RENDERER.render(talk.replies[0]).text
    assert plain(text).startswith(f"C20 {KNOWLEDGE.claim['C20'].says}")


@pytest.mark.parametrize("typed", ["20", "C99", "c2o", "see C20"])
def test_what_is_no_number_of_a_claim_shows_none(typed: str) -> None:
    talk = Talk(Conversation(answers=dict(KNOWLEDGE.author.answers))).does(Enough()).says(typed)
    assert "claim" not in talk.told


def test_pages_take_the_place_of_the_card_and_lead_back_to_it() -> None:
    talk = Talk(Conversation(answers=dict(KNOWLEDGE.author.answers))).does(Enough())
    told = talk.replies[0]
    for at in ("more", "paths", "claims", "changes", "author"):
        page = talk.does(DetailsRequested.model_validate({"at": at})).replies
        assert [reply.place for reply in page] == ["page"]
        to_advice = [each.event for each in talk.choices if each.label == TO_ADVICE.label]
        back = talk.does(to_advice[0]).replies
        assert [(reply.template, reply.place) for reply in back] == [("advice", "page")]
        assert back[0].values == told.values
        assert back[0].advice is None  # it was told before


@examples(40, 100)
@given(FULL_ANSWERS | ANSWERS, FIGURES | st.none())
def test_what_it_would_be_instead_is_so(answers: Answers, figures: Figures | None) -> None:
    conversation = Conversation(answers=with_bands(answers, figures), figures=figures)
    verdict = CONTEXT.verdict(conversation)
    instead = advice_reply(CONTEXT, conversation).values["instead"]
    if instead is None:
        return
    changed = [
        conversation.answering(question.id, option.id)
        for question in KNOWLEDGE.questions
        for option in question.options
        if instead.clause == f"if {option.would}"
    ]
    then = [CONTEXT.verdict(each) for each in changed]
    assert [KNOWLEDGE.path[each.advised or ""].name for each in then] == [instead.path]
    assert then[0].headline != "not-now"
    assert verdict.path(then[0].advised or "").status not in ("out", "not-now")
    assert then[0].path(then[0].advised or "").status == "in"


@examples(40, 100)
@given(FULL_ANSWERS)
def test_why_not_another_is_no_objection_to_the_pick_as_well(answers: Answers) -> None:
    view = AdviceView(KNOWLEDGE, advise(RULES, answers))
    objections = {line.says for line in view.against()}
    assert objections.isdisjoint(line.sentence.says for line in view.argued_down())


@examples(40, 200)
@given(st.one_of(FULL_ANSWERS, ANSWERS))
def test_why_not_names_each_path_once(answers: Answers) -> None:
    view = AdviceView(KNOWLEDGE, advise(RULES, answers))
    _, _, listed = card(answers)[1].partition("Why not\n")
    heads = [
        re.sub("^• (Out: |Not now: |As a direction, out: )?", "", line)
        for line in listed.partition("\n\n")[0].splitlines()
    ]
    for path in KNOWLEDGE.paths:
        name = view.name(path.id).lower()
        assert sum(head.lower().startswith((f"{name}:", f"{name}.")) for head in heads) <= 1


@examples(25, 60)
@given(FULL_ANSWERS)
def test_of_two_paths_that_may_be_todays_neither_is_called_that(answers: Answers) -> None:
    answers |= {"role": "data-scientist", "employer": "either"}
    verdict = advise(RULES, answers)
    view = AdviceView(KNOWLEDGE, verdict)
    text = "\n".join(card(answers))
    assert "which is where you are" not in text
    assert "As a direction, out: modelling" not in text
    if verdict.staying and not verdict.put_off:
        assert "rather than" in view.headline()


def test_a_raise_below_what_is_needed_is_told_at_once_where_the_move_is_advised() -> None:
    need = Figures(
        now=Decimal(1_800_000), next=Decimal(1_900_000), floor=Decimal(2_000_000), currency="INR"
    )
    moved = set()
    for answers, _ in people(RULES, "plausible", 7, 80):
        told = with_bands(answers, need)
        verdict = advise(RULES, told, need)
        moves = verdict.pick == "platform" and verdict.makes_move
        short = "₹1 lakh short of the ₹20 lakh a year that you need; today\u2019s is ₹2 lakh short"
        assert (short in card(told, need)[0]) == moves
        moved.add(moves)
    assert moved == {True, False}


@examples(40, 150)
@given(FULL_ANSWERS)
def test_a_move_whose_pay_was_not_asked_says_so(answers: Answers) -> None:
    verdict = advise(RULES, answers)
    at_once, folded = card(answers)
    unknown = re.compile(r"I do not know what (that would pay you|you would live on)")
    if answers["role"] == "software-engineer":  # the pay that is told is that of leaving
        return
    elsewhere = verdict.advised not in ("platform", None) and not verdict.staying
    limited = "the limit you named holds there too" in at_once.lower()
    pick = KNOWLEDGE.path[verdict.pick or "platform"]
    within_modelling = verdict.models and pick.modelling
    if elsewhere:
        assert limited == bool(verdict.not_now)
        if limited or (answers["ambition"] == "pay-first" and not within_modelling):
            assert unknown.search(at_once)
        if not within_modelling:
            assert len(unknown.findall(at_once + folded)) == 1
    else:
        assert not unknown.search(at_once)
        assert limited == bool(verdict.put_off and not verdict.staying)
