"""The one message of the interview, in a chat that refuses, deletes, and is cut off."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from telegram.error import BadRequest, TelegramError

from benchmarks.phone import Shown, Talk, talking
from bot.advisor import Advisor
from bot.interpreter import Interpreter
from bot.rendering import Renderer
from bot.telegram.messages import calls_for
from flows.dialogue.events import AskedWhy, Assumed, Chose, Continued, Enough
from flows.dialogue.replies import LONGEST_MESSAGE
from flows.knowledge import built_in
from flows.nlu.interpreter import built_in_interpreter
from storage.records import Message, StandingMessage
from storage.store import Store
from tests.flows.dialogue.talk import DIALOGUE

AUTHOR = built_in().author.answers


def play(acts: Callable[[Talk], Awaitable[None]]) -> Talk:
    """Let a friend begin the interview and act; gives what the chat is like in the end."""

    async def main() -> Talk:
        with Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC)) as store:
            interpreter = Interpreter(built_in_interpreter(), store.faq, ())
            async with talking(Advisor(DIALOGUE, store, Renderer(), interpreter)) as talk:
                await talk.types("/start")
                await tap(talk, Continued)
                await acts(talk)
                return talk

    return asyncio.run(main())


async def tap(talk: Talk, kind: type) -> None:
    """Tap the newest button that means this kind of event."""
    for shown in talk.phone.newest_first:
        for data, event in shown.events:
            if isinstance(event, kind):
                return await talk.taps(shown, data)
    raise AssertionError(f"no button means {kind}")


def asking(talk: Talk) -> list[Shown]:
    """The messages that a question stands in."""
    return [shown for shown in talk.phone.messages.values() if shown.asks]


def test_taps_edit_one_message_and_tell_what_was_noted() -> None:
    async def acts(talk: Talk) -> None:
        for _ in range(3):
            await tap(talk, Chose)

    talk = play(acts)
    assert len(talk.phone.messages) == 2
    (shown,) = asking(talk)
    assert shown.text.startswith("✓ ")


def test_typed_text_moves_the_keyboard_to_a_new_message() -> None:
    async def acts(talk: Talk) -> None:
        await talk.types("3–5 years")

    talk = play(acts)
    assert [shown.message_id for shown in asking(talk)] == [3]
    assert talk.phone.messages[3].text.startswith("✓ Years of work: <b>3–5 years</b>")
    assert talk.phone.messages[2].keyboard is None
    assert "How many years" in talk.phone.messages[2].text


def test_a_digression_is_one_message_whose_answer_stays() -> None:
    async def acts(talk: Talk) -> None:
        await talk.types("/privacy")
        assert "Still open:" in talk.phone.messages[3].text
        await tap(talk, Chose)
        await tap(talk, Chose)

    talk = play(acts)
    assert [shown.message_id for shown in asking(talk)] == [3]
    assert talk.phone.messages[3].text.count("What is stored:") == 1
    assert "Still open:" not in talk.phone.messages[3].text
    assert talk.phone.copies == 0


def test_why_pops_up_and_leaves_the_chat_alone() -> None:
    async def acts(talk: Talk) -> None:
        await tap(talk, AskedWhy)

    talk = play(acts)
    took_welcome_buttons_away = 1
    assert (talk.phone.popups, len(talk.phone.messages)) == (1, 2)
    assert talk.phone.edits == took_welcome_buttons_away


def test_the_advice_is_a_new_message_and_the_answers_stay_folded_above() -> None:
    async def acts(talk: Talk) -> None:
        while question := talk.conversation.question:
            (shown,) = asking(talk)
            await talk.taps(shown, data_of(shown, AUTHOR[question]))
        assert talk.conversation.advised

    talk = play(acts)
    assert len(talk.phone.messages) == 3
    assert "<blockquote expandable>" in talk.phone.messages[2].text
    assert talk.phone.messages[2].keyboard is None


def test_advice_asked_for_in_words_takes_the_keyboard_away() -> None:
    async def acts(talk: Talk) -> None:
        for text in ("6–9 years", "ML lead"):
            await talk.types(text)
        while talk.conversation.question:
            await talk.types("/advice")
            await tap(talk, Chose)

    talk = play(acts)
    assert asking(talk) == []


def data_of(shown: Shown, option: str) -> str:
    return next(d for d, e in shown.events if isinstance(e, Chose) and e.option == option)


@pytest.mark.parametrize(
    "why", ["message can't be edited", "message to edit not found", "MESSAGE_ID_INVALID"]
)
def test_what_telegram_refuses_to_edit_goes_on_in_a_new_message(why: str) -> None:
    async def acts(talk: Talk) -> None:
        talk.phone.edits = 0
        refused: list[TelegramError] = [BadRequest(why)]
        talk.phone.refusals = refused
        await tap(talk, Chose)
        assert not refused
        del talk.phone.messages[2]
        await tap(talk, Chose)

    talk = play(acts)
    assert [shown.message_id for shown in asking(talk)] == [3]
    assert talk.phone.edits == 1


def test_a_keyboard_that_cannot_be_taken_away_delays_nothing() -> None:
    async def acts(talk: Talk) -> None:
        del talk.phone.messages[2]
        await talk.types("3–5 years")

    assert [shown.message_id for shown in asking(play(acts))] == [3]


@pytest.mark.parametrize("typed", [False, True])
def test_what_telegram_took_before_a_crash_is_not_told_twice(
    typed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not noted as sent, so it is sent again: an edit is then no modification."""

    async def acts(talk: Talk) -> None:
        outbox = talk.advisor.store.outbox
        noting = outbox.sent
        monkeypatch.setattr(outbox, "sent", lambda *_: monkeypatch.setattr(outbox, "sent", noting))
        before = len(talk.phone.messages)
        await (talk.types("3–5 years") if typed else tap(talk, Chose))
        new = len(talk.phone.messages) - before
        assert new == 2 * typed, "a message may come twice, an edit never does"
        await tap(talk, Chose)
        assert talk.phone.newest_first[0].asks == talk.conversation.question

    play(acts)


