"""Tests of understanding what is typed."""
