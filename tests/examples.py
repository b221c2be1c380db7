"""How many examples a property is tried on: few in the short form of tests, more in the long."""

from hypothesis import settings

long_form = False
"""Whether the long forms of tests are run: set before the modules of tests are loaded."""


def examples(short: int, long: int) -> settings:
    """Settings that try so many examples in the short form, and so many in the long one."""
    return settings(max_examples=long if long_form else short)
