"""Tests of the front end for Telegram."""
