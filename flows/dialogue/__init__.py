"""Dialogue management: events in, a new conversation and replies out."""
