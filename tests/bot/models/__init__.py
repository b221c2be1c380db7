"""Tests of finding, learning and keeping models."""
