"""The conversation as pure functions: knowledge, rules, dialogue. No I/O beyond its own data."""
