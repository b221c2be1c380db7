"""One friend who does the same thing over and over, as fast as Telegram brings it."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count, cycle, islice

from bot.telegram.callback_data import encode
from flows.dialogue.events import Chose, Decided, Event, Forgotten, PassedOn
from tests.botapi import Post, User
from tests.flows.nlu.test_hostile_texts import HOSTILE

DIGRESSIONS = (
    "will my skills rot?",
    "is the pay cut worth it?",
    "7 yrs MLE in pune, 38 LPA",
    "thanks",
    "how big was the pay cut? and what about a phd?",
)

FORGED: tuple[Event, ...] = (
    Decided(deed="renew-invitation"),
    Decided(deed="dismiss", item=1),
    Decided(deed="talk", item=1),
    Decided(deed="retire", item=1),
    Chose(conversation=1, revision=1, question="role", option="analyst"),
    Chose(conversation=2**40, revision=7, question="nothing", option="nobody"),
    PassedOn(text=10**9),
)
"""What buttons say that nobody was shown: the owner's deeds, other conversations, nonsense."""

GARBAGE = ("", ":::::", "chose:x:y", "forgotten:" + "9" * 50, "\x00", "passed-on:1:1:1:1")

Deed = Callable[[User, Post, int], object]
"""One thing done; the post is any of the bot's in that chat, the number counts what was done."""


def _forgets(user: User, post: Post, number: int) -> object:
    if number % 2:
        return user.taps_data(post, encode(Forgotten(confirmed=True)))
    return user.says("/start")


def _passes_on(user: User, post: Post, number: int) -> object:
    if number % 2:
        return user.taps_data(post, encode(PassedOn(text=number // 2 + 1)))
    return user.says(f"which glorp{number} should I buy?")


def _forges(user: User, post: Post, number: int) -> object:
    data = (*map(encode, FORGED), *GARBAGE)
    return user.taps_data(post, data[number % len(data)])


FLOODS: Mapping[str, Deed] = {
    "questions passed on": _passes_on,  # the first, as its buttons count the texts from one
    "messages": lambda user, _, n: user.says(DIGRESSIONS[n % len(DIGRESSIONS)]),
    "hostile texts": lambda user, _, n: user.says(HOSTILE[n % len(HOSTILE)]),
    "forged taps": _forges,
    "/mydata": lambda user, _, __: user.says("/mydata"),
    "/money": lambda user, _, n: user.says(f"/money {90 + n}k 120k"),
    "/share": lambda user, _, __: user.says("/share"),
    "/forget": _forgets,
}
"""What is done over and over, by its name."""


def flood(user: User, post: Post, name: str, times: int) -> None:
    """Do one thing so many times."""
    for number in range(times):
        FLOODS[name](user, post, number)


def by_turns(user: User, post: Post) -> Iterator[object]:
    """Everything in turn, for ever."""
    numbers = {name: count() for name in FLOODS}
    for name in cycle(FLOODS):
        yield FLOODS[name](user, post, next(numbers[name]))


def flood_by_turns(user: User, post: Post, times: int) -> None:
    """Do so many things, of all kinds in turn."""
    for _ in islice(by_turns(user, post), times):
        pass


def begins(user: User) -> Post:
    """Open the interview; returns the message that has the first question."""
    user.starts()
    welcome = user.waits_for_message(timeout=60)
    user.taps(welcome, welcome.labels[0])
    return user.waits_for_message(timeout=60)


def advised(user: User) -> Post:
    """Answer everything by the first option, until there is advice that can be shared."""
    post = begins(user)
    while post.labels:
        user.taps(post, post.labels[0])
        post = user.waits_for_edit(of=post, timeout=60)
    return user.waits_for_message(timeout=60)
