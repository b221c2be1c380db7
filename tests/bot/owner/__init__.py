"""Tests of what the owner can do."""
