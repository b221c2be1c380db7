"""Texts about pay with a gap, by the list of phrases that are tried in it."""

TEMPLATES: dict[str, tuple[str, ...]] = {
    "base": (
        "TC 200k, {} 160k",
        "TC 200k, 160k {}",
        "200 total comp, of which 160 {}",
        "TC 200k, take-home 160k",
    ),
    "total": ("{} 200k", "{} 200k, base 160k", "base 160k, {} 200k"),
    "variable": ("I earn 90k with a 10% {}", "I earn 90k, 10% {} each year", "90k and 10k {}"),
    "allowance": ("I get AED 14,000 a month plus a 6,000 {}",),
    "stock": ("200k TC, of which 60k is {}", "200k TC with 60k in {}", "I earn 90k + 10% {}"),
    "includes": ("200k TC {} 60k stock", "200k total comp, {} 60k in RSUs"),
    "part joined": ("I earn 90k {} 10k bonus", "TC 90k {} 10k bonus", "90k {} a bonus of 10k"),
    "part of it": (
        "I earn 90k {} 10k bonus",
        "I earn 90k, {} 10k is bonus",
        "I earn 90k {} 10% bonus",
        "200 TC, {} 160 is base",
    ),
    "paid once": ("I earn 90k. The offer is 80k + 5k {}", "The offer: 80k and {} of 5k"),
    "once": ("I earn 90k. The offer is 80k + 5k {} bonus", "The offer: 80k and 5k {} payment"),
    "no cash": (
        "I earn 90k + 10k {}",
        "I earn 90k + 10% {}",
        "I earn 90k. The offer is 80k + 5k {}",
        "I earn 80k plus 5k {}, 5% bonus",
    ),
    "no cash before": ("I earn 90k plus a {} 7k", "I earn 90k. The offer is 80k + {} 5k"),
    "debts and savings": (
        "I'm at $140k and would be taking a $45k {} for the new degree",
        "data analyst here, $45k {}, what now",
        "I earn 90k. I have got 60k {}, should I take it",
        "The new job would cost me 60k {}",
        "they offer me 70k {} and a job",
        "I have $48k {} and no job",
    ),
    "net": (
        "I earn 2,300 {} a month, 3,600 gross a month",
        "I earn 3,600 a month, 2,300 {}",
        "I earn 3,600 gross a month (2,300 {})",
        "I earn 3,600 a month and 2,300 {}",
    ),
    "bound": (
        "I earn 90k. The new job pays {} 20% more",
        "90k base, a bonus of {} 20k",
        "90k plus bonus {} 20k",
        "I earn 90k, the offer is {} 10% more",
        "I earn 90k, they pay {} 20% less",
    ),
    "range": (
        "SRE {} 80 to 95k, now 70k",
        "I'm on 70k, SRE {} 80k to 95k",
        "I make 90k, the new job {} 80 to 95k",
    ),
    "by less": (
        "I earn 90k. The new job: {} 20%",
        "I earn 90k, the offer is {} 10k",
        "offer: {} 10k, now 90k",
    ),
    "by more": (
        "I earn 90k. The new job: {} 20%",
        "I earn 90k, the offer is {} 10k",
        "I earn 90k, they offer a {} 10k",
    ),
    "difference less": ("I earn 90k, the offer is 10k {}", "I earn 90k, they offer 10% {}"),
    "difference more": ("I earn 90k, the offer is 10k {}", "I earn 90k, they offer 10% {}"),
    "salaries": ("I earn 3,600 a month, 14 {}", "3.600 EUR a month in 14 {}"),
    "months of bonus": ("I earn 9k a month + 2 {}", "9k a month with 3 {}"),
    "month's bonus": ("7k a month {}", "I earn 7k a month {}"),
    "match": ("I earn 90k. They'd {} my 90k", "they {} my 90k", "the bank would {} my 90k"),
    "doubled": ("they {} my 80k", "the new job pays {} my 80k"),
    "tripled": ("they {} my 80k", "the new job pays {} my 80k"),
    "halved": ("they {} my 80k", "the offer {} my 80k"),
    "times as much": ("the offer is 3 {} my 80k",),
    "beside multiple": (
        "they pay three times {} my 80k",
        "they pay half {} my 80k",
        "I earn 80k, the offer is 3 times {} that",
    ),
    "as today": ("I earn 80k, they pay double {}", "I earn 80k, they pay half of {}"),
    "kept back": (
        "I would {} half of my 80k",
        "there I {} half of my 80k",
        "there the {} is half of my 80k",
    ),
    "is": ("I earn 80k. The offer {} double",),
    "pays": ("I earn 80k, the new job {} double",),
    "now": ("I earn 80k. They offer half of what I {}", "I earn 80k. They offer half of {}"),
    "offers": (
        "I earn 80k. {}, half of that",
        "I earn 80k. {} half of that",
        "I earn 80k. {} 20% less",
        "I earn 80k. There {} 20% less",
    ),
    "next field": (
        "they'd let me become a {}, same pay",
        "I could move to {}, same pay",
        "an internal move to {} work at the same pay",
    ),
    "hours": ("90 euros an hour, some 1,300 {} invoiced per year",),
    "days": ("£500 a day, 200 {}",),
    **{
        f"{unit}s a {per}": (
            f"I earn {rate}, 20 {{}}",
            f"I earn {rate}, 2 {{}}",
            f"{rate}, 20 {{}}",
        )
        for unit, rate in (("day", "500 a day"), ("hour", "90 an hour"))
        for per in ("week", "month", "year")
    },
}
"""By list, texts that a phrase of it, in its place, makes to be read as they are."""
