"""Tests of front ends and wiring."""
