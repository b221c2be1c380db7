"""Order within a chat, none across chats, and no slot for what waits."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.telegram import dispatcher
from bot.telegram.dispatcher import HELD, PerChatProcessor
from tests.bot.telegram.raw import CHAT, message, update


def from_chat(number: int, chat: int) -> Update:
    return update(number, message=message(CHAT | {"id": chat}, text="a"))


async def process(
    processor: PerChatProcessor, updates: list[tuple[Update, Coroutine[None, None, None]]]
) -> None:
    await asyncio.gather(*(processor.process_update(u, work) for u, work in updates))


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), max_size=40))
def test_each_chat_is_handled_in_order_one_at_a_time(arrivals: list[tuple[int, int]]) -> None:
    handled: dict[int, list[int]] = defaultdict(list)
    busy: set[int] = set()

    async def work(number: int, chat: int, pauses: int) -> None:
        assert chat not in busy
        busy.add(chat)
        for _ in range(pauses):
            await asyncio.sleep(0)
        handled[chat].append(number)
        busy.discard(chat)

    updates = [
        (from_chat(number, chat), work(number, chat, pauses))
        for number, (chat, pauses) in enumerate(arrivals)
    ]
    asyncio.run(process(PerChatProcessor(), updates))
    assert sum(map(len, handled.values())) == len(arrivals)
    assert all(numbers == sorted(numbers) for numbers in handled.values())


def test_different_chats_are_handled_at_the_same_time() -> None:
    meeting = asyncio.Barrier(5)

    async def main() -> None:
        works = [(from_chat(n, n), wait_for_the_others()) for n in range(1, 6)]
        await asyncio.wait_for(process(PerChatProcessor(), works), 5)

    async def wait_for_the_others() -> None:
        await meeting.wait()

    asyncio.run(main())


def test_a_flood_in_one_chat_holds_no_slot_of_another() -> None:
    order: list[str] = []

    async def main() -> None:
        gate = asyncio.Event()

        async def slow() -> None:
            await gate.wait()
            order.append("flood")

        async def quick() -> None:
            order.append("other")
            gate.set()

        flood = [(from_chat(n, 1), slow()) for n in range(20)]
        await asyncio.wait_for(
            process(PerChatProcessor(at_once=2), [*flood, (from_chat(99, 2), quick())]), 5
        )

    asyncio.run(main())
    assert order == ["other", *["flood"] * 20]


def test_an_update_that_breaks_takes_no_other_with_it() -> None:
    order: list[str] = []

    async def broken() -> None:
        raise TypeError("unhashable")

    async def sound() -> None:
        order.append("sound")

    works = [(from_chat(1, 1), broken()), (from_chat(2, 1), sound())]
    asyncio.run(process(PerChatProcessor(), works))
    assert order == ["sound"]


def test_a_lane_that_is_cancelled_leaves_nothing_half_open() -> None:
    async def main() -> None:
        processor = PerChatProcessor()

        async def endless() -> None:
            await asyncio.Event().wait()

        async def never() -> None:
            raise AssertionError("it must not be handled")

        works = [(from_chat(1, 1), endless()), (from_chat(2, 1), never())]
        task = asyncio.create_task(process(processor, works))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(main())


@given(st.integers(0, 20), st.integers(0, 9))
def test_of_a_long_queue_most_wait_in_the_inbox_and_keep_their_order(many: int, more: int) -> None:
    order, taken_up = list[int](), list[int]()

    async def main() -> None:
        processor, gate = PerChatProcessor(at_once=2), asyncio.Event()

        async def work(number: int) -> None:
            await gate.wait()
            order.append(number)

        async def take_up(number: int) -> None:
            taken_up.append(number)
            order.append(number)

        async def come(numbers: range) -> None:
            for number in numbers:
                work_off = processor.process_update(from_chat(number, 1), work(number))
                tasks.append(asyncio.create_task(work_off))
                await asyncio.sleep(0)

        tasks: list[asyncio.Task[None]] = []
        processor.take_up = take_up
        await come(range(many))
        gate.set()
        await come(range(many, many + more))
        await asyncio.gather(*tasks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatcher, "HELD", 3)
        asyncio.run(main())
    assert order == [*range(many + more)]
    assert len(taken_up) >= many - 4


def test_of_a_group_nothing_waits_in_the_inbox() -> None:
    async def never(number: int) -> None:
        raise AssertionError(number)

    async def main() -> None:
        processor, gate = PerChatProcessor(), asyncio.Event()
        processor.take_up = never

        async def work() -> None:
            await gate.wait()

        works = [(from_chat(n, -5), work()) for n in range(HELD + 50)]
        asyncio.get_running_loop().call_later(0.01, gate.set)
        await process(processor, works)

    asyncio.run(main())
