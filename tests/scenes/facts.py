"""What a case can expect, and where each fact is looked up: the chat, or the database."""

from collections.abc import Callable

from tests.scenes.buttons import question_of
from tests.scenes.stage import CHANNEL, Party, Stage


def _open_question(stage: Stage, party: Party, value: str) -> None:
    found = stage.conversation(party).question
    assert found == value, f"the open question is {found}"
    shown = [question_of(post) for post in party.user.bot_posts if post.buttons]
    assert shown[-1] == value, f"the newest question in the chat is {shown[-1]}"


def _place(stage: Stage, party: Party, value: str) -> None:
    assert stage.conversation(party).place == value, stage.conversation(party).place


def _answer(stage: Stage, party: Party, value: str) -> None:
    question, _, option = value.partition("=")
    found = stage.conversation(party).answers.get(question, "")
    assert found == option, f"the answer is {found!r}"


def _answered(stage: Stage, party: Party, value: str) -> None:
    assert len(stage.conversation(party).answers) == int(value), stage.conversation(party).answers


def _pick(stage: Stage, party: Party, value: str) -> None:
    summary = stage.dialogue.summary(stage.conversation(party))
    assert summary, "there is no summary"
    assert summary.pick == value, f"the pick is {summary.pick}"


def _conversation(stage: Stage, party: Party, value: str) -> None:
    assert stage.conversation(party).number == int(value), stage.conversation(party).number


def _toast(_: Stage, party: Party, value: str) -> None:
    text = party.last_tap.text if party.last_tap else None
    assert bool(text) is (value != "none"), f"the note is {text!r}"


def _messages(_: Stage, party: Party, value: str) -> None:
    new = [e for e in party.user.room.log[party.seen :] if e.kind == "sent" and e.post]
    count = sum(1 for entry in new if entry.post and entry.post.by_bot)
    assert count == int(value), f"{count} new messages"


def _repeated(_: Stage, party: Party, value: str) -> None:
    new = [e.post.text for e in party.user.room.log[party.seen :] if e.kind == "sent" and e.post]
    assert (len(set(new)) < len(new)) is (value != "none"), "a message came twice, or did not"


def _file(_: Stage, party: Party, value: str) -> None:
    new = [e.post for e in party.user.room.log[party.seen :] if e.post]
    assert any(value in post.raw for post in new), f"no {value}"


def _buttons_gone(_: Stage, party: Party, __: str) -> None:
    assert party.tapped, "nothing was tapped"
    assert not party.user.now(party.tapped).buttons, "the tapped message still has buttons"


def _friend(stage: Stage, party: Party, value: str) -> None:
    def found() -> str:
        friend = stage.store.known(CHANNEL, str(party.user.id))
        return "unknown" if friend is None else "active" if friend.active else "inactive"

    stage.wait(lambda: found() == value, f"the friend is not {value}")


FACTS: dict[str, Callable[[Stage, Party, str], None]] = {
    "question": _open_question,
    "place": _place,
    "answer": _answer,
    "answered": _answered,
    "pick": _pick,
    "conversation": _conversation,
    "note": _toast,
    "messages": _messages,
    "repeated": _repeated,
    "file": _file,
    "buttons": _buttons_gone,
    "friend": _friend,
}
"""What a case can expect: the word before the colon, and how it is looked up."""
