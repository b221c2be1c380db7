"""What a message states of the friend's situation, each fact with the words that it rests on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from flows.figures import Figures, band_of_cut
from flows.nlu.model import Guesser
from flows.understanding.bands import horizon_band, years_band
from flows.understanding.clauses import Clause, clauses
from flows.understanding.cleaning import clean
from flows.understanding.degrees import Degree, stated_degree
from flows.understanding.durations import stated_years
from flows.understanding.interval import Interval
from flows.understanding.market import Market, stated_market
from flows.understanding.pay import stated_pay
from flows.understanding.roles import current_role
from flows.understanding.shares import cut_band, exact_share, stated_cut
from flows.understanding.spans import Fact, cued_facts

_FEW = 3
_RANK = {"none-or-bachelors": 0, "masters": 1, "phd": 2}
_NOT_WORK = re.compile(
    r"\b(?:plan\w*|next|from now|until|till|ago|contract|visa|loan|runway|savings"
    r"|within|old|kids?|sons?|daughter|bond|notice"
    r"|vest\w*|married|gap|horizon|in (?:maybe |about |around |like |say |some )?\d+ (?:more )?"
    r"(?:years|yrs)|chapter"
    r"|commit\w*|at least|minimum|degree|phd (?:took|of)|master|programme?"
    r"|course|bootcamp|(?:first|second|third|fourth|fifth|final|last|\d(?:st|nd|rd"
    r"|th)) year|living|lived|later|lease|career break|break"
    r"|if|after|took|takes|spen[dt]|leave for|every|each|off|previous|says?|paid "
    r"off|payback|pay back|younger|older|moved|in germany|abroad)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:plan(?:s|ning)?(?: (?:for|ahead|horizon))?|horizon|chapter|next"
    r"|commit\w*|long run|long haul|time ?frame|looking at|stay(?:ing)? (?:for"
    r"|in))\b",
    re.IGNORECASE,
)
_FOR_GOOD = re.compile(
    r"\b(?:(?:till|until|til) (?:i )?(?:retire\w*|pension)|for (?:the )?(?:long "
    r"(?:run|haul)|rest of my (?:career|life)|good(?! \w)|life)|rest of my "
    r"(?:career|working life))\b",
    re.IGNORECASE,
)
_FRESH = re.compile(
    r"^\W*(?:i'?m |i am |an? |hi |hello )*(?:fresher|fresh (?:graduate|grad)|new "
    r"grad(?:uate)?)\b|\bjust (?:graduated|passed out|finished (?:college"
    r"|uni\w*))\b|\bno (?:work )?experience\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\b(?:pay ?cut|salary cut|cut|paycut|less (?:pay|money|salary|cash|than)"
    r"|lower (?:pay|salary)|lose|losing|drop|reduction|raise|hike|of (?:my |the |our )?(?:current"
    r" |present )?(?:pay|salary|income)|less)\b",
    re.IGNORECASE,
)
_UNWANTED = re.compile(
    r"\b(?:don'?t want|do not want|wouldn'?t mind|would not mind|don'?t mind|wouldn'?t like)\b",
    re.IGNORECASE,
)
_BEAR = re.compile(
    r"\b(?:can|could|can'?t|cannot|couldn'?t|max(?:imum)?|at (?:the )?most|no "
    r"more than|tops|afford\w*|live (?:with|on)|surviv\w*|manage|accept\w*"
    r"|tolerate|take|stomach|bear|only|limit|willing|up to|would give up|ready to"
    r"|ok(?:ay)? with|fine with|comfortable|give up|without blinking|absorb"
    r"|handle)\b",
    re.IGNORECASE,
)
_TOO_MUCH = re.compile(
    r"\b(?:can'?t|cannot|couldn'?t|won'?t|don'?t want)\b(?!.*\b(?:more|beyond|over|above|below"
    r"|under|less|lower|even|bigger|further)\b)",
    re.IGNORECASE,
)
_BEAR_NONE = re.compile(
    r"\b(?:(?:can'?t|cannot|can not|couldn'?t|won'?t|wouldn'?t|not (?:able|willing"
    r"|ready|going) to|unable to|no way (?:i|i'?d|we)|don'?t want(?: to)?|do not "
    r"want|dont want|never|refuse to|not)(?: \w+){0,3} "
    r"(?:any|a single|even a|one|any kind of)(?: \w+){0,2} ?(?:pay ?cut|paycut|cut"
    r"|drop|reduction|decrease|loss|less|dip|lower)|no (?:pay ?cut|paycut|salary "
    r"cut|cut|drop)s?(?: at all| please| possible| whatsoever| for me)|(?:can'?t"
    r"|cannot|couldn'?t) (?:afford|take|accept|live with|manage|bear|survive) "
    r"(?:an? |any |the )?(?:pay |salary )?(?:pay ?cut|cut|drop|reduction"
    r"|less)\b(?!.*\d))",
    re.IGNORECASE,
)
# "Titles? couldn't care less": the friend names a matter and answers.
_ASIDE = re.compile(
    r"((?:^|[.!?\n] ?)(?!what|why|how|who|when|where|which|should|is|am|really"
    r"|right|worth|sane|crazy|true|or)\w+(?: \w+)?)\? (?=\w)",
    re.IGNORECASE,
)
_OTHERS_DEGREE = re.compile(
    r"\b(?:everyone|everybody|every|all|rivals?|candidates?|competit\w+|postings?"
    r"|adverts?|ads?|requir\w+|preferred|so many|others?|holders?(?! here)|goes to"
    r"|applicants?|vs\.?|versus|tempted|must get|worth|applied for|accepted me)\b"
    r"|;dr",
    re.IGNORECASE,
)
_THEN = re.compile(r"\s*(?:and )?then\b.*\d", re.IGNORECASE)
_SECOND_THOUGHT = re.compile(
    r"\b(?:wait|sorry|i mean|actually|correction|scratch that|make that|oops|no,)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message states.

    ``answers`` maps question ids to options, ``figures`` holds the pay that was stated (one or both
    amounts), ``runway`` the largest cut that could be lived with, as a fraction, where it was
    stated as a number, ``country`` the ISO 3166 code of the market, and ``phrases`` gives for each
    answer (and for ``figures``) the words of the message it rests on.
    """

    answers: dict[str, str] = field(default_factory=dict)
    figures: Figures | None = None
    runway: Decimal | None = None
    country: str | None = None
    phrases: dict[str, str] = field(default_factory=dict)


