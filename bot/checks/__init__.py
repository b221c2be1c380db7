"""Checks of what the front ends add to the knowledge: its messages and its topics."""

from bot.checks.messages import messages_render
from bot.checks.topics import cited_by_topics, topics_fit

__all__ = ["cited_by_topics", "messages_render", "topics_fit"]
