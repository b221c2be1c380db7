"""The same filter finds the same conversations in the terminal, in Telegram and in the browser."""

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import main
from bot.owner.filters import typed_name
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Began, Commanded, Decided
from storage.finding import Filters
from storage.records import Message
from storage.store import Store
from tests.bot.company import OWNER, Company
from tests.bot.web.browsing import Browser
from tests.storage.test_finding import CASES, Days, filled

EACH = {
    "state": st.sampled_from(["new", "reviewed", "advised", "stopped", "going-on", "worth-a-look"]),
    "market": st.sampled_from(["india", "singapore"]),
    "pick": st.sampled_from(["platform", "none"]),
    "role": st.just("analyst"),
    "since": st.just("2030-01-02"),
    "until": st.just("2030-01-03"),
    "stopped_at": st.just("role"),
    "put": st.just("joy"),
    "told": st.sampled_from(["visa", "laid-off"]),
    "confidence": st.sampled_from(["low", "high"]),
    "why": st.sampled_from(["corrected", "stopped"]),
    "asked": st.sampled_from(["unknown", "visa", "kept-1", "refused", "waiting"]),
    "came": st.sampled_from(["2029-12-31", "2030-01-05", "2030-01-07"]),
    "words": st.sampled_from(["ann", "jalapeno", "miss bu", "ŁUKASZ", "bayes ann"]),
}
FILTERS = st.fixed_dictionaries({}, optional=EACH)
SEVERAL = CASES.map(lambda cases: [*cases, *cases, *cases][:12])
"""More than one page of five."""


def in_terminal(given: Mapping[str, str]) -> list[int]:
    options = [part for name, value in given.items() for part in (f"--{typed_name(name)}", value)]
    ran = CliRunner().invoke(main, ["review", "list", "--json", *options])
    assert ran.exit_code == 0, ran.output
    return [each["id"] for each in json.loads(ran.stdout)]


def in_browser(store: Store, given: Mapping[str, str]) -> list[int]:
    browser, found = Browser(store).signs_in(), list[int]()
    address = f"/talks?{urlencode(given)}"
    while address:
        page = browser.opens(address)
        assert page.status == 200, page.words
        found += map(int, re.findall(r'<a href="/talks/(\d+)[?"]', page.text))
        older = re.search(r'href="([^"]*)" rel="next"', page.text)
        address = unescape(older[1]) if older else ""
    return found


def talks_on(message: Message) -> list[int]:
    events = [button.event for row in message.buttons for button in row]
    return [each.item for each in events if isinstance(each, Decided) and each.deed == "talk"]


def in_telegram(company: Company, given: Mapping[str, str]) -> list[int]:
    """Turn all pages, while others write."""
    narrowed = [f"{typed_name(name)}={value}" for name, value in given.items() if name != "words"]
    text = " ".join([*narrowed, given.get("words", "")]) if given else "since=2000-01-01"
    company.does(OWNER, Commanded(command="find", text=text.strip()))
    ((number, message),) = company.delivered(OWNER)
    found = talks_on(message)
    while more := [b.event for row in message.buttons for b in row if b.label.startswith("More")]:
        newcomer = company.store.users.get_or_create("telegram", f"late{len(found)}", "Zed")
        company.store.conversations.record(newcomer, Conversation(), Began(), [])
        company.does(OWNER, more[0], tapped=number)
        ((number, message),) = company.delivered(OWNER)
        found += talks_on(message)
    return found


def test_every_filter_is_tried() -> None:
    assert {*EACH} == {*Filters.__dataclass_fields__} - {"before"}


@settings(max_examples=25)
@given(SEVERAL, FILTERS)
def test_a_filter_finds_the_same_wherever_it_is_given(
    cases: list[Any], given: dict[str, str]
) -> None:
    clock = Days()
    with (
        TemporaryDirectory() as folder,
        patch.dict("os.environ", {"ADVISOR_DATABASE": f"{folder}/advisor.db"}),
        patch("bot.cli.stored.now", clock),
    ):
        company = Company(Path(folder) / "advisor.db", clock=clock)
        filled(cases, clock, company.store)
        told = [given["told"]] if "told" in given else []
        fields = {name: value for name, value in given.items() if name != "told"}
        filters = Filters(**fields, told=tuple(told))  # type: ignore[arg-type]
        expected = [each.id for each in company.store.review.list_conversations(filters)]
        assert in_browser(company.store, given) == expected
        assert in_terminal(given) == expected
        assert in_telegram(company, given) == expected
        company.close()
