"""Those for whom there is most to say, and the longest replies from outside of the dialogue."""

from collections.abc import Callable, Iterator

from bot.commands import OWNER_COMMANDS, described
from bot.message_checks.extreme_events import HUGE, KEPT
from bot.names import WHY, reasons
from bot.owner.notices import NAMED as FRIENDS_NAMED
from bot.owner.notices import PART
from bot.owner.pages import A_PAGE, LINES, NAMED
from bot.owner.service import SHOWN
from bot.owner.stats import MOST_PICKS
from bot.owner.wording import LONGEST_ANSWER
from flows.dialogue.conversation import (
    ADVICE,
    FIGURES,
    STOPPED,
    WELCOME,
    BeforeTrial,
    Conversation,
    Told,
)
from flows.dialogue.money_replies import caption_reply
from flows.dialogue.replies import Reply
from flows.knowledge.models import Knowledge
from flows.money.price import money_report
from flows.money.report import MoneyReport
from flows.rules import CompiledRules, advise
from flows.rules.verdict import PathVerdict, Verdict
from storage.faq import FaqEntry
from storage.owner_questions import OwnerQuestion
from storage.records import Friend

Answers = dict[str, str]


PLACES = (WELCOME, "asking", ADVICE, STOPPED, FIGURES)
"""Where a conversation can stand, with a question open in the interview."""


def how_many_conversations(knowledge: Knowledge) -> int:
    """How many ``conversations`` there are; known before they are worked out."""
    return 3 * len(PLACES) + len(knowledge.paths) + 2


def conversations(rules: CompiledRules) -> Iterator[Conversation]:
    """Where a conversation can stand, with little to say and with most."""
    whole = most_said(rules, lambda verdict: sum(map(_told, verdict.paths)) + len(verdict.costs))
    section = rules.knowledge.questions[-1].section
    for answers in ({}, dict(rules.knowledge.author.answers), whole):
        asking = conversation_at(rules, answers, section)
        for place in PLACES:
            if place == FIGURES:
                yield asking.moved(state=FIGURES, suspended=section, requested_figure="now")
            else:
                yield asking if place == "asking" else conversation_at(rules, answers, place)
    for path in rules.knowledge.path:
        answers = most_said(rules, lambda verdict, path=path: _told(verdict.path(path)))  # type: ignore[misc]
        yield conversation_at(rules, answers, ADVICE)
    advised = conversation_at(rules, whole, ADVICE)
    for pick in (None, rules.paths[-1]):
        yield advised.moved(told=Told(pick=pick, answers=whole, figures=advised.figures))


def conversation_at(rules: CompiledRules, answers: Answers, place: str) -> Conversation:
    """A conversation of somebody with these answers; in the interview a question is open."""
    questions = rules.knowledge.questions
    asking = place == questions[-1].section
    advised = place == ADVICE
    return Conversation(
        number=9_999_999_999,  # as long as numbers become, since buttons carry it
        answers=answers,
        state=place,
        question=questions[-1].id if asking else None,
        trail=(questions[0].id,) if asking else (),
        revision=99_999,
        advised=advised,
        enough=advised,
        trial={questions[-1].id: questions[-1].options[0].id} if advised else {},
        before_trial=before_trial(answers) if place == STOPPED else None,
        unanswered={1: "<&>" * 1365} if answers else {},
        texts=1,
        figures=HUGE if advised else None,
    )


def before_trial(answers: Answers) -> BeforeTrial:
    """What a trial was kept in place of, that is undone."""
    before = Conversation(figures=HUGE)
    return BeforeTrial(
        answers=dict(list(answers.items())[1:]),
        figures=before.figures,
        skipped=before.skipped,
        assumptions=before.assumptions,
        kept=answers,
    )


def most_said(rules: CompiledRules, told: Callable[[Verdict], int]) -> Answers:
    """Answers of which no single one can be changed so that more is told."""
    answers: Answers = {}
    most, before = told(advise(rules, answers)), -1
    while most > before:
        before = most
        for question in rules.knowledge.questions:
            for option in question.options:
                trial = {**answers, question.id: option.id}
                if (count := told(advise(rules, trial))) > most:
                    answers, most = trial, count
    return answers


def _told(path: PathVerdict) -> int:
    return len(path.arguments) + len(path.notes) + len(path.kept_in_by)


WORDS = "<&>" * 1365
FRIEND = Friend(1, "telegram", "1", "🙂" * 129, "x" * 32, active=False)
QUESTION = OwnerQuestion(
    id=10**9,
    friend=FRIEND,
    conversation=1,
    text=WORDS,
    nearest=(),
    progress=WORDS,
    state="answered",
    answer=WORDS,
    similar=(),
    kept=KEPT.id,
    asked="2024-02-29T00:00:00+00:00",
)
TITLES = (WORDS,) * 3
"""As many answers as a message can conflict with, or be near to."""

PIECE = ("<&>" * PART)[:PART]
"""As much of a question as one message to the owner carries."""

TELEGRAM = (
    *("group_deaf", "group_did_you_mean", "group_hello", "group_unknown"),
    *("uninvited", "outdated", "guessing"),
)
"""The messages of Telegram alone, which need no values."""

ALIKE = (QUESTION,) * SHOWN


