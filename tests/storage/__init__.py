"""Tests of the room that knows SQL."""
