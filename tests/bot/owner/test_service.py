"""A question without an answer reaches the owner once, and nobody has to ask it again."""

from collections.abc import Callable, Iterator

import pytest

from bot.errors import WrongUseError
from bot.owner.service import SHOWN
from flows.dialogue.events import (
    Asked,
    AttachmentReceived,
    Began,
    Decided,
    Forgotten,
    PassedOn,
    TextReceived,
)
from flows.dialogue.replies import ForOwner
from flows.nlu.interpretation import AskedQuestion, Interpretation
from storage.records import NAMELESS
from tests.bot.company import IN_OTHER_WORDS, OWNER, UNKNOWN, Company
from tests.flows.dialogue.talk import DIALOGUE, TOPICS

ANSWER = "Not at first: <b>learn</b> it & use it."


@pytest.fixture
def company() -> Iterator[Company]:
    company = Company()
    yield company
    company.close()


def test_a_question_is_answered_once_and_then_for_everyone(company: Company) -> None:
    company.does("1", Began(name="Ann"))
    company.asks("1")
    ((notice, message),) = company.delivered(OWNER)
    assert "Ann Example" in message.text
    assert UNKNOWN in message.text
    company.delivered("1")
    receipt = company.does(OWNER, TextReceived(text=ANSWER), replies_to=notice)
    assert "Ann Example" in receipt
    ((_, answer),) = company.delivered("1")
    assert "Not at first: &lt;b&gt;learn&lt;/b&gt; it &amp; use it." in answer.text
    ((shown, receipt_message),) = company.delivered(OWNER)
    (keep,) = [button.event for row in receipt_message.buttons for button in row]
    company.does(OWNER, keep, tapped=shown)
    said = company.does("2", TextReceived(text=IN_OTHER_WORDS))
    assert "Not at first: &lt;b&gt;learn&lt;/b&gt; it &amp; use it." in said
    assert company.store.owner_questions.waiting() == []


def test_nothing_of_the_owners_replies_becomes_part_of_their_conversation(
    company: Company,
) -> None:
    question = company.asks("1")
    ((notice, _),) = company.delivered(OWNER)
    company.does(OWNER, TextReceived(text=ANSWER), replies_to=notice)
    owner = company.store.users.find("telegram", OWNER)
    assert owner
    assert company.store.conversations.history(owner.id) == []
    assert company.owner_service.question(question.id).answer == ANSWER


def test_what_was_heard_stands_beside_a_question_that_is_passed_on(company: Company) -> None:
    company.does("1", Began(name="Ann"))
    heard = Interpretation(
        circumstances=("laid-off", "visa"),
        questions=(AskedQuestion(words=UNKNOWN, kind="unknown"),),
    )
    friend = company.store.users.find("telegram", "1")
    assert friend
    step = DIALOGUE.step(
        company.advisor.conversation_of(friend), TextReceived(text="…", interpretation=heard)
    )
    summary = DIALOGUE.summary(step.conversation)
    company.owner_service.receive(friend, step.conversation, ForOwner(UNKNOWN), summary, [])
    ((_, notice),) = company.delivered(OWNER)
    assert "heard: laid off, a visa" in notice.text
    assert "laid off" in company.store.owner_questions.waiting()[0].progress


def test_two_replies_reach_the_two_who_asked(company: Company) -> None:
    company.asks("1", "which keyboard do you type on?")
    company.asks("2", "do you eat marzipan?")
    (first, _), (second, _) = company.delivered(OWNER)
    company.delivered("1")
    company.delivered("2")
    company.does(OWNER, TextReceived(text="Yes, on Sundays."), replies_to=second)
    company.does(OWNER, TextReceived(text="A loud one."), replies_to=first)
    ((_, to_ann),) = company.delivered("1")
    ((_, to_bo),) = company.delivered("2")
    assert "A loud one." in to_ann.text
    assert "Yes, on Sundays." in to_bo.text
    assert "keyboard" not in to_bo.text


def test_a_reply_from_anybody_else_is_ordinary_text(company: Company) -> None:
    question = company.asks("1")
    ((notice, _),) = company.delivered(OWNER)
    company.does("2", TextReceived(text=ANSWER), replies_to=notice)
    assert company.owner_service.question(question.id).state == "waiting"
    friend = company.store.users.find("telegram", "2")
    assert friend
    assert [event.kind for event in company.store.conversations.history(friend.id)] == [
        "text-received"
    ]


