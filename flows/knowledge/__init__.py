"""What the advisor knows, as data: claims, paths, questions and rules."""

from flows.knowledge.load import built_in, load, parse
from flows.knowledge.models import Knowledge
from flows.knowledge.problems import KnowledgeError, Problem

__all__ = ["Knowledge", "KnowledgeError", "Problem", "built_in", "load", "parse"]
