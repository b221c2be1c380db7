"""The advice to pass on: how much of it is told, and what never is."""

import re

from hypothesis import given

from bot.rendering import Renderer
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Shared
from flows.dialogue.replies import VerdictPicture
from tests.flows.dialogue.priced import AUTHOR, priced
from tests.flows.dialogue.talk import Talk
from tests.flows.strategies import ANSWERS

RENDERER = Renderer()


@given(ANSWERS)
def test_shared_picture_tells_only_what_was_chosen(answers: dict[str, str]) -> None:
    talk = Talk(Conversation(answers=answers, state="advice", advised=True))
    told = talk.does(Shared(much="paths")).parts[0]
    if isinstance(told.picture, VerdictPicture):
        assert told.values["reasons"] == []
        assert not told.picture.labels
    else:
        assert told.template == "nothing_to_share"


def test_amounts_are_shared_only_if_chosen_and_then_hidden() -> None:
    how = {
        choice.event.much
        for choice in priced().does(Shared()).choices
        if isinstance(choice.event, Shared)
    }
    assert how == {"paths", "reasons", "amounts"}
    for much in ("paths", "reasons", "amounts"):
        text = RENDERER.render(priced().does(Shared(much=much)).replies[0]).text
        hidden = re.findall("<tg-spoiler>(.*)</tg-spoiler>", text)
        assert len(hidden) == (much == "amounts")
        assert ("₹" in text) == (much == "amounts")
        assert "₹" not in re.sub("<tg-spoiler>.*</tg-spoiler>", "", text)
    unpriced = Talk(Conversation(answers=AUTHOR, state="advice", advised=True)).does(Shared())
    assert "amounts" not in {getattr(each.event, "much", "") for each in unpriced.choices}


def test_what_is_shared_has_a_link_and_a_text_to_copy_where_there_is_a_bot() -> None:
    shared = priced().does(Shared(much="paths")).replies[0]
    assert "t.me" not in RENDERER.render(shared).text
    renderer = Renderer()
    renderer.bot = "advisor_of_tests"
    text = renderer.render(shared).text
    link = "https://t.me/advisor_of_tests?start=interview"
    assert f'href="{link}"' in text
    assert link in re.findall("<code>(.*)</code>", text)[0]


def test_sharing_asks_how_much_first() -> None:
    talk = priced().does(Shared())
    assert talk.told == ["share_how"]
    assert talk.presses("shared").told == ["share"]
    assert talk.button("enough")