def test_a_tap_of_anybody_else_decides_nothing(company: Company) -> None:
    question = company.asks("1")
    company.owner_service.answer(question.id, ANSWER)
    company.does("2", Decided(deed="keep", item=question.id))
    assert company.store.faq.entries() == []


def test_a_picture_is_no_answer(company: Company) -> None:
    question = company.asks("1")
    ((notice, _),) = company.delivered(OWNER)
    assert company.does(OWNER, AttachmentReceived(what="photo"), replies_to=notice)
    assert company.owner_service.question(question.id).state == "waiting"


def test_a_reply_about_an_erased_question_goes_nowhere(company: Company) -> None:
    company.asks("1", "where can I buy quokkaberry jam?")
    ((notice, _),) = company.delivered(OWNER)
    company.does("1", Forgotten(confirmed=True))
    company.delivered("1")
    assert "quokkaberry" not in str(company.store.database.rows("SELECT * FROM outbox"))
    assert company.does(OWNER, TextReceived(text=ANSWER), replies_to=notice)
    assert company.store.users.find("telegram", "1") is None
    owner = company.store.users.find("telegram", OWNER)
    assert owner
    assert company.store.conversations.history(owner.id) == []


def test_similar_questions_are_answered_with_it_in_one_tap(company: Company) -> None:
    first = company.asks("1")
    second = company.asks("2", IN_OTHER_WORDS)
    other = company.asks("3", "do you eat marzipan?")
    notices = company.delivered(OWNER)
    for address in ("1", "2", "3"):
        company.delivered(address)
    receipt = company.does(OWNER, TextReceived(text="Later."), replies_to=notices[0][0])
    assert "Bo Sample" in receipt
    later = company.asks("4", "any laptop that i should buy for coding")
    company.delivered("4")
    company.does(OWNER, Decided(deed="close-similar", item=first.id))
    ((_, told),) = company.delivered("2")
    assert "Later." in told.text
    assert "which laptop" not in told.text  # the words of the one who asked first
    states = {each.id: each.state for each in company.store.owner_questions.all()}
    assert states == {
        first.id: "answered", second.id: "closed", other.id: "waiting", later.id: "waiting",
    }  # fmt: skip


def test_a_conflict_with_an_answer_there_is_is_pointed_out(company: Company) -> None:
    question = company.store.owner_questions.add(
        company.store.users.get_or_create("telegram", "1", "Ann"),
        1,
        TOPICS["ceiling"].question,
        (),
        "",
    )
    answered = company.owner_service.answer(question.id, "Far.")
    assert TOPICS["ceiling"].question in answered.conflicts


def test_what_is_kept_names_nobody(company: Company) -> None:
    ann = company.store.users.get_or_create("telegram", "1", "Ann Example", "ann_e")
    asked = "Hi, I am Ann Example, ann@example.org, 7 yrs at Acme. Which keyboard do you type on?"
    question = company.store.owner_questions.add(ann, 1, asked, (), "")
    company.owner_service.answer(question.id, "Hi Ann, a loud one, says @olga.\nReally.")
    company.owner_service.keep(question.id)
    (kept,) = company.store.faq.entries()
    assert kept.question == "Which keyboard do you type on?"
    assert kept.answer == "a loud one, says.\nReally."
    assert "Ann" not in str(company.store.faq.snapshot())


def test_a_kept_answer_survives_its_friend(company: Company) -> None:
    question = company.asks("1")
    company.owner_service.answer(question.id, ANSWER)
    company.owner_service.keep(question.id)
    company.does("1", Forgotten(confirmed=True))
    assert len(company.store.faq.snapshot().kept) == 1
    assert company.store.owner_questions.all() == []
    assert "Not at first" in company.does("2", TextReceived(text=IN_OTHER_WORDS))


