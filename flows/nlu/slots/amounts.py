"""The amounts of a message, each with the words that speak of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, islice, pairwise

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.money import MONTHS, MULTIPLIES, PAID, TIMES, Money, amounts
from flows.nlu.entities.numbers import numbers
from flows.nlu.normalize import Token
from flows.nlu.slots.said import NEAR, PARTS, Said, Sentence

_MOST = 16
"""Amounts of a message that are weighed; nobody states more of their pay."""
_LEAST_BY_YEAR = 10_000
"""What is less is no pay of a year where several salaries are paid in one."""
_LEAST_BY_MONTH = 500
"""What is less is no pay of a month that "x 14" goes on with."""
_BONUS_MONTHS = range(1, 7)
"""Months' pay that may be paid as a bonus."""
_WORKED: dict[Decimal | int, dict[str, int]] = {
    TIMES[unit]: {f"{unit}s a {per}": TIMES[per] for per in ("week", "month", "year")}
    for unit in ("day", "hour")
}
"""By how often a rate is paid at full time: how many days or hours of which period may be told."""
_YEARLY: dict[Decimal | int, tuple[str, range]] = {
    TIMES["hour"]: ("hours", range(400, 2600)),
    TIMES["day"]: ("days", range(120, 260)),
}
"""Hours and days that are those of a year, whatever else is said."""
_PAIR = 2
_LEFT, _RIGHT = 16, 8
"""Tokens around an amount that may speak of it."""


def said_in(clauses: Sequence[Clause], country: str | None) -> tuple[list[Sentence], list[Said]]:
    """The sentences of some clauses, and every amount in them that may be money."""
    sentences = [Sentence(list(own)) for _, own in groupby(clauses, lambda c: c.sentence)]
    said = (each for sentence in sentences for each in _of_sentence(sentence, country))
    read = list(_stretched(_corrected(list(islice(said, _MOST)))))
    return sentences, [_followed(each, sentences, read) for each in read]


def _followed(said: Said, sentences: Sequence[Sentence], every: Sequence[Said]) -> Said:
    """Take up the offer of the sentence before: "A startup wants me. 32 LPA.".

    Only behind pay of today, which else might be what is told.
    """
    before = sentences[max(0, sentences.index(said.sentence) - 1)]
    head = said.money.first - said.start < NEAR and not said.clause.has("me-subject", "person")
    if said.leans not in (0, -1) or not head or said.clause.act == "asks":
        return said
    alone = before is not said.sentence and not any(each.sentence is before for each in every)
    told = [c for c in before.clauses if c.act != "asks" and not c.quoted and c.whom != "another"]
    comes = alone and any(
        before.cues.has(start, start + len(clause.tokens), "offers", "to come")
        for clause, start in zip(before.clauses, before.starts, strict=False)
        if clause in told
    )
    earlier = every[: every.index(said)]
    now = any(s.leans > 0 for s in every) or any(not s.money.bare for s in earlier)
    return replace(said, leans=-_PAIR, follows=True) if comes and now else said


def _of_sentence(sentence: Sentence, country: str | None) -> Iterator[Said]:
    """Give each amount of a sentence the words that speak of it: those up to the next divider."""
    every = (
        (replace(money, first=money.first + start, end=money.end + start), clause, start)
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False)
        for money in amounts(clause.tokens, country)
    )
    found = list(islice(every, _MOST))
    ends = (*(money.first for money, *_ in found[1:]), len(sentence.read))
    edge = 0
    for (money, clause, start), end in zip(found, ends, strict=False):
        if edge:
            left = next((at for at in range(edge, money.first + 1) if sentence.divides(at)), edge)
        else:
            left = min(_first_left(sentence, clause), money.first)
        right = next((at for at in range(money.end, end) if sentence.divides(at)), end)
        right = min(_with_condition(sentence, right), end)
        words = _words(sentence, clause, money)
        left = max(left, money.first - _LEFT)
        said = _often_paid(Said(money, sentence, clause, start, left, right, words), end)
        near = replace(said, left=min(max(said.left, start), money.first))
        leans, wider = _leans(near, edge), _leans(said, edge)
        if not leans and wider != -1:  # "python dev, 550 a day" is no offer
            leans = wider
        taken = said.has_between(edge, "staying", "taking")
        yield replace(said, leans=leans, taken=taken)
        edge = _edge(sentence, money, edge)


