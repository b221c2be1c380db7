"""The questions that friends ask: their answers' metadata, and finding the one that was meant."""
