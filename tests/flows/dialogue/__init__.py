"""Tests of the dialogue, by what a friend does."""
