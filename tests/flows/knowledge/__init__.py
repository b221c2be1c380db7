"""Tests of the knowledge files and their checks."""
