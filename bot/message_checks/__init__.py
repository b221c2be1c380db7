"""Checks what the front ends add to the knowledge: its messages and the answers to topics."""
