"""Names and signs of currencies, and the currency that a bare ``$`` or ``kr`` stands for."""

import re

from babel.numbers import get_territory_currencies

SIGNS = {
    "S$": "SGD", "SG$": "SGD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "CAD$": "CAD", "AUD$": "AUD", "SGD$": "SGD", "USD$": "USD", "HK$": "HKD", "NZ$": "NZD",
    "R$": "BRL", "NT$": "TWD", "MX$": "MXN", "MEX$": "MXN", "€": "EUR", "£": "GBP", "₹": "INR",
    "₨": "INR", "₦": "NGN", "₱": "PHP", "₫": "VND", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH",
    "₽": "RUB", "฿": "THB", "₵": "GHS", "GH₵": "GHS", "৳": "BDT", "zł": "PLN", "zl": "PLN",
    "Kč": "CZK", "Fr.": "CHF", "SFr.": "CHF", "RM": "MYR", "Rp": "IDR", "Ksh": "KES", "KSh": "KES",
    "Rs.": "INR", "Rs": "INR", "Dhs": "AED", "¥": "JPY",
}  # fmt: skip
NAMES = {
    "rupees": "INR", "rupee": "INR", "rupaye": "INR", "euros": "EUR", "euro": "EUR",
    "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "francs": "CHF", "swiss francs": "CHF",
    "dirhams": "AED", "dirham": "AED", "riyals": "SAR", "rand": "ZAR", "rands": "ZAR",
    "naira": "NGN", "cedis": "GHS", "reais": "BRL", "reals": "BRL", "ringgit": "MYR",
    "zloty": "PLN", "zlotys": "PLN", "shekels": "ILS", "yen": "JPY", "yuan": "CNY",
    "rmb": "CNY", "baht": "THB", "rupiah": "IDR", "lira": "TRY", "forint": "HUF", "koruna": "CZK",
    "sing dollars": "SGD", "singapore dollars": "SGD", "us dollars": "USD",
    "canadian dollars": "CAD", "australian dollars": "AUD", "aussie dollars": "AUD",
    "hong kong dollars": "HKD", "sgd": "SGD", "stg": "GBP",
}  # fmt: skip
CODES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BDT",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CRC",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "GEL",
        "GHS",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JOD",
        "JPY",
        "KES",
        "KRW",
        "KWD",
        "KZT",
        "LKR",
        "MAD",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NPR",
        "NZD",
        "OMR",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "RWF",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TND",
        "TRY",
        "TWD",
        "TZS",
        "UAH",
        "UGX",
        "USD",
        "UYU",
        "VND",
        "XAF",
        "XOF",
        "ZAR",
        "ZMW",
    ]
)
VAGUE = {
    "$": {"SG": "SGD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD"},
    "dollars": {"SG": "SGD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "¥": {"CN": "CNY"},
    "Rs": {"PK": "PKR", "LK": "LKR", "NP": "NPR"},
    "Ksh": {"TZ": "TZS", "UG": "UGX"},
    "pesos": {"MX": "MXN", "AR": "ARS", "CO": "COP", "CL": "CLP", "PH": "PHP", "UY": "UYU"},
    "francs": {},
}
"""What a sign shared by several countries means in each; elsewhere see :func:`code_of`."""

_ANYWHERE = {"$": "USD", "dollars": "USD", "dollar": "USD", "bucks": "USD", "Rs": "INR"}
_FAMILIES = {
    "dollar": "dollars", "bucks": "dollars", "Rs.": "Rs", "₨": "Rs", "rupees": "Rs", "rupee": "Rs",
    "peso": "pesos", "KSh": "Ksh", "kroner": "kr", "kronor": "kr", "kronas": "kr", "kr.": "kr",
}  # fmt: skip
# In small letters the other codes are words: "try", "cop", "php", "pen".
_SMALL_CODES = [
    "usd",
    "inr",
    "eur",
    "gbp",
    "sgd",
    "aed",
    "cad",
    "aud",
    "chf",
    "pkr",
    "sek",
    "nok",
    "dkk",
    "pln",
    "brl",
    "mxn",
    "zar",
    "ngn",
    "kes",
    "myr",
    "hkd",
    "jpy",
    "nzd",
]
_BY_LOWER = {sign.lower(): sign for sign in (*SIGNS, *NAMES, *VAGUE, *_ANYWHERE, *_FAMILIES)}


STATED = re.compile(
    rf"\b(?:{'|'.join((*CODES, *_SMALL_CODES))})\b"
    r"|\b(?:[Rr]upees|[Ee]uros?|(?:US |us )?[Dd]ollars|[Pp]ounds|[Rr]inggit|[Dd]irhams)\b"
)
"""A currency said in running text, away from the amounts."""


# "R500k" is pay in rand; "R2" is a level, and "r" a language.
_RAND = r"(?<![A-Za-z])(?-i:R)(?=\s?\d{2,3}(?:k\b|[ ,.]?\d{3}))"


def _pattern() -> str:
    signs = sorted(_BY_LOWER, key=len, reverse=True)
    symbols = [re.escape(s) for s in signs if not s[-1].isalpha()]
    words = [re.escape(s) for s in signs if s[-1].isalpha()]
    codes = "|".join((*sorted(CODES), *_SMALL_CODES))
    known = rf"(?<![A-Za-z])(?:{'|'.join(words)}|(?-i:{codes}))(?![A-Za-z])"
    return rf"(?:{'|'.join(symbols)}|{known}|{_RAND})"


PATTERN = _pattern()
"""Matches any known sign, name or code; for use with ``re.I``."""


def code_of(sign: str, country: str | None) -> str | None:
    """Return the ISO 4217 code that a sign stands for, said in a country (ISO 3166, or None)."""
    if sign.upper() in CODES:
        return sign.upper()
    if sign == "R":
        return "ZAR"
    known = _BY_LOWER.get(sign.lower(), sign)
    family = _FAMILIES.get(known, known)
    local = VAGUE.get(family, {}).get(country or "")
    return local or SIGNS.get(known) or NAMES.get(known) or _ANYWHERE.get(family)


def local(country: str) -> str | None:
    """Return the currency in use in a country (ISO 3166), as the Unicode locale data has it."""
    return next(iter(get_territory_currencies(country)), None)
