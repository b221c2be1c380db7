"""Whose pay an amount is, and of what time: the friend's of today, an offer's, or neither."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.nlu.clauses import Clause
from flows.nlu.phrases import Found, load_lists
from flows.nlu.segmentation import listed
from flows.nlu.slots.said import NEAR, Said

_LIKE = ("than", "like", "as", "beside", "before", "behind", "above", "under")
"""What "me" and "us" stand behind where it only compares: "she earns less than me"."""
_OFFER = ("counter", "offer", "ppo", "propos")
"""What an offer is called."""
_NO_PEOPLE = ("always", "days", "hours", "less", "months", "perhaps", "plus", "sometimes", "this")
"""Words that end as those for several people do."""
_MINE = ("my", "mine", "me", "myself")
"""What stands before an amount that is the friend's, whoever else is spoken of."""


def is_stated(said: Said) -> bool:
    """Whether the friend states an amount, of the own pay or of an offer."""
    clause, offered = said.clause, said.is_offered and not _is_offered_others(said)
    # "From 90 LPA to 40 LPA?!" has a question mark, and no word that asks.
    asks = clause.has("question", "wh", "question-inside")
    asks = clause.act == "asks" and (asks or not said.sentence.cues.anywhere("against"))
    # "When do I break even if I go from 90k to 70k?"
    if asks or (clause.when == "hypothetical" and _is_of_move(said)):
        return _is_of_move(said) or _is_fair(said)
    supposed = clause.when == "hypothetical" and not said.taken
    if clause.quoted or (supposed and not offered):
        return False
    unchanged = said.sentence.cues.has(0, said.money.first, "unchanged")
    lasts = said.is_raised("to") or said.before("since") or unchanged
    if clause.when == "past" and not (offered or lasts):
        return False
    if supposed and (said.in_clause("offers") or clause.has("suppose")):
        return False
    near = max(said.left, said.start, said.money.first - NEAR)
    if (is_former(said) and not _is_first(said)) or said.sentence.cues.has(
        near, said.money.first, "not it"
    ):
        return False
    told = said.is_own and not _is_passed_on(said)
    own = offered or told or said.is_own_move
    return own or not (_is_of_others(said) or (said.is_wished and not said.is_floor))


def _is_passed_on(said: Said) -> bool:
    """Whether it is what somebody else says: "my friend says I earn 42 LPA"."""
    return said.clause.whom != "me" and said.clause.before(said.money.first - said.start, "says")


def _goes_on_in_past(said: Said) -> bool:
    """Whether a clause without a verb goes on with one of the past: "I was at Snap, 90k a year"."""
    clauses = said.sentence.clauses[: said.sentence.clauses.index(said.clause) + 1]
    for clause in reversed(clauses):
        if clause.when != "now" or clause.has("now", "me-subject", "verb"):
            return clause.when == "past"
    return False


def _is_of_move(said: Said) -> bool:
    """Whether a question is about the friend's move, told by both ends: "going 150k -> 95k"."""
    clause = said.clause
    within = range(said.start, said.money.first)
    going = [c for c in said.sentence.cues.found if c.name == "going" and c.first in within]
    told = any(token.word in ("to", "->", "=>") for token in clause.tokens)
    others = ("people",) if clause.when == "hypothetical" else ("people", "suppose")
    return bool(going) and told and clause.whom == "me" and not clause.has(*others)


def _is_fair(said: Said) -> bool:
    """Whether a question is whether the friend's own pay is: "is 32 LPA fair for me?"."""
    clause, words = said.clause, {token.word for token in said.clause.tokens}
    earns = not words.isdisjoint(("am", *load_lists("pay.txt")["i earn"]))
    mine = not words.isdisjoint(_MINE) or ("i" in words and earns)
    return mine and said.in_clause("fair") and clause.when == "now" and not said.has("wish")


