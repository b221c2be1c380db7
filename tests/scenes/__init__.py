"""Plays whole conversations, written down as data, against the running bot."""
