"""What a case can expect, and where each fact is looked up: the chat, or the database."""

from collections.abc import Callable

from bot.rendering import Renderer
from flows.dialogue.replies import Reply
from flows.knowledge import built_in
from flows.money.assumptions import chosen
from flows.nlu.faq.load import built_in_topics
from tests.scenes.buttons import question_of
from tests.scenes.stage import CHANNEL, Party, Stage

RENDERER = Renderer()


def _open_question(stage: Stage, party: Party, value: str) -> None:
    found = stage.conversation(party).question
    assert found == value, f"the open question is {found}"
    shown = [question_of(post) for post in party.user.bot_posts if post.buttons]
    assert shown[-1] == value, f"the newest question in the chat is {shown[-1]}"


def _state(stage: Stage, party: Party, value: str) -> None:
    found = stage.conversation(party)
    assert value in (found.state, found.lasting_state), found.state


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
    found = stage.place_in_row(party)
    assert found == int(value), found


def _toast(_: Stage, party: Party, value: str) -> None:
    text = party.last_tap.text if party.last_tap else None
    assert bool(text) is (value != "none"), f"the note is {text!r}"


def _messages(_: Stage, party: Party, value: str) -> None:
    assert len(party.news) == int(value), f"{len(party.news)} new messages"


def _repeated(_: Stage, party: Party, value: str) -> None:
    new = [e.post.text for e in party.user.room.log[party.seen :] if e.kind == "sent" and e.post]
    assert (len(set(new)) < len(new)) is (value != "none"), "a message came twice, or did not"


def _asked(stage: Stage, party: Party, value: str) -> None:
    found = stage.conversation(party).question
    asked = [post for post in party.news if question_of(post)]
    assert len(asked) == int(value), f"{len(asked)} new messages ask"
    assert all(question_of(post) == found for post in asked), "another question is asked"


def _heard(_: Stage, party: Party, value: str) -> None:
    found = [post.text for post in party.news]
    assert any(value in text for text in found), f"new are {found}"


def _topic(_: Stage, party: Party, value: str) -> None:
    topic, claim = built_in_topics()[value], built_in().claim
    reply = Reply("topic", {"topic": topic, "claims": [claim[each] for each in topic.claims]})
    text = RENDERER.render(reply).text
    here = party.here.room.log[party.seen :]
    seen = [entry.post for entry in here if entry.post and entry.kind != "tapped"]
    assert any(text in post.html for post in seen), f"seen: {[post.text[:60] for post in seen]}"


def _link(_: Stage, party: Party, value: str) -> None:
    links = [button.raw.get("url", "") for post in party.news for button in post.buttons]
    assert any(link.endswith(f"?start={value}") for link in links), f"the links are {links}"


def _figure(stage: Stage, party: Party, value: str) -> None:
    name, _, amount = value.partition("=")
    found = getattr(stage.conversation(party).figures, name, None)
    assert str(found or "") == amount, f"the figure is {found}"


def _assumption(stage: Stage, party: Party, value: str) -> None:
    name, _, choice = value.partition("=")
    found = chosen(stage.conversation(party).assumptions, name)
    assert found == choice, f"it is {found}"


def _trial(stage: Stage, party: Party, value: str) -> None:
    question, _, option = value.partition("=")
    trial = stage.conversation(party).trial
    assert trial.get(question, "") == option, f"on trial is {trial}"


def _circumstance(stage: Stage, party: Party, value: str) -> None:
    found = stage.conversation(party).circumstances
    assert (value in found) if value else not found, f"heard are {found}"


def _found(_: Stage, party: Party, value: str) -> None:
    assert next(iter(party.found), "none") == value, f"found were {party.found}"


def _file(_: Stage, party: Party, value: str) -> None:
    assert any(value in post.raw for post in party.news), f"no {value}"


def _buttons_gone(_: Stage, party: Party, __: str) -> None:
    assert party.tapped, "nothing was tapped"
    assert not party.user.now(party.tapped).buttons, "the tapped message still has buttons"


def _place(stage: Stage, party: Party, _: str) -> None:
    assert party.tapped, "nothing was tapped"
    found = stage.conversation(party).question
    asked = question_of(party.user.now(party.tapped))
    assert asked == found, f"the tapped message asks {asked!r}, the open question is {found!r}"


def _keyboards(_: Stage, party: Party, value: str) -> None:
    standing = [post.id for post in party.user.bot_posts if question_of(post)]
    assert len(standing) == int(value), f"questions stand in {standing}"


def _passed(stage: Stage, party: Party, value: str) -> None:
    friend = stage.store.users.find(CHANNEL, str(party.user.id))
    questions = stage.store.owner_questions.all()
    passed = [each.text for each in questions if friend and each.friend.id == friend.id]
    assert passed.count(value) == 1, f"passed on are {passed}"


def _friend(stage: Stage, party: Party, value: str) -> None:
    def found() -> str:
        friend = stage.store.users.find(CHANNEL, str(party.user.id))
        return "unknown" if friend is None else "active" if friend.active else "inactive"

    stage.wait(lambda: found() == value, f"the friend is not {value}")


FACTS: dict[str, Callable[[Stage, Party, str], None]] = {
    "question": _open_question,
    "state": _state,
    "answer": _answer,
    "answered": _answered,
    "pick": _pick,
    "conversation": _conversation,
    "note": _toast,
    "messages": _messages,
    "repeated": _repeated,
    "asked": _asked,
    "heard": _heard,
    "topic": _topic,
    "link": _link,
    "figure": _figure,
    "assumption": _assumption,
    "trial": _trial,
    "circumstance": _circumstance,
    "found": _found,
    "file": _file,
    "buttons": _buttons_gone,
    "place": _place,
    "keyboards": _keyboards,
    "passed": _passed,
    "friend": _friend,
}
"""What a case can expect: the word before the colon, and how it is looked up."""
