"""Debian's chromium without a window: it takes the pictures of the documentation, and tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MISSING = "needs chromium and chromedriver, so the pictures stay as they are"


def is_there() -> bool:
    """Whether this machine can take pictures."""
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window, until the end of the block."""
    from selenium import webdriver  # noqa: PLC0415 (only where there is a browser)

    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = str(shutil.which("chromium"))
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def resize(driver: Any, width: int, height: int, scale: float = 1) -> None:
    """Give the window the size of a device's screen, in CSS pixels."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
