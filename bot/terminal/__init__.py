"""The conversation in a terminal: the same texts, numbered choices, typed answers."""
