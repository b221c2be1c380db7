"""The sums behind the price of a move."""
