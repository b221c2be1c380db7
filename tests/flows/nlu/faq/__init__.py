"""Tests of what the topics say, and of finding the one that was meant."""
