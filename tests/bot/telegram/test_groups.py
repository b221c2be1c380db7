"""Which messages of a group are meant for the bot, and what they then ask."""

import asyncio
import errno
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, User

from bot.errors import PassingFaultError
from bot.telegram import worker as worker_module
from bot.telegram.bot_api import BotApi
from bot.telegram.groups import Groups, addressed
from bot.telegram.inline import AnswerSearch
from bot.telegram.messages import OutboundCall
from bot.telegram.updates import GroupTap, GroupUpdate
from bot.telegram.worker import Worker
from flows.dialogue.events import Asked
from flows.nlu.faq.load import built_in_topics
from storage.errors import StorageError
from tests.bot.company import RENDERER, Company
from tests.bot.telegram.raw import GROUP, Json, message
from tests.botapi.entities import found_in
from tests.flows.dialogue.talk import KNOWLEDGE

ME = User(1, "Advisor", is_bot=True, username="advisor_bot")
MINE: Json = message(GROUP, text="a") | {"from": ME.to_dict()}
THEIRS: Json = message(GROUP, text="a")


def heard(text: str, **more: object) -> str | None:
    raw = message(GROUP, text=text, entities=found_in(text), **more)
    return words_of(raw)


def words_of(raw: Json) -> str | None:
    found = addressed(Message.de_json(raw), ME)
    return found.words if found else None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@advisor_bot why leave?", "why leave?"),
        ("why leave, @Advisor_Bot?", "why leave, ?"),
        ("🎉🎉 @advisor_bot why?", "🎉🎉 why?"),
        ("/ask@advisor_bot why?", "why?"),
        ("/start@advisor_bot", ""),
        ("@advisor_bot", ""),
        ("why leave?", None),
        ("/start", None),
        ("/start@advisor_bot2", None),
        ("@advisor_bots why?", None),
        ("@advisor_bot ask the @advisor_bots_fans", "ask the @advisor_bots_fans"),
        ("mail me@advisor_bot.com, @advisor_bot", "mail me@advisor_bot.com,"),
        ("me@advisor_bot.com why?", None),
        ("", None),
    ],
)
def test_a_name_addresses_the_bot(text: str, asked: str | None) -> None:
    assert heard(text) == asked


def test_a_reply_addresses_whom_it_replies_to() -> None:
    assert heard("why?", reply_to_message=MINE) == "why?"
    assert heard("why?", reply_to_message=THEIRS) is None


def test_a_person_picked_from_a_list_is_named_too() -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 7, "user": ME.to_dict()}
    raw = message(GROUP, text="Advisor why?", entities=[entity])
    assert words_of(raw) == "why?"


@pytest.mark.parametrize("length", range(1, 8))
def test_an_entity_that_cuts_a_character_in_two_names_nobody(length: int) -> None:
    entities = [{"type": "mention", "offset": 1, "length": length}]
    assert words_of(message(GROUP, text="🎉🎉🎉🎉 why?", entities=entities)) is None


def test_the_words_below_a_picture_count() -> None:
    caption = "@advisor_bot why?"
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    raw = message(GROUP, photo=photo, caption=caption, caption_entities=found_in(caption))
    assert words_of(raw) == "why?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/help", ""),
        ("/ask why?", "why?"),
        ("@ann what do you think?", None),
        ("/new@other_bot", None),
        ("@ann and @advisor_bot, why?", "@ann and , why?"),
        ("", None),
    ],
)
def test_a_reply_is_for_the_bot_unless_it_names_somebody_else(text: str, asked: str | None) -> None:
    assert heard(text, reply_to_message=MINE) == asked


def test_a_reply_that_names_a_person_without_a_username_is_for_them() -> None:
    ann = {"id": 99, "is_bot": False, "first_name": "Ann"}
    entity = {"type": "text_mention", "offset": 0, "length": 3, "user": ann}
    raw = message(GROUP, text="Ann why?", entities=[entity], reply_to_message=MINE)
    assert words_of(raw) is None


def test_a_sticker_as_a_reply_says_nothing() -> None:
    raw = message(GROUP, dice={"emoji": "🎲", "value": 1}, reply_to_message=MINE)
    assert words_of(raw) is None


SAID = st.text(st.sampled_from("ab🎉 é\n"), max_size=8)


@given(st.lists(SAID | st.just("@advisor_bot"), max_size=6))
def test_only_the_name_is_cut_out_wherever_it_stands(parts: list[str]) -> None:
    text = " ".join(parts)
    left = heard(text)
    assert (left is None) is ("@advisor_bot" not in parts)
    if left is not None:
        assert left == " ".join(" ".join(each for each in parts if "@" not in each).split())


class Line:
    """Stands for the calls of the Bot API in a group."""

    me = ME

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def show_action(self, address: str, action: str) -> bool:
        return bool(address and action)

    async def answer_callback_query(self, query: str) -> None:
        assert query == "q1"

    async def deliver(self, address: str, call: OutboundCall, _: int | None = None) -> None:
        assert address == str(GROUP["id"])
        self.texts.append(call.text)


ASKS = "@advisor_bot why leave data science?"
ASKED = GroupUpdate(Message.de_json(message(GROUP, text=ASKS, entities=found_in(ASKS))))
TAPPED = GroupTap(GROUP["id"], 9, "q1", Asked(topic="glorp"))


def answered(update: GroupUpdate | GroupTap, *errors: Exception) -> list[str]:
    """What a group hears where the FAQ meets these errors one after the other."""
    line, due = Line(), [*errors]

    async def main() -> None:
        company = Company()
        faq, kept = company.store.faq, company.store.faq.add("Should I buy a laptop?", "No.")
        version = faq.version

        def meets_errors() -> int:
            if due:
                raise due.pop(0)
            return version()

        faq.version = meets_errors  # type: ignore[method-assign]
        worker, interpreter = Worker(), company.interpreter
        search = AnswerSearch(KNOWLEDGE, built_in_topics(), RENDERER, interpreter)
        groups = Groups(cast("BotApi", line), worker, RENDERER, search, interpreter)
        taken = update
        if isinstance(taken, GroupTap):
            taken = replace(taken, event=Asked(topic=kept))
        try:
            await groups(taken)
        finally:
            worker.close()
            company.close()

    asyncio.run(main())
    return line.texts


BUSY = StorageError("locked")


@pytest.mark.parametrize("update", [ASKED, TAPPED], ids=["asked", "tapped"])
@pytest.mark.parametrize("error", [BUSY, PassingFaultError("This machine is short of memory.")])
def test_what_passes_is_waited_out_while_a_group_is_answered(
    monkeypatch: pytest.MonkeyPatch, update: GroupUpdate | GroupTap, error: Exception
) -> None:
    monkeypatch.setattr(worker_module, "RETRIES", (0.0, 0.0))
    assert len(answered(update, error, error)) == 1


@pytest.mark.parametrize("error", [MemoryError(), OSError(errno.EMFILE, "Too many open files")])
def test_a_group_is_not_answered_later_where_the_machine_stays_short(
    caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    assert answered(TAPPED, error) == []
    assert "A group was not answered" in caplog.text


@pytest.mark.parametrize("error", [OSError(errno.EIO, "a broken disk"), ValueError("a mistake")])
def test_a_mistake_in_a_group_is_none_that_passes(error: Exception) -> None:
    with pytest.raises(type(error)):
        answered(TAPPED, error)
