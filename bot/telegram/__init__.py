"""The front end for Telegram: translates updates into events, and replies into messages.

Nothing is imported here: what other rooms take from modules of this one needs no client of HTTP.
"""