def facts(text: str, guess: Guesser) -> Facts:
    """Return what a message clearly states; questions, thoughts and other people's are no facts."""
    plain = _ASIDE.sub(r"\1: ", clean(text))
    every = list(clauses(plain))
    own = [clause for clause in every if clause.kind == "fact"]
    market = stated_market(_only(plain, own))
    pay = stated_pay(plain, market.country if market else None)
    found = list(_plain_facts(plain, own, market, guess))
    if pay and pay.figures.cut is not None:
        found.insert(0, Fact("cut", band_of_cut(pay.figures.cut), pay.phrase, 0))
    if market and not market.firm and len(plain.split()) > _FEW and len(found) == 1 and not pay:
        found = []  # "so hot in Singapore these days": a place alone says nothing of the friend
    answers: dict[str, str] = {}
    phrases: dict[str, str] = {"figures": pay.phrase} if pay else {}
    for fact in found:
        if fact.question not in answers:
            answers[fact.question] = fact.option
            phrases[fact.question] = fact.phrase
    runway = exact_share(phrases.get("runway", ""), bare=False)
    figures, country = pay.figures if pay else None, market.country if market else None
    return Facts(answers, figures, runway, country, phrases)


def _plain_facts(
    plain: str, own: list[Clause], market: Market | None, guess: Guesser
) -> Iterator[Fact]:
    role = current_role(own)
    if role:
        yield Fact("role", role.role, role.phrase, role.start)
    if market:
        yield Fact("market", market.market, market.phrase, market.start)
    makers = (_years, _degree, _cut, _runway, _horizon)
    yield from (fact for maker in makers if (fact := maker(plain, own)))
    yield from cued_facts(own, guess)


def _only(plain: str, kept: list[Clause]) -> str:
    """Return the text with everything outside of the kept clauses blanked, lengths unchanged."""
    shown = [False] * len(plain)
    for clause in kept:
        for i in range(clause.start, min(clause.end + 1, len(plain))):
            shown[i] = True
    return "".join(c if show or c == "\n" else " " for c, show in zip(plain, shown, strict=True))