def of_today(own: Sequence[Said], said: Sequence[Said]) -> Iterator[Said]:
    """Leave out what goes on with pay of the past: "I made 30k, then 60".

    And where other pay is said to be today's, all that stands beside words of the past.
    """
    goes_on: Said | None = None
    last = [each for each in own if each.before("last pay")]
    own = [each for each in own if each not in last] or own  # one amount alone is kept
    own = [each for each in own if not _is_outdated(each, own, said)]
    today = [each for each in own if each.sentence.cues.has(0, each.money.first, "now", "since")]
    for each in said:
        if today and each not in today and not each.is_offered and _goes_on_in_past(each):
            continue
        if is_former(each):
            goes_on = each
            others = (e for e in own if e is not each and not e.money.bare)
            if each in own and _is_first(each) and not any(e.leans >= 0 for e in others):
                yield each  # the first job is the present one
        elif each in own and not (goes_on and _goes_on(goes_on, each)):
            yield each


def _is_first(said: Said) -> bool:
    return said.clause.when == "now" and said.before("first job")


def _is_outdated(said: Said, own: Sequence[Said], every: Sequence[Said]) -> bool:
    """Whether an amount is told again as one of before, and then that of today.

    "I make 230k. Let me correct that: it was 230 until May, and since then it's 207."
    """
    later = every[every.index(said) + 1 :]
    again = (e for e in later if e not in own and e.money.number == said.money.number)
    was = next((each for each in again if each.clause.when == "past"), None)
    return was is not None and any(e in own and e.leans > 0 for e in later[later.index(was) :])


def in_the_end(said: Sequence[Said]) -> Iterator[Said]:
    """Leave out what was offered before another amount was agreed on: "from 80k to 90k"."""
    sooner = [each for each in said if not (each.is_promised and each.leans < 0)]
    said = sooner if any(each.leans < 0 for each in sooner) else said
    agreed = max((at for at, each in enumerate(said) if each.is_agreed), default=0)
    yield from (each for at, each in enumerate(said) if at >= agreed or each.leans >= 0)


def _goes_on(former: Said, said: Said) -> bool:
    """Whether a bare number goes on with pay of the past, and nothing tells of another time."""
    cues, start = said.sentence.cues, former.money.end
    later = cues.has(start, said.right, "now", "next", "next near", "next maybe", "offers")
    later = later or cues.begins(start, "becomes") > 0  # "my 66k is now 59"
    return said.money.bare and former.sentence is said.sentence and not later


def is_former(said: Said) -> bool:
    cues, end = said.sentence.cues, said.money.end
    past = cues.within(said.left, said.money.first, "past pay", "unchanged")[-1:]
    if past and past[0].end <= said.start and _is_offered_since(said, past[0]):
        past = []
    # "Where I interned they want me back for 95k"
    job = cues.within(said.left, said.money.first, "past job", "offers", "to come")[-1:]
    return (
        any(cue.name in ("past pay", "past job") for cue in (*past, *job))
        or bool(cues.begins(end, "past behind", "becomes"))
        or cues.ends(said.begins, "past before")
        or _is_of_lost_job(said)
        or said.is_raised("from")
        or said.is_raised("from", "offer raised")
        or _is_dated(said)
    )


def _is_of_lost_job(said: Said) -> bool:
    """Whether it stands in brackets behind a job that was lost: "laid off (ML lead, 52k)"."""
    if said.leans > 1:
        return False
    own = said.sentence.clauses
    for clause in reversed(own[: own.index(said.clause) + 1]):
        if clause.opens == "(":
            cues, at = said.sentence.cues, said.sentence.starts[own.index(clause)]
            return cues.has(0, at, "between jobs")
        if clause.opens == ")":
            return False
    return False


def _is_offered_since(said: Said, past: Found) -> bool:
    """Whether an offer is told behind the past: "I left in May, and now they'd have me for 90k"."""
    return said.sentence.cues.has(max(past.end, said.start), said.money.first, "offers", "to come")


def _is_dated(said: Said) -> bool:
    """Whether an amount is told with the year that it was paid in: "3 LPA in 2016"."""
    words = [token.word for token in said.clause.tokens]
    if words[0] == "in" and len(words[1]) == len("2016") and words[1].isdigit():
        return not said.clause.has("now")
    read, first, end = (
        said.clause.tokens,
        said.money.first - said.start,
        said.money.end - said.start,
    )
    if first and _is_year(read[first - 1].word) and _is_year_told_on(said):
        return True  # "2016 28k, 2018 41k"
    near = read[max(0, first - NEAR - 1) : first]
    if said.leans > 1 or said.is_offered:
        near = ()  # "joined in 2018 on 3.6 LPA", but not "in 2026 I'm at 40"
    pairs = (*pairwise(near), *pairwise(read[end:]))
    years = (two.word for one, two in pairs if one.word in ("in", "("))
    return any(_is_year(year) for year in years)