def _often_paid(said: Said, end: int) -> Said:
    """Take up how often a month's pay is paid a year: "3,100 a month, fourteen times", "(x14)".

    And the bonus that is told in months: "9.5k + 1 month bonus".
    """
    money, cues = said.money, said.sentence.cues
    if not money.times and said.before("each year") and said.is_called("variable"):
        return replace(said, money=replace(money, times=1))
    if money.times in _WORKED:
        return _part_time(said)
    if not _is_by_month(money) or money.whole < _LEAST_BY_MONTH:
        return said
    read, bonus = said.sentence.read[: money.end + _RIGHT], 0
    for number in (each for each in numbers(read) if each.first >= money.end):
        before = read[number.first - 1].word
        named = before in MULTIPLIES or cues.begins(number.end, "salaries")
        if number.value in PAID and named and number.first < end:
            return replace(said, money=replace(money, times=int(number.value)))
        # "2 months bonus", "a bonus of two months"
        months = read[number.end : number.end + 1]
        told = any(token.word in ("month", "months") for token in months)
        told = told and cues.has(number.first - NEAR, number.first, "variable")
        told = told or cues.begins(number.end, "months of bonus") > 0
        if number.value not in _BONUS_MONTHS or not told:
            break
        bonus += int(number.value)
    return replace(
        said,
        bonus_months=bonus + cues.has(money.end, min(end, money.end + _RIGHT), "month's bonus"),
    )


def _part_time(said: Said) -> Said:
    """Count the days or hours that a rate is paid for: "2 days a month at 1.2k a day"."""
    money, read, cues = said.money, said.sentence.read, said.sentence.cues
    near = range(money.first - _LEFT, money.end + _RIGHT)
    for number in (each for each in numbers(read) if each.first in near):
        name, yearly = _YEARLY.get(money.times or 0, ("", range(0)))
        if number.value in yearly and cues.begins(number.end, name):
            return replace(said, money=replace(money, times=number.value))
        for name, often in _WORKED[money.times or 0].items():
            times = number.value * often
            # "1,200 hours a year", "1,200 billable hours a year"
            told = cues.begins(number.end, name) or cues.begins(number.end + 1, name)
            if told and 0 < times < (money.times or 0):
                beside = times * _PAIR <= (money.times or 0)
                return replace(said, money=replace(money, times=times), part_time=beside)
    return said


def _leans(said: Said, edge: int) -> int:
    """How far words say that an amount is today's (above 0), or the offer's (below 0)."""
    cues, first = said.sentence.cues, said.money.first
    left = cues.ends(first, "now before")
    given = said.is_raised("to") or left or said.is_mine or cues.ends(first, "same")
    now = said.has("now", "unchanged", "since") or given or said.has_between(edge, "staying")
    after = said.is_to_come or said.is_offered or said.has_between(edge, "taking")
    if after and _turns_to_offer(said):
        now = given
    head = said.left if said.clause.opens == "-" else max(said.left, said.start)
    after = after or cues.has(head, first, "next before")
    maybe = said.has("now maybe") - (not left and said.has("next maybe")) - said.has("next field")
    # "HR says 121k", and "an offer of 109k" beside it
    words = (token.word for token in said.sentence.read[max(0, said.begins - _PAIR) : said.begins])
    named = after and not now and any(word.startswith("offer") for word in words)
    return 2 * (now - after) + maybe - 2 * named


def _turns_to_offer(said: Said) -> bool:
    """Whether "now" tells when an offer came: "and now a database company wants me for 90k"."""
    if said.clause.own_subjects or said.clause.has("me-subject"):
        return False
    cues, last = said.sentence.cues, said.start + len(said.clause.tokens)
    names = [cue for cue in cues.within(said.start, last, "now") if cue.end == cue.first + 1]
    first = cues.within(said.start, said.money.first, "offers", "to come", "next near")[:1]
    told = len(names) == len(cues.within(said.left, said.right, "now")) == 1
    when = told and said.sentence.read[names[0].first].word in ("now", "today")
    return when and bool(first) and names[0].first < first[0].first


def _words(sentence: Sentence, clause: Clause, money: Money) -> str:
    """An amount as it was written."""
    one, last = sentence.read[money.first], sentence.read[money.end - 1]
    return clause.text[one.start - clause.start : last.end - clause.start]


def _edge(sentence: Sentence, money: Money, edge: int) -> int:
    """Where the words for the next amount may begin: behind the name of this one's part.

    "24 fixed 4 variable" names them behind, "fixed 24 variable 4" before.
    """
    cues = sentence.cues
    near = range(max(edge, money.first - NEAR) + 1, money.first + 1)
    if money.end in sentence.starts or any(cues.ends(at, *PARTS) for at in near):
        return money.end
    return max(money.end, cues.begins(money.end, *PARTS))


