"""What friends say of themselves, question by question, and the same said in other ways."""

import re

FACTS: dict[str, tuple[str, ...]] = {
    "years": (
        "I have 8 years of experience",
        "I have worked for 12 years",
        "I have 4 yoe",
        "I've been working for five years",
        "I have a decade of experience",
        "I bring 7 years in data",
        "I have been in ML for 9 years",
        "I have 12+ years in the industry",
        "I am a fresher",
        "I've worked since 2015",
        "I have 18 months of experience",
        "I have eight and a half years of experience",
    ),
    "role": (
        "I am a data scientist",
        "I work as an ML engineer",
        "I'm a software engineer",
        "I am an analyst",
        "I work as a data engineer",
        "I lead an ML team",
        "I'm currently a product analyst",
        "my job is data scientist",
        "I am a senior data scientist",
        "I head the data science team",
        "I'm a student",
        "I'm an MLE at a bank",
    ),
    "degree": (
        "I have a PhD",
        "I have a master's degree",
        "I only have a bachelor's",
        "I hold an MSc",
        "I have a BTech",
        "I did my masters in statistics",
        "I finished my PhD in 2019",
        "I completed a master's",
        "I have an M.Tech",
        "I hold a doctorate",
        "I have no degree",
        "I got my master's from NTU",
    ),
    "market": (
        "I work in Berlin",
        "I live in Pune",
        "I am based in Singapore",
        "I'm in New York",
        "I am in Bangalore",
        "I live in London",
        "I work from Toronto",
        "I'm based in Munich",
        "I am living in Sydney",
        "my job is in Zurich",
        "I'm located in Austin",
        "I work in India",
    ),
    "cut": (
        "I would lose 30% of my pay",
        "my pay would drop by 40%",
        "I'd take a 20% pay cut by moving",
        "my salary would fall by a third",
        "I would earn 30% less",
        "I'd get 10% less pay",
        "my pay would halve",
        "I'd make a quarter less money",
        "I would earn sixty percent less",
        "my salary would be cut in half",
        "I would lose two thirds of my salary",
        "I'd lose 15 percent of my income",
    ),
    "runway": (
        "I could live with 30% less pay",
        "I can take a 20% pay cut",
        "I could manage a pay cut of up to 40%",
        "I can afford a 50% pay cut",
        "I can handle 25% less salary",
        "I can't take any pay cut",
        "I can live on half my salary",
        "I could survive a 60% cut in pay",
        "I would accept at most 15% less pay",
        "I can stomach a 30% pay cut",
        "I could get by on two thirds of my pay",
        "I can live with a third less money",
    ),
    "standing": (
        "I am a top 5% modeller",
        "I'm a solid modeller",
        "I am in the top 30% of modellers",
        "I am still learning modelling",
        "I am an average modeller",
        "I am a beginner in modelling",
        "my modelling is solid",
    ),
    "fatigue": (
        "I am tired of modelling",
        "I am bored of tuning models",
        "I still love modelling",
        "I'm fed up with training models",
        "I am thrilled by modelling every day",
        "I lost all joy in modelling",
    ),
    "engineering": ("I own the platform in production", "I ship to production with help"),
    "learning": (
        "I learn about ten times faster than my peers",
        "I learn faster than my peers",
        "I learn as fast as my peers",
    ),
    "mentors": ("I have nobody to coach me",),
    "study": ("I would love to do a PhD", "I want to do a PhD"),
    "ambition": (
        "my goal is to be CTO",
        "I want to become a VP of engineering",
        "I want to lead research",
    ),
    "joy": (
        "I love building things",
        "I enjoy research most",
        "I like modelling more than building",
    ),
    "employer": (
        "I want to join a startup",
        "I am aiming for big tech",
        "I only want big companies",
    ),
    "title": ("I don't care about titles", "I would hate a lower title"),
    "influence": ("I need a say in decisions", "I don't need any influence"),
    "proof": ("I have published three papers", "I wrote a well known book"),
    "horizon": (
        "I plan to do this for 5 years",
        "I plan for the next 15 years",
        "I am planning for 2 years",
    ),
}
"""Facts by the question that they answer, each in a sentence without a full stop."""

PAY = (
    "I earn 42 LPA",
    "my salary is 90k",
    "I make €75,000 a year",
    "I get 2 lakh a month",
    "my base pay is S$120k",
    "I am on £68k",
    "I'm paid 8,000 a month",
    "I take home 120000 a year",
    "I can go down to 30 LPA",
    "I need at least 60k",
    "I currently earn 1,20,000 per month",
    "I draw eighteen lakhs",
)