def test_edited_merged_and_retired_answers_are_given_accordingly(company: Company) -> None:
    question, other = company.asks("1"), company.asks("2", "do you eat marzipan?")
    for each in (question, other):
        company.owner_service.answer(each.id, ANSWER)
        company.owner_service.keep(each.id)
    one, two = company.store.faq.entries()
    company.owner_service.edit(one.id, answer="Rather later.")
    company.does("3", Began())
    assert "Rather later." in company.does("3", TextReceived(text=IN_OTHER_WORDS))
    assert "Rather later." in company.does("3", Asked(topic=one.id))
    company.owner_service.merge(one.id, two.id)
    company.does("3", Began())
    merged = company.does("3", TextReceived(text=IN_OTHER_WORDS))
    assert "Rather later." not in merged
    assert "Not at first" in merged
    assert "Not at first" in company.does("3", Asked(topic=one.id))
    company.owner_service.retire(two.id)
    company.does("3", Began())
    assert "Not at first" not in company.does("3", TextReceived(text=IN_OTHER_WORDS))
    assert "Not at first" not in company.does("3", Asked(topic=one.id))


def test_an_accepted_wording_is_learned_and_belongs_to_nobody(company: Company) -> None:
    company.does("1", Began())
    friend = company.store.users.find("telegram", "1")
    assert friend
    company.store.faq.suggest(friend.id, "does glorpification wait for Ann Example?", "ceiling")
    (suggested,) = company.store.faq.suggestions()
    before = company.store.faq.version()
    words = company.owner_service.accept(suggested.id)
    assert "Ann" not in words
    assert company.store.faq.version() != before
    assert company.store.privacy.everything_about(friend.id)["phrasings"] == []
    match = company.interpreter.match("does glorpification wait for me?")
    assert match
    assert match.alternatives[0].topic == "ceiling"


def proposed(company: Company) -> tuple[int, Decided]:
    """A friend types something and taps what was meant: the owner's message and first button."""
    company.does("1", Began())
    company.does("1", TextReceived(text=UNKNOWN))
    company.does("1", Asked(topic="payback", suggested=True))
    ((number, message),) = company.delivered(OWNER)
    take, _ = (button.event for row in message.buttons for button in row)
    assert UNKNOWN in message.text
    assert isinstance(take, Decided)
    return number, take


def test_a_wording_reaches_the_owner_and_is_taken_in_by_a_tap(company: Company) -> None:
    number, take = proposed(company)
    assert "Taken in" in company.does(OWNER, take, tapped=number)
    assert company.store.faq.suggestions() == []
    assert [each.topic for each in company.store.faq.snapshot().phrasings] == ["payback"]


def test_a_reply_to_a_wording_gets_a_hint_and_is_no_answer(company: Company) -> None:
    number, _ = proposed(company)
    assert "tap" in company.does(OWNER, TextReceived(text="take it in please"), replies_to=number)
    owner = company.store.users.find("telegram", OWNER)
    assert owner
    assert company.store.conversations.history(owner.id) == []


def test_wordings_come_a_few_at_a_time_just_as_they_would_be_kept(company: Company) -> None:
    company.does("1", Began())
    friend = company.store.users.find("telegram", "1")
    assert friend
    for number in range(SHOWN + 2):
        company.store.faq.suggest(friend.id, f"glorpification {number}, Ann Example?", "ceiling")
    company.store.faq.suggest(friend.id, "glorp " * 200, "ceiling")
    company.owner_service.announcer.catch_up()
    shown = company.delivered(OWNER)
    assert len(shown) == SHOWN
    assert not any("Ann" in message.text for _, message in shown)
    for number, message in shown:
        company.does(OWNER, message.buttons[0][1].event, tapped=number)
    later = [m for _, m in company.delivered(OWNER) if m.buttons]
    assert [len(message.buttons[0]) for message in later] == [2, 2, 1]


def test_a_wording_left_out_is_not_asked_about_again(company: Company) -> None:
    number, take = proposed(company)
    company.does(OWNER, take.model_copy(update={"deed": "decline"}), tapped=number)
    assert "No phrasing" in company.does(OWNER, take, tapped=number)
    assert company.store.faq.snapshot().phrasings == ()
    company.owner_service.announcer.catch_up()
    assert not any(UNKNOWN in message.text for _, message in company.delivered(OWNER))


def test_what_the_owner_was_shown_of_a_wording_goes_with_its_friend(company: Company) -> None:
    number, take = proposed(company)
    company.does(OWNER, take, tapped=number)
    company.does("1", Forgotten(confirmed=True))
    owner = company.store.users.find("telegram", OWNER)
    assert owner
    messages = company.store.privacy.everything_about(owner.id)["outbox"]
    repeated = [each for each in messages if "A friend wrote" in str(each["message"])]
    assert repeated == []


