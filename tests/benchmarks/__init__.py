"""Tests of the measurements, and of what they show."""