OTHERS = (
    "My colleague",
    "My wife",
    "My manager",
    "A friend of mine",
    "She",
    "He",
    "Everyone here",
    "A guy on my team",
    "One of my friends",
    "The new hire",
    "My ex-boss",
    "Our CTO",
    "My brother",
    "Somebody I know",
    "My team lead",
)

PERSONS = (
    *("my brother", "my wife", "a friend of mine", "one of my colleagues", "my manager"),
    *("a guy I know", "some people on my team", "the new hire", "our CTO", "my cousin in Pune"),
    *("two of my friends", "my best friend", "most of my friends", "he", "she", "they"),
)
"""Somebody else, as a subject."""

OF_OTHERS: dict[str, tuple[str, ...]] = {
    "runway": (
        "a 20 % cut is ok for {them}",
        "a 50% cut would be fine for {them}",
        "for {them} a 30% cut is bearable",
        "{their} limit is a 20% cut",
        "20% less is ok with {them}",
    ),
    "cut": (
        "it would be a 30% cut for {them}",
        "the move costs {them} 30% of the pay",
        "{their} pay would drop by 40%",
    ),
    "mentors": (
        "{they} have ML people who mentor him",
        "{they} have seniors who coach her",
        "a staff SRE mentors {them}",
        "nobody coaches {them}",
        "{they} has nobody to learn from",
        "{they} is mentored by senior engineers",
        "engineers offered to train {them}",
    ),
    "years": (
        "{their} experience is 8 years",
        "with {their} 8 years of experience that is easy",
        "8 years of experience is what {they} has",
    ),
    "role": ("{their} job is data scientist", "{their} title is ML engineer"),
    "degree": ("{their} degree is a PhD", "{their} PhD helps a lot"),
    "market": ("{their} job is in Berlin", "{their} company is in Singapore"),
    "fatigue": ("modelling bores {them}", "modelling is no fun for {them}"),
    "standing": ("{their} modelling is solid",),
    "title": ("titles don't matter to {them}", "a lower title would be fine for {them}"),
    "ambition": ("{their} goal is to be CTO",),
    "learning": ("learning comes ten times faster to {them}",),
    "engineering": ("{their} services run in production",),
    "proof": ("{their} book is well known",),
    "study": ("a PhD would be great for {them}",),
    "joy": ("building things is fun for {them}",),
    "influence": ("a say in decisions matters to {them}",),
    "horizon": ("{their} plan is 5 years",),
}
"""What is so for somebody else, or is theirs, whoever is the subject."""

PAY_OF_OTHERS = (
    "{their} salary is 80k",
    "they offered {them} 80k",
    "they pay {them} 80k",
    "80k is what {they} makes",
    "{their} company pays {them} 80k",
    "{their} new job pays 80k",
    "{their} pay went from 70k to 80k",
    "the platform role pays {them} 80k",
    "{their} base is 80k and the bonus 10k",
    "{their} TC is 200k",
)
OFFERS_OF_OTHERS = ("{their} offer is 80k", "{they} got an offer of 80k", "{they} has an 80k offer")
"""What "he" and "they" offer may be the friend's; what a brother is offered is not."""


QUOTED = (
    'Somebody wrote: "{}"',
    '"{}" is what my friend said',
    'My manager said "{}"',
    'I read "{}" in a post',
    "I read \u201c{}\u201d in a post",
    "> {}",
    'Look at this post: "{}. What now?"',
    "> {}.\n> What would you do?",
)
DENIED = (
    "It is not true that {}",
    "I would not say that {}",
    "I don't think {}",
    "I never said that {}",
    "It's not that {}",
)
SUPPOSED = (
    "If {}, it would be easy",
    "It would help if {}",
    "Suppose {}",
    "Imagine {}",
    "Let's say {}",
    "Say {}, then it is easy",
    "Assuming {}, fine",
    "Unless {}, no way",
    "I wish {}",
    "Hypothetically {}",
    "Hypothetically speaking: {}",
    "Let's pretend {}",
    "Let us assume that {}",
    "For the sake of argument, {}",
    "Picture this: {}",
    "In a parallel universe {}",
    "Just pretend that {}",
    "As a thought experiment, {}",
    "Let's pretend things were better. {}",
    "Hypothetical: all is well. {}. Would you stay?",
    "Suppose I moved to Norway. And {}",
    "Say I started again. Plus {}",
)
ASKED = (
    "Do you think {}?",
    "Does it count that {}?",
    "Would it matter if {}?",
    "What happens when {}?",
    "Should I say that {}?",
    "Is it enough if {}?",
    "How would you know if {}?",
    "Can you tell whether {}?",
)
REPORTED = ("My friend says {}", "My manager thinks {}", "My wife told me {}", "People say {}")

