"""The front end for Telegram: translates updates into events, and replies into messages."""
