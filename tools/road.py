"""What one typed message, and one tap, run through inside of the advisor.

- *Files entered* are the files of the rooms of which any function is called.
- A *change of room* is a call of a function by a function of another room, each pair counted
  once; the caller is the nearest function of the rooms, whatever library lies between.
- *Calls* are those of Python functions, libraries included; before Python 3.12 a comprehension is
  one, too.

Models are loaded and templates compiled before. A message is counted where its answers were never
reasoned about (``new``), and in another conversation afterwards, with caches filled (``again``).
"""

import inspect
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType

from bot.bootstrap import build_advisor
from bot.incoming import TELEGRAM, Incoming
from bot.settings import load_settings
from flows.dialogue.events import Began, Continued, Event, TextReceived
from flows.rules.next_question import next_question
from storage.records import Button
from tools.layout import ROOT, module_of, room_of

WARM_UP = "8 years, data engineer in Berlin"
MESSAGE = "I'm an ML engineer in Bangalore with 7 years of experience"


@dataclass
class Road:
    """What one call of `Advisor.handle` runs through; files and changes by name."""

    calls: int = 0
    in_next_question: int = 0
    files: list[str] = field(default_factory=list)
    changes_of_room: list[str] = field(default_factory=list)


def measured() -> dict[str, Road]:
    """Let friends talk to the advisor, each at the first question of the interview."""
    numbers = count(1)
    with TemporaryDirectory() as folder:
        own = {"database": Path(folder) / "advisor.db", "owner": None}
        advisor = build_advisor(load_settings().model_copy(update=own))

        def asked(act: Callable[[Button], Event], tapped: int | None = None) -> Road:
            """A new friend acts at the first question, of which this is the first button."""
            who = (TELEGRAM, str(next(numbers)), "Ann")
            advisor.handle(Incoming(*who, Began()))
            shown = advisor.handle(Incoming(*who, Continued()))
            event = act(shown[-1].message.buttons[0][0])
            return followed(lambda: advisor.handle(Incoming(*who, event, tapped=tapped)))

        with closing(advisor.store):
            asked(lambda _: TextReceived(text=WARM_UP))
            asked(lambda button: button.event, tapped=1)
            return {
                "typed message, new": asked(lambda _: TextReceived(text=MESSAGE)),
                "typed message, again": asked(lambda _: TextReceived(text=MESSAGE)),
                "tap, again": asked(lambda button: button.event, tapped=1),
            }


def followed(work: Callable[[], object]) -> Road:
    """Do the work and tell what it ran through in this thread."""
    road = Road()
    files: dict[str, None] = {}
    changes: dict[str, None] = {}
    choosing = inspect.unwrap(next_question).__code__
    depth = 0

    def profile(frame: FrameType, what: str, _: object) -> None:
        nonlocal depth
        if what == "call":
            depth += frame.f_code is choosing
            road.calls += 1
            road.in_next_question += depth > 0
            if room := room_of(frame.f_code.co_filename):
                files[frame.f_code.co_filename] = None
                caller = _caller(frame)
                if caller and room_of(caller.co_filename) != room:
                    changes[f"{_named(caller)} > {_named(frame.f_code)}"] = None
        elif what == "return":
            depth -= frame.f_code is choosing

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    road.files = [str(Path(file).relative_to(ROOT)) for file in files]
    road.changes_of_room = list(changes)
    return road


def _caller(frame: FrameType) -> CodeType | None:
    """The nearest function of the rooms up the stack."""
    caller = frame.f_back
    while caller and not room_of(caller.f_code.co_filename):
        caller = caller.f_back
    return caller.f_code if caller else None


def _named(code: CodeType) -> str:
    # Python 3.11 has the qualified name, with the class in it, on code objects.
    return f"{module_of(Path(code.co_filename))}:{code.co_qualname}"
