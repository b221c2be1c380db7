"""Makes what the documentation shows by running the product: `python -m tests.documentation`."""
