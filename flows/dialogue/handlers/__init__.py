"""What is done about each event: one module for each part of the conversation."""
