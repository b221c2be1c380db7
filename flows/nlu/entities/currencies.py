"""Currencies: their signs, codes and names in a text, and what hardly anybody earns less than."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from flows.nlu.entities.numbers import is_glued
from flows.nlu.normalize import Token
from flows.nlu.phrases import DATA, Found, Phrases, load_lists

LAKH_COUNTRIES = {"PK": "PKR", "BD": "BDT", "NP": "NPR", "LK": "LKR"}
"""Where lakhs are counted in other rupees than those of India, and the like."""


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "currencies.toml").read_text(encoding="utf-8"))


@cache
def _signs() -> Phrases:
    """All signs, codes and names; "?PHP" is a code that is a common word, "Rupee, INR" shared."""
    tables = _tables()
    common = load_lists("money.txt")["common word"]
    listed = tables["signs"] | tables["words"] | tables["shared"]
    said = {"?ZAR": ["r"], "?NGN": ["n"]} | {
        f"?{code}": [name] for name, code in tables["scaled"].items()
    }
    for sign, code in listed.items():
        said.setdefault(code, []).append(sign)
    current = {
        c for place in Locale("en").territories for c in get_territory_currencies(str(place))
    }
    names = {
        code: {get_currency_name(code, count, "en").lower() for count in (1, 2)}
        for code in sorted(current)
    }
    shared = Counter(last for full in names.values() for last in {n.split()[-1] for n in full})
    for code, full in names.items():
        said.setdefault(f"?{code}" if code.lower() in common else code, []).append(code.lower())
        last = {n.split()[-1] for n in full}
        new = sorted(
            n for n in full | last if shared[n] <= 1 and n not in common and n not in listed
        )
        said.setdefault(code, []).extend(new)
    return Phrases(said)


def signs_in(read: tuple[Token, ...]) -> list[Found]:
    """The currencies said, the longest at each place; a sign of several marks in one piece."""
    found: list[Found] = []
    for sign in sorted(_signs().find(read), key=lambda sign: (sign.first, -sign.end)):
        inside = found and sign.end <= found[-1].end
        marked = read[sign.end - 1].word in "$."
        pieces = all(is_glued(read, at) for at in range(sign.first + 1, sign.end))
        if not inside and (pieces or not marked):
            found.append(sign)
    return found


def code(name: str, country: str | None) -> str | None:
    """The ISO 4217 code that a sign stands for, said in a country."""
    family, *usual = name.lstrip("?").split(", ")
    if not usual:
        return family
    local = local_currency(country)
    if local and family in get_currency_name(local, locale="en"):
        return local
    return usual[-1 if local else 0] or None


@cache
def local_currency(country: str | None) -> str | None:
    """The currency in use in a country (ISO 3166), as the Unicode locale data has it."""
    return next(iter(get_territory_currencies(country)), None) if country else None


@cache
def implied() -> Mapping[str, str]:
    """The currency that is meant where a word for a million is that of one language."""
    return dict(_tables()["implied"])


@cache
def scaled() -> frozenset[str]:
    return frozenset(_tables()["scaled"])


def least_yearly() -> Mapping[str, int]:
    """By currency: below what an amount is taken for the pay of a month, and not of a year."""
    least: Mapping[str, int] = _tables()["least_yearly"]
    return least
