"""Tests of the linear classifier."""