def _is_year(word: str) -> bool:
    return len(word) == len("2016") and word.isdigit() and word[:2] in ("19", "20")


def _is_year_told_on(said: Said) -> bool:
    """Whether another year follows with what was paid in that: "2016 28k, 2018 41k"."""
    behind = said.sentence.read[said.money.end :]
    return any(_is_year(one.word) and two.word[0].isdigit() for one, two in pairwise(behind))


def _is_offered_others(said: Said) -> bool:
    """Whether an offer is somebody else's: "my wife's offer", "my brother got an offer"."""
    clause, begins = said.clause, said.sentence.cues.begins
    if _is_for_others(said) or _is_earned_by_others(said):
        return True
    own = clause.own_subjects or clause.has("me-object")
    for person in clause.spans("person", "person-named", "people"):
        words = clause.tokens[person.end - 1 : person.end + NEAR]
        owners = [at for at, token in enumerate(words) if token.word.endswith(("'s", "s'"))]
        behind = [said.start + person.end + at for at in owners]
        if any(begins(at, "offers") and _names_offer(said, at) for at in behind):
            return True
        reach = range(person.end, person.end + NEAR + 1)
        gets = [f for f in clause.spans("gets") if f.first in reach]
        payer = clause.tokens[person.first].word == "they"  # "they have money for 95k"
        if gets and not (own or owners or (payer and clause.tokens[gets[0].first].word == "have")):
            return True
    return False


def _names_offer(said: Said, at: int) -> bool:
    """Whether "offer" stands there, and no "startup says"."""
    return said.sentence.read[at].word.startswith(_OFFER)


def _is_for_others(said: Said) -> bool:
    """Whether somebody else gets an amount: "they pay my wife 80k and me 90k"."""
    clause, at = said.clause, said.money.first - said.start
    people = (f for f in clause.spans("person", "person-named", "object") if f.end == at)
    return clause.is_of_another or any(clause.is_for(person) for person in people)


def _is_earned_by_others(said: Said) -> bool:
    """Whether somebody earns an amount by the words before it: "wife earns 40 in HR"."""
    clause, at = said.clause, said.begins
    verbs = [c for c in said.sentence.cues.within(said.start, at, "earned by") if c.end == at]
    ends = [verb.first - said.start for verb in verbs]
    words = [token.word for token in clause.tokens]
    people = [f.end for f in clause.spans("person", "person-named", "people", "object")]
    return any(end in people or words[end - 1] == "who" for end in ends if end)


def _is_aside_of_others(said: Said) -> bool:
    """Whether an amount in brackets is told of somebody just named: "a consultant (900 a day)"."""
    before = said.sentence.clauses.index(said.clause) - 1
    if before < 0 or said.clause.opens != "(":
        return False
    clause = said.sentence.clauses[before]
    people = clause.spans("person", "person-named", "people")
    return any(person.end == len(clause.tokens) for person in people)


def _goes_on_with_another(said: Said) -> bool:
    """Whether a clause has no subject, and that of one before is somebody else.

    "My old desk mate quit in spring, and is on 140 already."
    """
    if said.clause.tokens[0].word not in load_lists("pay.txt")["of another"]:
        return False
    for clause in reversed(said.sentence.clauses[: said.sentence.clauses.index(said.clause)]):
        if clause.own_subjects:
            return False
        if clause.whom != "me" or clause.is_of_something:
            return True
    return False


def _has_left(said: Said) -> bool:
    """Whether somebody is said to have gone for that pay: "one of my team left, for 95k"."""
    sentence, first = said.sentence, said.money.first
    goes = sentence.cues.within(0, first, "leaves")
    if not goes or sentence.read[0].word not in listed("subject"):
        return False
    own = [
        own.first + start
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False)
        for own in clause.own_subjects
    ]
    # "The intern I trained joined a fund for 95k": whom the friend trained is the subject.
    who = range(max(goes[0].first - NEAR + 1, NEAR - 1), goes[0].first)
    named = any(token.word in listed("own") for token in sentence.read[: goes[0].first])
    return not (named or any(at < first and at not in who for at in own))


