"""The models that tests understand texts with: learned once, and kept between runs."""

from functools import cache
from pathlib import Path

from bot.models import Models
from flows.topics.matcher import TopicMatcher
from flows.topics.models import Phrasing

FOLDER = Path(__file__).parents[1] / ".cache" / "models"
"""A model is known by what it was learned from, so that none can be out of date."""

MODELS = Models(FOLDER)


@cache
def matcher(phrasings: tuple[Phrasing, ...] = ()) -> TopicMatcher:
    """A matcher that also knows these phrasings of topics."""
    return MODELS.matcher(phrasings)
