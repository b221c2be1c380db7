"""What is read but doubtful is asked back in one message, and holds nothing up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Asked, Chose, DoubtSettled, Edited, Enough, TextReceived
from flows.nlu.interpretation import Fact, Interpretation
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, Talk
from tests.flows.dialogue.test_typed_words import everywhere

YEARS = Fact(question="years", option="6-9", words="seven-ish")
ROLE = Fact(question="role", option="analyst", words="more of an analyst")
PHD = Fact(question="degree", option="phd", words="my PhD")
TOP = Fact(question="standing", option="top-5", words="top 5")


def said(*facts: Fact, back: tuple[Fact, ...] = ()) -> TextReceived:
    return TextReceived(text="a story", interpretation=Interpretation(facts=facts, ask_back=back))


def asked_back(*doubts: Fact) -> Talk:
    return Talk().begins().does(said(back=doubts))


def meant(talk: Talk, option: str) -> DoubtSettled:
    """What the button of a doubt means."""
    events = [choice.event for choice in talk.choices]
    return next(e for e in events if isinstance(e, DoubtSettled) and e.option == option)


def test_all_doubts_come_in_one_message_before_the_open_question() -> None:
    talk = Talk().begins().does(said(YEARS, back=(PHD, TOP)))
    assert talk.told == ["understood", "ask_back", "question"]
    assert talk.conversation.answers == {"years": "6-9"}
    assert talk.conversation.question == "role"
    labels = [choice.label for row in talk.parts[1].choices for choice in row]
    assert labels == ["Yes: PhD", "Yes: Top 5%", "None of these"]


def test_a_doubt_alone_leaves_the_question_open() -> None:
    talk = asked_back(PHD)
    assert (talk.told, talk.conversation.question) == (["ask_back", "question"], "years")


@pytest.mark.parametrize("start", [*everywhere()], ids=lambda start: start.state)
def test_something_leads_on_beside_a_doubt(start: Conversation) -> None:
    doubts = [Fact(question=each.id, option=each.options[-1].id) for each in KNOWLEDGE.questions]
    new = [each for each in doubts if start.answers.get(each.question) != each.option]
    for doubt in new:
        talk = Talk(start).does(said(back=(doubt,)))
        assert "ask_back" in talk.told
        steps = [DIALOGUE.step(talk.conversation, choice.event) for choice in talk.choices]
        assert any(not reply.is_note for step in steps for reply in step.replies), doubt


def test_a_tap_notes_it_while_something_else_is_asked_and_asks_nothing_again() -> None:
    talk = asked_back(PHD, TOP)
    tap = meant(talk, "phd")
    before = talk.conversation
    talk.does(tap)
    assert talk.told == ["noted"]
    assert talk.parts[0].place == "toast"
    assert talk.conversation == before.moved(answers={"degree": "phd"}, doubts=(TOP,))
    assert talk.does(tap).told == ["already"]


def test_a_tap_after_the_interview_went_on_still_notes_it() -> None:
    talk = asked_back(PHD)
    tap = meant(talk, "phd")
    talk.taps_any().taps_any().does(tap)
    assert talk.told == ["noted"]
    assert talk.conversation.answers["degree"] == "phd"


def test_a_tap_on_the_open_questions_own_goes_on() -> None:
    talk = asked_back(YEARS)
    talk.does(meant(talk, "6-9"))
    assert talk.told == ["noted", "question"]
    assert (talk.conversation.answers, talk.conversation.question) == ({"years": "6-9"}, "role")


def test_an_old_button_offers_to_change_what_was_answered_since() -> None:
    talk = asked_back(PHD)
    tap = meant(talk, "phd")
    talk.does(Edited(question="degree")).taps("masters").does(tap)
    assert talk.told == ["offer_change"]
    assert talk.conversation.answers["degree"] == "masters"
    assert talk.presses("changed").conversation.answers["degree"] == "phd"


def test_what_is_asked_back_about_an_answer_changes_it_at_once() -> None:
    talk = Talk().begins().does(said(TOP))
    talk.does(said(back=(Fact(question="standing", option="solid"),)))
    assert talk.does(meant(talk, "solid")).conversation.answers["standing"] == "solid"


def test_none_of_them_notes_nothing() -> None:
    talk = asked_back(PHD, TOP)
    before = talk.conversation
    talk.does(DoubtSettled())
    assert (talk.told, talk.conversation) == (["none_noted"], before.moved(doubts=()))


def test_a_typed_yes_means_all_of_them() -> None:
    talk = asked_back(PHD, TOP).says("yes")
    assert talk.told == ["understood", "question"]
    assert talk.conversation.answers == {"degree": "phd", "standing": "top-5"}


def test_a_typed_yes_after_a_tap_means_the_rest() -> None:
    talk = asked_back(PHD, TOP)
    talk.does(meant(talk, "phd")).says("yes")
    assert talk.conversation.answers == {"degree": "phd", "standing": "top-5"}


def test_a_typed_no_means_none() -> None:
    talk = asked_back(PHD, TOP).says("no")
    assert talk.conversation.answers == {}
    assert talk.told[-1] == "question"


def test_what_is_known_already_or_noted_beside_it_is_not_asked_back() -> None:
    talk = Talk().begins().does(said(PHD)).does(said(back=(PHD,)))
    assert "ask_back" not in talk.told
    other = Fact(question="years", option="10+")
    assert "ask_back" not in Talk().begins().does(said(YEARS, back=(other,))).told


def test_a_newcomers_doubts_do_not_hold_up_the_interview() -> None:
    talk = Talk().does(said(back=(PHD,)))
    assert talk.told == ["welcome", "ask_back", "question"]


def test_a_doubt_confirmed_after_the_advice_tells_what_became_of_it() -> None:
    answers = dict(KNOWLEDGE.author.answers)
    talk = Talk(Conversation(answers=answers)).does(Enough()).does(said(back=(PHD,)))
    assert talk.told[0] == "ask_back"
    assert "advice_update" not in talk.told
    talk.does(meant(talk, "phd"))
    assert talk.told == ["noted", "advice_update"]
    assert talk.parts[-1].values["update"]


def test_a_stopped_friend_who_taps_stays_stopped() -> None:
    talk = asked_back(PHD)
    tap = meant(talk, "phd")
    talk.says("stop").does(tap)
    assert (talk.told, talk.conversation.state) == (["noted"], "stopped")


def test_a_popup_leaves_the_figure_asked_for() -> None:
    talk = asked_back(PHD)
    tap = meant(talk, "phd")
    talk.says("the price in figures")
    assert talk.does(tap).conversation.requested_figure == "now"


DOUBTS = st.lists(st.sampled_from([YEARS, ROLE, PHD, TOP]), unique=True, min_size=1)


@given(DOUBTS, st.data())
def test_whenever_it_is_tapped_a_doubt_is_noted_or_offered(
    doubts: list[Fact], data: st.DataObject
) -> None:
    talk = asked_back(*doubts)
    taps = [meant(talk, doubt.option) for doubt in doubts]
    for tap in data.draw(st.permutations(taps)):
        if data.draw(st.booleans()) and talk.conversation.question:
            talk.does(Chose(question=talk.conversation.question, option=_any(talk, data)))
        known = talk.conversation.answers.get(tap.question)
        talk.does(tap)
        if known is None:
            assert talk.conversation.answers[tap.question] == tap.option
        elif known != tap.option:
            assert talk.told == ["offer_change"]
    assert talk.does(Enough()).told[-1] in ("advice", "question")


def _any(talk: Talk, data: st.DataObject) -> str:
    question = KNOWLEDGE.question[talk.conversation.question or ""]
    return data.draw(st.sampled_from([option.id for option in question.options]))


def asked_of_role() -> Talk:
    """Years are noted, so the role is asked for next; what it may be was asked back before."""
    return asked_back(ROLE).does(said(YEARS))


def test_what_was_asked_back_is_told_where_its_question_is_put() -> None:
    talk = asked_of_role()
    assert talk.conversation.question == "role"
    assert talk.parts[-1].values["doubted"] == [
        {"label": "Data / product analyst", "words": "more of an analyst"}
    ]
    assert talk.says("yes").conversation.answers == {"years": "6-9", "role": "analyst"}


def test_a_no_to_what_was_asked_back_puts_its_question_alone() -> None:
    talk = asked_of_role().says("no")
    assert (talk.told, talk.conversation.question) == (["kept", "question"], "role")
    assert (talk.conversation.answers, talk.conversation.doubts) == ({"years": "6-9"}, ())


def test_a_yes_to_a_question_means_its_option_that_is_called_so() -> None:
    called_yes = [
        Fact(question=question.id, option=option.id)
        for question in KNOWLEDGE.questions
        for option in question.options
        if option.label in ("Yes", "No", "None")
    ]
    assert called_yes
    for fact in called_yes:
        talk = asked_back(fact).does(Edited(question=fact.question))
        assert talk.parts[-1].values["doubted"] == []


def test_what_is_asked_back_twice_is_certain_where_it_is_asked_for() -> None:
    talk = asked_of_role().does(said(back=(ROLE,)))
    assert talk.told == ["noted_line", "question"]
    assert talk.conversation.answers == {"years": "6-9", "role": "analyst"}


def test_it_is_asked_back_again_elsewhere_or_otherwise_or_where_it_weighs_a_lot() -> None:
    other = ROLE.model_copy(update={"option": "data-scientist"})
    for talk, doubt in [
        (asked_back(ROLE), ROLE),
        (asked_of_role(), other),
        (asked_back(PHD).does(Edited(question="degree")), PHD),
    ]:
        talk.does(said(back=(doubt,)))
        assert "ask_back" in talk.told
        assert doubt.question not in talk.conversation.answers
        assert talk.conversation.doubt(doubt.question) == doubt


def test_a_yes_confirms_what_is_asked_back_where_an_option_is_called_yes() -> None:
    funded = Fact(question="study", option="if-funded", words="only with a scholarship")
    talk = Talk().begins().does(Edited(question="study")).does(said(back=(funded,)))
    talk.says("yes")
    assert talk.conversation.answers["study"] == "if-funded"
    elsewhere = Talk().begins().does(Edited(question="study")).does(said(back=(TOP,)))
    elsewhere.says("yes")
    assert elsewhere.conversation.answers["study"] == "yes"


YES = TextReceived(text="yes", interpretation=Interpretation(reply="yes"))


def test_a_late_yes_has_the_doubts_asked_back_again_and_a_second_notes_them() -> None:
    talk = asked_back(PHD, TOP).does(Asked(topic="pay-cut")).does(YES)
    assert talk.told == ["ask_back", "question"]
    talk.does(YES)
    assert talk.conversation.answers == {"degree": "phd", "standing": "top-5"}


def test_a_yes_to_nothing_goes_on_and_goes_to_nobody() -> None:
    talk = Talk().begins().does(YES)
    assert talk.told == ["nothing_asked", "question"]
    assert not talk.conversation.unanswered
