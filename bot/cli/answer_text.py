"""A topic's answer as plain text, for the terminal."""

import html
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parents[2] / "templates"

_TAG = re.compile(r"</?[a-z]+>")


def answer_text(topic: str) -> str:
    """Return the answer to ``topic`` (an id of topics.toml) without the markup of Telegram."""
    rendered = _environment().get_template(f"topics/{topic}.html.j2").render()
    return html.unescape(_TAG.sub("", rendered))


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