def test_a_second_tap_and_an_old_keyboard_change_nothing() -> None:
    async def acts(talk: Talk) -> None:
        (shown,) = asking(talk)
        old = data_of(shown, "3-5")
        await talk.taps(shown, old)
        await talk.taps(shown, old)
        await tap(talk, Enough)
        await talk.taps(shown, old)
        assert talk.conversation.answers == {"years": "3-5"}

    assert len(asking(play(acts))) == 1


def test_what_has_no_room_above_gives_way_to_a_new_message() -> None:
    standing = StandingMessage(7, "x" * (LONGEST_MESSAGE - 10))
    calls = calls_for(Message("a question", place="interview"), 7, standing)
    assert [(call.edits, call.text) for call in calls] == [(None, "a question"), (7, "")]
    short = calls_for(Message("short", place="interview"), 7, standing)
    assert [call.edits for call in short] == [7]


def with_keyboard(talk: Talk) -> list[int]:
    """The messages that have buttons."""
    return [shown.message_id for shown in talk.phone.messages.values() if shown.keyboard]


def test_who_has_begun_is_not_invited_any_more_and_can_read_the_welcome() -> None:
    async def acts(_: Talk) -> None:
        pass

    talk = play(acts)
    assert with_keyboard(talk) == [2]
    assert talk.phone.messages[1].text.startswith("Hi")


def test_one_message_at_a_time_invites_to_the_interview() -> None:
    async def main() -> Talk:
        with Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC)) as store:
            async with talking(Advisor(DIALOGUE, store, Renderer())) as talk:
                for text in ("/start", "/help", "/privacy"):
                    await talk.types(text)
                return talk

    assert with_keyboard(asyncio.run(main())) == [3]


async def advised(talk: Talk) -> None:
    while question := talk.conversation.question:
        (shown,) = asking(talk)
        await talk.taps(shown, data_of(shown, AUTHOR[question]))


@pytest.mark.parametrize("typed", ["7%", "banana"])
def test_an_assumption_typed_moves_the_buttons_of_the_price_below_it(typed: str) -> None:
    """A number is answered by the price, other words by being asked once more."""

    async def acts(talk: Talk) -> None:
        await advised(talk)
        await talk.types("/money now 60 LPA, new 24 LPA")
        before = len(talk.phone.messages)
        for kind in (Assumed, Assumed):
            await tap(talk, kind)
        assert len(talk.phone.messages) == before, "a tap edits the page"
        page = talk.phone.newest_first[0].message_id
        await talk.types(typed)
        assert talk.phone.newest_first[0].keyboard
        assert talk.phone.messages[page].keyboard is None

    play(acts)


def test_a_page_asked_for_in_words_takes_the_buttons_of_the_former() -> None:
    async def acts(talk: Talk) -> None:
        await advised(talk)
        for text in ("what would change it?", "what does it rest on?"):
            await talk.types(text)
        former, page = [*talk.phone.messages.values()][-2:]
        assert (former.keyboard is None, page.keyboard is None) == (True, False)

    play(acts)