def _years(plain: str, own: list[Clause]) -> Fact | None:
    corrected = _corrected_years(plain)
    if corrected:
        return corrected
    found = []
    for clause in own:
        if _NOT_WORK.search(clause.text):
            continue
        stated = stated_years(clause.text, bare=False)
        band = stated.band(years_band) if stated else None
        if band:
            found.append(Fact("years", band, clause.text.strip(), clause.start))
        elif _FRESH.search(clause.text):
            found.append(Fact("years", "0-2", clause.text.strip(), clause.start))
    if any(_THEN.match(clause.text) for clause in own):
        return None  # "2 years as an analyst, then 3 as ...": each is a part
    total = [
        f
        for f in found
        if re.search(r"\b(?:total|overall|in all|altogether)\b", f.phrase, re.IGNORECASE)
    ]
    found = total or found
    return found[0] if len({fact.option for fact in found}) == 1 else None


def _corrected_years(plain: str) -> Fact | None:
    """Read "10 yrs. wait no, 12": what comes last counts."""
    thought = _SECOND_THOUGHT.search(plain)
    if thought is None:
        return None
    before, after = plain[: thought.start()], plain[thought.end() :]
    said = re.split(r"[.;!?\n]", before.rstrip(" .,;!-"))[-1]
    again = re.match(
        r"(?:[\s,.:-]|no\b|it'?s|i have|more like|rather|actually|make that)*(\S+ "
        r"?(?:years|yrs|yoe)?)",
        after,
        re.IGNORECASE,
    )
    if not again or not stated_years(said, bare=False) or _NOT_WORK.search(said):
        return None
    stated = stated_years(again[1].strip(" ,.;"), bare=True)
    band = stated.band(years_band) if stated else None
    return Fact("years", band, again[1].strip(" ,.;"), thought.end()) if band else None


def _degree(_plain: str, own: list[Clause]) -> Fact | None:
    found: list[tuple[Clause, Degree]] = []
    for clause in own:
        degree = stated_degree(clause.text.strip())
        if degree and not _OTHERS_DEGREE.search(clause.text):
            found.append((clause, degree))
    if not found:
        return None
    clause, best = max(found, key=lambda pair: _RANK[pair[1].degree])
    return Fact("degree", best.degree, clause.text.strip(), clause.start)


def _cut(_plain: str, own: list[Clause]) -> Fact | None:
    stated = (
        c
        for c in own
        if _CUT.search(c.text) and not (_BEAR.search(c.text) or _UNWANTED.search(c.text))
    )
    return _share("cut", stated)


def _runway(_plain: str, own: list[Clause]) -> Fact | None:
    bearable = (c for c in own if _BEAR.search(c.text) and not _TOO_MUCH.search(c.text))
    fact = _share("runway", bearable)
    if fact:
        return fact
    for clause in own:
        if _BEAR_NONE.search(clause.text):
            return Fact("runway", "none", clause.text.strip(), clause.start)
    return None


def _share(question: str, stated: Iterator[Clause]) -> Fact | None:
    for clause in stated:
        share = stated_cut(clause.text, bare=False) if _MONEY_SHARE.search(clause.text) else None
        band = cut_band(share) if share else None
        if band and (question == "cut" or band != "none"):
            return Fact(question, band, clause.text.strip(), clause.start)
    return None


_MONEY_SHARE = re.compile(
    r"\b(?:pay|paycut|cut|salary|less|lower|drop|lose|losing|loss|income|money"
    r"|cash|half|reduction|dip|hit|raise|hike|survive|afford|live (?:on|with)|of "
    r"it|earn)\b|%",
    re.IGNORECASE,
)


def _horizon(_plain: str, own: list[Clause]) -> Fact | None:
    for clause in own:
        if _FOR_GOOD.search(clause.text):
            return Fact("horizon", "over-10", clause.text.strip(), clause.start)
        stated: Interval | None = None
        if _PLANS.search(clause.text):
            stated = stated_years(clause.text, bare=False)
        band = stated.band(horizon_band) if stated else None
        if band:
            return Fact("horizon", band, clause.text.strip(), clause.start)
    return None
