"""What stands in a text, not yet what it means: numbers, money, durations, places."""
