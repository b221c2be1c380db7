"""Proves the knowledge over all combinations of answers, and lists every problem at once."""
