"""The price of a move in the friend's own figures: pure sums in exact decimals."""