def test_an_owner_who_comes_later_is_shown_what_waits(company: Company) -> None:
    company.does("1", Began())
    friend = company.store.users.find("telegram", "1")
    assert friend
    company.store.faq.suggest(friend.id, "glorpification?", "ceiling")
    company.does(OWNER, Began())
    company.owner_service.announcer.catch_up()
    shown = [m.text for _, m in company.delivered(OWNER) if "glorpification" in m.text]
    assert len(shown) == 1


def test_a_declined_wording_goes_with_its_friend(company: Company) -> None:
    company.does("1", Began())
    friend = company.store.users.find("telegram", "1")
    assert friend
    company.store.faq.suggest(friend.id, "glorpification?", "ceiling")
    company.owner_service.decline(company.store.faq.suggestions()[0].id)
    assert company.store.faq.suggestions() == []
    assert len(company.store.privacy.everything_about(friend.id)["phrasings"]) == 1
    company.does("1", Forgotten(confirmed=True))
    assert company.store.database.rows("SELECT * FROM phrasings") == []


@pytest.mark.parametrize("text", ["", "  ", "\u200b\n", "x" * 4097])
def test_an_answer_that_cannot_be_brought_is_refused(company: Company, text: str) -> None:
    question = company.asks("1")
    with pytest.raises(WrongUseError):
        company.owner_service.answer(question.id, text)
    assert company.owner_service.question(question.id).state == "waiting"


def test_what_was_not_answered_cannot_be_kept(company: Company) -> None:
    question = company.asks("1")
    with pytest.raises(WrongUseError, match="answer it first"):
        company.owner_service.keep(question.id)
    company.owner_service.answer(question.id, ANSWER)
    company.owner_service.keep(question.id)
    with pytest.raises(WrongUseError, match="kept already"):
        company.owner_service.keep(question.id)


def test_nothing_is_passed_on_that_was_not_said(company: Company) -> None:
    company.does("1", PassedOn())
    assert company.store.owner_questions.all() == []


def test_the_name_of_the_nameless_is_taken_out_of_no_words(company: Company) -> None:
    words = "Does somebody without a degree make a name?"
    friend = company.store.users.get_or_create("telegram", "5", NAMELESS)
    question = company.store.owner_questions.add(friend, 1, words, [], "")
    company.owner_service.answer(question.id, "A few without one did.")
    company.owner_service.keep(question.id)
    company.store.faq.suggest(friend.id, words, next(iter(TOPICS)))
    (kept,) = company.store.faq.entries()
    (suggestion,) = company.store.faq.suggestions()
    assert (kept.question, kept.answer) == (words, "A few without one did.")
    assert company.owner_service.accept(suggestion.id) == words


def test_what_the_owner_is_to_look_at_is_held_while_they_are_away(company: Company) -> None:
    company.asks("1")
    friend = company.store.users.find("telegram", "1")
    assert friend
    company.store.faq.suggest(friend.id, "is it bad for money?", next(iter(TOPICS)))
    company.owner_service.announcer.show_suggestions()
    owner = company.store.users.find("telegram", OWNER)
    assert owner
    waiting = company.store.outbox.pending("telegram", owner.id)
    assert [each.must_arrive for each in waiting] == [True, True]


def test_the_models_are_asked_before_the_owners_answer_is_recorded(
    monkeypatch: pytest.MonkeyPatch, company: Company
) -> None:
    question = company.asks("1")
    (notice, _), *_ = company.delivered(OWNER)
    database, inside = company.store.database, []
    for name in ("match", "alike"):
        asked = getattr(company.interpreter, name)

        def watched(*args: object, asked: Callable[..., object] = asked) -> object:
            inside.append(database.sqlite.in_transaction)
            return asked(*args)

        monkeypatch.setattr(company.interpreter, name, watched)
    company.does(OWNER, TextReceived(text="A light one."), replies_to=notice)
    assert company.store.owner_questions.get(question.id).state == "answered"  # type: ignore[union-attr] # it is there
    assert inside
    assert not any(inside)
