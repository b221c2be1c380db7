"""The owner's desk: questions that friends passed on, and what is learned from the answers."""

from bot.desk.desk import Answered, Desk
from bot.desk.owner import Ownership

__all__ = ["Answered", "Desk", "Ownership"]