def told_elsewhere() -> Iterator[Reply]:
    """What the owner, the front ends and the charts tell."""
    yield from _owner()
    yield from _captions()
    yield Reply("telegram/export_waits")
    for name in TELEGRAM:
        yield Reply(f"telegram/{name}")


def _owner() -> Iterator[Reply]:
    longest = "&" * LONGEST_ANSWER
    values = {"question": "🙂" * 4096, "answer": longest, "corrects": True}
    yield Reply("owner/answer_from_owner", values)
    yield Reply("owner/only_text", {"what": "voice message"})
    yield Reply("owner/paired", {"waiting": 10**6})
    yield from _owners_pages()
    yield Reply("owner/part", {"friend": FRIEND, "part": PIECE})
    values = {"part": PIECE, "friend": FRIEND, "progress": WORDS, "nearest": TITLES}
    yield Reply("owner/question", values)
    for fits in (True, False):
        words = {"words": WORDS, "title": WORDS, "fits": fits, "number": 10**9}
        yield Reply("owner/wording", words)
    yield Reply("owner/only_taps")
    yield from (Reply("owner/wording_settled", {"words": words}) for words in ("", WORDS))
    for given_up in (True, False):
        yield Reply("owner/undelivered", {"question": QUESTION, "given_up": given_up})
    yield Reply("owner/refused", {"why": "There is no such question."})
    for kept in (None, FaqEntry(KEPT.id, KEPT.question, KEPT.answer, False, None, 1)):
        values = {
            "question": QUESTION,
            "fate": "waiting",
            "keepable": None if kept else WORDS,
            "kept": kept,
            "similar": ALIKE,
            "closed": ALIKE,
            "conflicts": TITLES,
        }
        yield Reply("owner/receipt", values)


EMOJI = "🙂" * 4096
TALK = {
    "name": EMOJI[:80],
    "username": "x" * 64,
    "is_new": True,
    "result": WORDS,
    "updated": "2024-02-29 00:00",
    "market": WORDS,
    "answered": 99,
    "why": reasons(WHY),
    "note": EMOJI,
}
LINE = {"by_friend": True, "text": EMOJI, "unsent": True, "read": WORDS}


def _owners_pages() -> Iterator[Reply]:
    """The pages of the owner's chat, as full as they become."""
    many = 10**6
    rows = [{"place": n, "name": EMOJI, "asked": "2024-02-29 00:00"} for n in range(A_PAGE)]
    yield Reply(
        "owner/greeting",
        {
            "waiting": many,
            "asked": [{"name": EMOJI, "text": EMOJI}] * NAMED,
            "friends": many,
            "advised": many,
            "new": many,
            "commands": [*described(OWNER_COMMANDS)],
        },
    )
    questions = [row | {"text": EMOJI} for row in rows]
    yield Reply("owner/waiting", {"waiting": many, "questions": questions})
    talks = [TALK | {"place": n} for n in range(A_PAGE)]
    yield Reply("owner/talks", {"looked_for": EMOJI, "talks": talks})
    yield Reply("owner/how_to_find", {"filters": [("stopped-at", WORDS)] * 12})
    yield Reply("owner/talk", {"talk": TALK, "told": WORDS, "lines": [LINE] * LINES})
    sections = [("Section", [("question", WORDS)] * 5)] * 4
    values = {"name": EMOJI[:80], "sections": sections, "advice": EMOJI, "today_says": "Stay"}
    yield Reply("owner/answers", values)
    kept = FaqEntry(KEPT.id, KEPT.question, KEPT.answer, True, None, many)
    entries = [vars(kept) | {"place": n} for n in range(A_PAGE)]
    yield Reply("owner/kept", {"kept": many, "entries": entries})
    yield Reply("owner/kept_answer", {"kept": kept})
    yield from (Reply("owner/interview", {"is_friend": each}) for each in (True, False))
    for is_new in (True, False):
        yield Reply("owner/invitation", {"payload": "w" * 64, "is_new": is_new})
    yield Reply("owner/not_by_invitation")
    friends = [{"name": EMOJI, "count": many}] * FRIENDS_NAMED
    yield Reply("owner/gathered", {"count": many, "friends": friends, "others": many})
    yield from (Reply("owner/loose", {"waiting": each}) for each in (0, many))
    for corrects in (True, False):
        yield Reply("owner/draft", {"question": QUESTION, "corrects": corrects})
        yield Reply("owner/weekly_report_chosen", {"sent": corrects})
    yield Reply("owner/discarded")
    yield Reply("owner/answer_wanted", {"question": QUESTION})
    yield Reply("owner/put_off", {"question": QUESTION})
    yield Reply("owner/wordings_wanted", {"kept": kept})
    yield Reply("owner/wordings_taken", {"kept": kept})
    counts = dict.fromkeys(("friends", "talks", "advised", "waiting", "worth_a_look"), many)
    yield Reply("owner/weekly_report", counts)
    asked = {"passed_on": many, "answered": many, "hours": "99999.9", "still_waiting": many}
    picks = [(WORDS, many)] * MOST_PICKS
    yield Reply("owner/stats", counts | asked | {"looked_for": EMOJI, "picks": picks})


def _captions() -> Iterator[Reply]:
    report = money_report(HUGE)
    if isinstance(report, MoneyReport):
        yield caption_reply(report, report.cash)
