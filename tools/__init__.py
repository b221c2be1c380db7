"""What is run by whoever maintains the program and its data; nothing of it is installed."""
