"""Whom and what a clause is about: the friend's facts, or a question, a thought, somebody else."""

import re

# What follows a "would" or "will" that leaves out the "I": such a clause is an answer.
_GOES_ON = (
    r"be|love|like|sting|have|say|never|do|lose|hurt|kill|not|keep|get|cost|drop|mean|make|pay"
    r"|leave|go|cut|earn|take|come|manage|prefer|rather|need|give|accept|probably|still|only|mind"
    r"|hate|want|call|put|survive|live|stay|become|move|join|start|try|help|feel|bother|matter"
)
_ASKS = re.compile(
    r"^(?:(?:so|and|but|or|hey|hi|hello|ok(?:ay)?|also|well|honestly|then|btw|pls"
    r"|please|sir|bro|dude|man)[,:]? )*"
    r"(?:what(?!ever)|why|how|who|whom|which|where(?!ver)|when(?= (?:do|does|is|will|can|should))"
    rf"|should(?! be\b)|shall|shud|(?:would|will)(?! (?:{_GOES_ON})\b)"
    r"|has(?! (?:to|been|always|never|become|got|gone)\b)"
    r"|did(?! (?:my|an?|not|some|two|one|research|masters?|ms|m\.?tech|phd|\d+)\b)"
    r"|is|isn't|are|am i|do (?=you|i\b|we|they|people|these|those|startups?"
    r"|companies|all|most|your)|(?:was|were) (?:there|it|the|that|you|they|your|u)"
    r"|have (?:you|they|u)"
    r"|does|could you|can (?:i|you|we|it|one|some(?:body|one)|any(?:one|body)"
    r"|an?|the|my|they|this|that|people)|may i|must i"
    r"|wdym|wat|tell me|(?:please )?explain|talk me through|walk me through|advise"
    r"|suggest|is it|shouldn't|worth it|siao)\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"^(?:and |but |so )?(?:if|say|suppose|after) (?:i|we|you|my|he|she|they|somebody|someone"
    r"|\w+ years)\b|\b(?:if i (?:had|have|were|was|did|got|get|become|became)"
    r"|suppos(?:e|ing)|imagin(?:e|ing)"
    r"|what if i (?:had|were|was|did|become)|had i|were i|hypothetically|i wish)\b",
    re.IGNORECASE,
)
_KIN = (
    r"(?:wife|husband|partner|spouse|girlfriend|boyfriend|gf|bf|fianc[eé]e?|brother|sister|bro"
    r"|cousin|friends?|father|dad|mother|mum|mom|parents|uncle|aunt|son|daughter|boss|manager"
    r"|colleagues?|coworkers?|co-workers?|team ?mates?|roommate|flatmate|neighbou?r|batch ?mates?"
    r"|classmates?|buddy|mate|in-laws|flat ?mates?)"
)
_KIN_OF = re.compile(
    rf"\b(?:(?:my|his|her|their|our) (?:\w+ ){{0,2}}?|an? (?:\w+ )?(?=friend"
    rf"|colleague|relative|buddy|mate)){_KIN}"
    r"(?:'s)?\b(?! who)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"^(?:and |but )?(?:he|she|they|somebody|someone|people|everybody|everyone|you|the author)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|i'll|we|we're|we'd|we've|mine|myself)\b", re.IGNORECASE
)
_MINE = re.compile(r"\b(?:me|my|us|our)\b", re.IGNORECASE)


def asks(clause: str) -> bool:
    """Whether the clause is a question, with or without its question mark."""
    return clause.rstrip(" \"')").endswith("?") or bool(_ASKS.match(clause.lstrip(" \"'-(")))


def supposes(clause: str) -> bool:
    """Whether the clause states what might be, not what is."""
    return bool(_SUPPOSES.search(clause))


def about_kin(clause: str) -> bool:
    """Whether the clause is about a relative, friend or colleague and not about the friend."""
    other, own = _KIN_OF.search(clause), _OWN.search(clause)
    return other is not None and (own is None or own.start() > other.end() + 25)


def about_another(clause: str) -> bool:
    """Whether somebody other than the friend is the subject of the clause."""
    if about_kin(clause):
        return True
    speaks_of_self = _OWN.search(clause) or _MINE.search(clause)
    return bool(_SOMEBODY.match(clause)) and not speaks_of_self
