"""Pictures of the owner's desk, as a phone and a laptop show it: ``python -m …documentation.desk``.

Needs chromium and chromedriver; without them the pictures stay as they are.
"""

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.conversations import Clock, walk
from storage.store import Store
from tests.bot.web.browsing import Browser
from tests.bot.web.test_browser import served
from tests.documentation.chromium import MISSING, chromium, is_there, resize
from tests.documentation.places import DOCS

FRIENDS = 40
SIZES = {"phone": (390, 844), "laptop": (1280, 900)}
SCHEMES = ("light", "dark")
PAGES = {
    "today": "/",
    "talks": "/talks?state=worth-a-look",
    "talk": "/talks/4",
    "questions": "/questions",
    "insights": "/insights",
}
ASKED = {
    3: "Which laptop should I buy for coding at home?",
    8: "My manager promised me a lead role next year. Should I wait for it?",
    17: "How did you tell your family that you would earn less?",
}


def picture(driver: Any, base: str, folder: Path) -> None:
    """Take a picture of each page, in each size, in light and dark."""
    for scheme in SCHEMES:
        media = [{"name": "prefers-color-scheme", "value": scheme}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
        for size, (width, height) in SIZES.items():
            resize(driver, width, height)
            for name, address in PAGES.items():
                driver.get(base + address)
                driver.save_screenshot(str(folder / f"desk-{name}-{size}-{scheme}.png"))


def main() -> None:
    """Fill a desk with people who never lived, and take its pictures."""
    if not is_there():
        print(f"Taking pictures of the desk {MISSING}.")  # noqa: T201
        return
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "a.db"), clock) as store:
        walk(store, clock, FRIENDS)
        for number, text in ASKED.items():
            friend = store.users.find("telegram", str(number))
            conversation = store.conversations.latest(friend.id) if friend else None
            assert friend, "they walked here"
            assert conversation, "they walked here"
            about = "at Goals, 19 of 19 questions answered"
            store.owner_questions.add(friend, conversation.number, text, ["ceiling"], about)
        store.faq.add("Do you answer on weekends?", "Usually within a day or two.")
        desk = Browser(store).desk
        with served(desk) as base, chromium() as driver:
            driver.get(f"{base}/sign-in?key={desk.access.key}")
            driver.find_element("tag name", "button").click()
            picture(driver, base, DOCS / "images")


if __name__ == "__main__":
    main()