PAST: dict[str, tuple[str, ...]] = {
    "role": (
        "Ten years ago I was a data scientist",
        "I used to be an ML engineer",
        "I was an analyst before",
        "Back then I worked as a data engineer",
        "Previously I led an ML team",
        "I was a data scientist until 2020",
        "In 2012 I was a software engineer",
        "I started as an analyst",
        "Once I was a student",
    ),
    "market": (
        "I used to live in Pune",
        "Ten years ago I lived in London",
        "I was in New York back then",
        "Previously I worked in Berlin",
        "I lived in Munich until 2019",
        "I grew up in India",
        "I was born in Toronto",
        "I left Singapore in 2018",
        "I studied in Zurich",
    ),
    "years": (
        "In 2015 I had 4 years of experience",
        "Back then I had 8 yrs of experience",
        "When I was 25 I had 2 yoe",
        "Ten years ago I had 3 years of experience",
    ),
    "cut": (
        "I took a 30% pay cut in 2015",
        "I lost half my salary back then",
        "Ten years ago my pay dropped by 40%",
        "I once took a 20% pay cut",
    ),
    "runway": (
        "Back then I could live with 30% less pay",
        "Ten years ago I could take a 20% pay cut",
    ),
    "standing": (
        "I used to be a top 5% modeller",
        "Back then I was a solid modeller",
        "Years ago I was a beginner in modelling",
    ),
    "fatigue": (
        "I used to be tired of modelling",
        "Back then I was bored of tuning models",
        "I used to love modelling",
    ),
    "ambition": ("I used to want to be CTO", "Back then my goal was to be CTO"),
    "joy": ("I used to love building things",),
    "title": ("Titles used to matter a lot to me",),
    "employer": ("I used to want to join a startup",),
}
PAY_OF_THE_PAST = (
    "I used to earn 42 LPA",
    "In 2015 my salary was 90k",
    "Back then I made €75,000 a year",
    "I was paid 8,000 a month before",
    "My last job paid 60k",
    "Ten years ago I was on 20 LPA",
    "My first salary was 3 LPA",
)

_AUXILIARIES = ("can", "can't", "could", "would", "did", "got", "lost", "finished", "completed")
_UNCHANGED = (*_AUXILIARIES, "wrote")
_IRREGULAR = {"am": "is", "have": "has", "don't": "doesn't"}
_LONG = {"I'm ": "I am ", "I've ": "I have ", "I'd ": "I would "}


def said_of(form: str, who: str) -> str:
    """A form with somebody else in it, as they are called there."""
    them, their = {"he": ("him", "his"), "she": ("her", "her"), "they": ("them", "their")}.get(
        who, (who, f"{who}'" if who.endswith("s") else f"{who}'s")
    )
    return form.format(they=who, them=them, their=their)


def _spelt_out(fact: str) -> str:
    for short, long in _LONG.items():
        if fact.startswith(short):
            return long + fact.removeprefix(short)
    return fact


def of_another(fact: str, who: str) -> str:
    """The fact as it is said of somebody else: "My wife has 8 years of experience"."""
    said = _spelt_out(fact)
    if said.startswith("my "):
        whose = {"She": "her", "He": "his"}.get(who, f"{who}'s")
        return f"{whose}{said.removeprefix('my')}"
    words = said.removeprefix("I ").split()
    at = next(n for n, word in enumerate(words) if word not in ("only", "still", "currently"))
    verb = words[at]
    if verb not in _UNCHANGED:
        ending = "es" if verb.endswith(("ch", "sh", "o")) else "s"
        words[at] = _IRREGULAR.get(verb, verb + ending)
    rest = re.sub(r"\b(my|me)\b", "their", " ".join(words))
    return f"{who} {rest}"


def denied(fact: str) -> str | None:
    """The fact with its verb denied; None where that takes more than a "not"."""
    said = _spelt_out(fact)
    if said.startswith("my "):
        text, changes = re.subn(r" (is|would)\b", r" \1 not", said, count=1)
        return text if changes else None
    verb = said.split()[1]
    if verb in ("am", "can", "could", "would"):
        return said.replace(verb, f"{verb} not", 1)
    if verb in ("only", "still", "currently", "don't", *_UNCHANGED):
        return None
    perfect = verb == "have" and said.split()[2] in ("worked", "been", "published")
    return said.replace("I have", "I haven't", 1) if perfect else f"I don't {said[2:]}"
