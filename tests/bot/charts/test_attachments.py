"""What waits in the outbox is data; it is drawn when it is sent, aside, and at worst left out."""

import asyncio
import threading
from dataclasses import replace

import pytest

from bot.charts import attachments
from bot.charts.attachments import Drawing, MoneyDrawing, VerdictDrawing, drawn, to_draw
from bot.charts.canvas import png
from bot.charts.chart_data import PathRow, WeighedArgument
from bot.charts.money_chart import draw_money
from bot.charts.verdict_chart import draw_verdict
from storage.records import Attachment, Message
from tests.bot.charts.cases import REPORTS

ROWS = (
    PathRow("Platform", "my pick", (WeighedArgument("$ fun", 2.5),), picked=True),
    PathRow("X", "out"),
)
VERDICT = VerdictDrawing(title="Advice", rows=ROWS, subtitle="Fairly sure")


def sent(*drawings: Drawing) -> list[Message]:
    """The messages as they are sent, all of them at once."""
    waiting = [Message("words", attachment=to_draw(each, "a.png")) for each in drawings]

    async def at_once() -> list[Message]:
        return await asyncio.gather(*(drawn(each, lambda: "@us") for each in waiting))

    return asyncio.run(at_once())


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_that_waited_is_drawn_as_it_was(name: str) -> None:
    report = REPORTS[name]
    (message,) = sent(MoneyDrawing.of(report))
    expected = png(lambda: draw_money(report, report.cash, signature="@us"))
    assert message.attachment == Attachment("photo", "a.png", expected)


def test_a_verdict_that_waited_is_drawn_as_it_was() -> None:
    (message,) = sent(VERDICT)
    assert message.attachment
    assert message.attachment.content == png(
        lambda: draw_verdict(ROWS, "Advice", subtitle="Fairly sure · @us")
    )


def test_pictures_asked_for_at_once_are_those_drawn_alone() -> None:
    drawings = [MoneyDrawing.of(REPORTS[name]) for name in ("cut", "raise", "huge", "cut")]
    assert sent(*drawings) == [sent(each)[0] for each in drawings]


def test_any_other_message_stays_as_it_is() -> None:
    for attachment in (None, Attachment("document", "my-data.json", b"{}")):
        message = Message("words", attachment=attachment)
        assert asyncio.run(drawn(message, str)) is message


def test_a_picture_that_cannot_be_drawn_is_left_out_and_logged_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    message = Message("words", attachment=Attachment("drawing", "a.png", b'{"kind": "quokka"}'))
    assert asyncio.run(drawn(message, str)) == replace(message, attachment=None)
    assert "ValidationError" in caplog.text
    assert "quokka" not in caplog.text


def test_the_loop_goes_on_while_a_picture_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    ticked, threads = threading.Event(), set()

    def draw(_: bytes, _signature: str) -> bytes:
        threads.add(threading.get_ident())
        assert ticked.wait(10), "the loop stood still"
        return b"png"

    monkeypatch.setattr(attachments, "picture", draw)

    async def both() -> list[Message]:
        waiting = Message("words", attachment=to_draw(VERDICT, "a.png"))
        pictures = asyncio.gather(drawn(waiting, str), drawn(waiting, str))
        await asyncio.sleep(0)
        ticked.set()
        return [*await pictures]

    assert len(asyncio.run(both())) == 2
    assert len(threads) == 1
    assert threading.get_ident() not in threads
