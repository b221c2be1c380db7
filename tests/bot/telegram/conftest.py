"""Set-up for the tests of the front end for Telegram."""

import pytest


@pytest.fixture(autouse=True)
def _time_as_the_program_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
