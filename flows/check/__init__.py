"""Proves the knowledge over all combinations of answers, and lists every problem at once."""

from flows.check.run import CHECKS, check, steps
from flows.check.subject import Check, Step, Subject

__all__ = ["CHECKS", "Check", "Step", "Subject", "check", "steps"]