def _corrected(said: list[Said]) -> list[Said]:
    """Put right what is taken back at once: "80k, sorry, 85k" is 85k where 80k stands.

    And take up how often it is paid a year: "3.600 a month, 14 salaries".
    """
    kept: list[Said] = []
    for each in said:
        last = kept[-1] if kept else None
        between = _between(last, each) if last else ()
        back = _takes_back(between) or _takes_back(between[-_RIGHT:], outright=True)
        if last and (back or _is_denied(last, between)):
            one, two = last.money, each.money
            money = replace(two, scale=two.scale or one.scale, times=two.times or one.times)
            if last.clause.act == "asks":  # "68k? sorry, 168k a year"
                kept[-1] = replace(each, money=money)
            else:
                money = replace(money, first=one.first, end=one.end)
                kept[-1] = replace(last, money=money, words=each.words)
        elif last and _is_by_month(last.money) and _says_how_often(each):
            kept[-1] = replace(last, money=replace(last.money, times=int(each.money.number)))
        else:
            kept.append(each)
    return kept


def _is_by_month(money: Money) -> bool:
    """Whether an amount is said to be that of a month, or can be no other."""
    return money.times == MONTHS or (money.times is None and money.whole < _LEAST_BY_YEAR)


def _says_how_often(said: Said) -> bool:
    """Whether a number counts the salaries of a year."""
    money = said.money
    often = money.number in PAID and not (money.scale or money.signed)
    return often and bool(said.sentence.cues.begins(money.first + 1, "salaries"))


def _stretched(said: Sequence[Said]) -> Iterator[Said]:
    """Take "a bonus from 5k to 8k", or "the band is 120 to 140", for what states no figure."""
    ends: Said | None = None
    for one, two in pairwise((*said, None)):
        if one is None or one is ends:
            continue
        ends = two if two and _is_stretch(one, two) else None
        yield replace(one, money=replace(one.money, stretch=True)) if ends else one


def _is_stretch(one: Said, two: Said) -> bool:
    between = "".join(token.word for token in _between(one, two))
    part = one.is_called("variable") and not one.is_called("base")
    told = one.before("range") or one.sentence.cues.ends(one.money.first, "offers")
    rises = one.money.whole < two.money.whole and told
    return (part or rises) and between in ("to", "-", "and") and one.sentence is two.sentence


def _between(one: Said, two: Said) -> tuple[Token, ...]:
    """The words between two amounts, of one sentence or of two in a row."""
    if one.sentence is two.sentence:
        return one.sentence.read[one.money.end : two.money.first]
    if one.clause.sentence + 1 != two.clause.sentence:
        return ()
    return one.sentence.read[one.money.end :] + two.sentence.read[: two.money.first]


def _is_denied(asked: Said, between: tuple[Token, ...]) -> bool:
    """Whether an amount is asked about, and another is the answer: "I earn 80k? No, 90k"."""
    return asked.clause.act == "asks" and [t.word for t in between if t.word.isalpha()] == ["no"]


def _takes_back(between: tuple[Token, ...], *, outright: bool = False) -> bool:
    """Whether words say that what stands before them is wrong, and nothing else.

    With ``outright`` other words may stand before: "70 for a team lead... no sorry, 72".
    """
    if outright:
        cues = Cues(between, "corrections.txt")
        heads = [cue.first for cue in cues.found if cue.name == "outright"]
        return any(_takes_back(between[head:]) for head in heads)
    if not 0 < len(between) <= _LEFT:
        return False
    cues = Cues(between, "corrections.txt")
    at, taken = 0, False
    while at < len(between):
        back = cues.begins(at, "taken back")
        taken = taken or bool(back)
        end = back or cues.begins(at, "beside")
        if not end:
            return False
        at = end
    return taken


def _first_left(sentence: Sentence, clause: Clause) -> int:
    """Where the words for the first amount begin: clauses before it that speak of the same."""
    at = sentence.clauses.index(clause)
    while at and sentence.clauses[at - 1].whom == clause.whom and sentence.clauses[at - 1].tells:
        at -= 1
    return sentence.starts[at]


def _with_condition(sentence: Sentence, right: int) -> int:
    """Take up "if I switch" behind an amount."""
    if right in sentence.starts[:-1]:
        at = sentence.starts.index(right)
        aside = sentence.clauses[at]
        plain = not any(token.word[0].isdigit() for token in aside.tokens)
        if aside.opens == "(" and len(aside.tokens) <= NEAR and plain:  # "62k (now)"
            return sentence.starts[at + 1]
        if aside.when == "hypothetical":
            return min(sentence.starts[at + 1], right + _RIGHT)
    return right
