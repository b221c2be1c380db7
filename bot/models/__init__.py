"""Models of language: learned aside, kept in a folder, and loaded in a moment."""

from bot.models.models import Models

__all__ = ["Models"]
