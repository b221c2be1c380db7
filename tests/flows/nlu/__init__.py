"""Tests of the understanding of text."""
