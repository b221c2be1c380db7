"""Tests of the checks of messages and topics."""