def _is_counted(clause: Clause, people: Found) -> bool:
    """Whether people are only counted: "a 20 people company"."""
    return people.first > 0 and clause.tokens[people.first - 1].word[:1].isdigit()


def _is_owner(clause: Clause, person: Found) -> bool:
    """Whether somebody is named as whose company it is: "startup of my old manager: 40"."""
    words = [token.word for token in clause.tokens[max(0, person.first - NEAR - 1) : person.first]]
    named = {*load_lists("pay.txt")["{they}"]}
    return any(one in named and two == "of" for one, two in pairwise(words))


def _earners(said: Said) -> list[int]:
    """Where somebody is said to earn an amount: "boss makes 300"; the friend says "I make"."""
    cues, at = said.sentence.cues, said.begins
    verb = said.clause.tokens[at - said.start - 1].word if at - said.start > 1 else ""
    if verb in load_lists("pay.txt")["they earn"] and not said.clause.own_subjects:
        words = [token.word for token in said.clause.tokens[: at - said.start - 1]]
        # "with two suitcases, and make 47k" goes on with whom was spoken of before.
        joined = max((n for n, word in enumerate(words) if word in ("and", "but")), default=-1)
        return [n for n, word in enumerate(words) if n > joined and _is_plural(word)][-1:]
    if verb not in load_lists("pay.txt")["earns"] or cues.ends(at - 1, "can be pay"):
        return []
    return [at - said.start - 2]


def _is_plural(word: str) -> bool:
    """Whether a word may name several people: "the quants next door make a million"."""
    return len(word) > NEAR and word.isalpha() and word.endswith("s") and word not in _NO_PEOPLE


_TELLS_OF_OTHERS = (
    _is_for_others,
    _is_earned_by_others,
    _is_aside_of_others,
    _goes_on_with_another,
    _has_left,
)


def _is_of_label(said: Said) -> bool:
    """Whether a part of the pay is named behind a colon: "since everyone asks: base 212"."""
    within = range(said.start, said.begins)
    colons = [at for at in within if said.sentence.read[at].word == ":"]
    named = bool(colons) and said.sentence.cues.begins(colons[-1] + 1, "base", "total") > 0
    people = said.clause.has("person", "person-named", "third")
    return named and not people


def _is_of_others(said: Said) -> bool:
    """Whether somebody else is the last to be spoken of before an amount."""
    clause, at = said.clause, said.money.first - said.start
    labelled = _is_of_label(said)
    if labelled or any(tells(said) for tells in _TELLS_OF_OTHERS):
        return not labelled
    if said.is_mine or (at and clause.tokens[at - 1].word in _MINE):
        return False
    if (
        said.sentence.cues.has(said.start, said.money.first, "beside me")
        and not clause.own_subjects
    ):
        return True  # "next to me 3 new grads with 45k"
    if _is_passed_on(said):
        return True
    own = [f.first for f in clause.own_subjects if f.first < at]
    others = [
        f.first
        for f in clause.spans("person", "third", "people")
        if f.first < at and not _is_counted(clause, f) and not _is_owner(clause, f)
    ]
    named = [f.first for f in clause.spans("person-named") if 0 < f.first < at]
    whose = load_lists("pay.txt")["whose"]
    others += [first for first in named if clause.tokens[first - 1].word in whose]
    others += _earners(said)
    # "the data engineers next to me make 130"
    who = [f for f in clause.spans("person-who") if f.end <= at]
    others += [at - 1 for f in who if clause.tokens[f.end - 1].word.endswith("s")][:1]
    own += [f.end for f in clause.spans("paid me") if f.end <= at]  # "they raised me to 112k"
    if others:
        return max(others) > max(own, default=-1)
    # "pm" is a person, but not in "80k pm".
    within = range(at, said.money.end - said.start)
    period = any(f.first in within for f in clause.spans("person", "person-named"))
    words = [token.word for token in said.sentence.read[: said.money.first]]
    told = any(two in ("me", "us") and one not in _LIKE for one, two in pairwise(("", *words)))
    mine = own or period or told  # "they promoted me, 110k"
    return clause.whom != "me" and not mine and not said.is_to_come and not said.has("now")
