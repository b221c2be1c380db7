"""What is wrong with a figure or an assumption, in a sentence for the person who stated it."""

from pydantic import ValidationError

from flows.money.assumptions import LONGEST

_PAY = "is a yearly amount, 0 or more"
_GROWTH = "goes from -100% to 1000% a year"
_YEARS = f"is a whole number of years from 1 to {LONGEST}"

_EXPECTED = {
    "now": f"Pay today {_PAY}",
    "next": f"Pay on the new path {_PAY}",
    "offer_total": f"The total compensation of the offer {_PAY}",
    "next_total": f"The total compensation on the new path {_PAY}",
    "currency": "A currency is three letters, such as INR, SGD, USD or EUR",
    "runway": "The cut you could live with goes from 0% to 100%",
    "staying": f"The growth of the old pay {_GROWTH}",
    "low": f"The low growth of the new pay {_GROWTH}",
    "mid": f"The middle growth of the new pay {_GROWTH}",
    "high": f"The high growth of the new pay {_GROWTH}",
    "discount": "The discount goes from 0% to 100% a year",
    "horizon": f"The last year that counts {_YEARS}",
    "job_year": f"The year from which a better job pays {_YEARS}",
    "job_multiple": "A better job pays 0 to 1000 times the old pay",
}


def problem_in(error: ValidationError) -> str:
    """One sentence for the first problem of Figures or Assumptions that did not validate.

    It says what the value may be; what it was is left to whoever asked for it.
    """
    first = error.errors()[0]
    if first["loc"]:
        return f"{_EXPECTED[str(first['loc'][0])]}."
    return f"{first['msg'].removeprefix('Value error, ')}."
