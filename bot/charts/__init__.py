"""Pictures of the price of a move and of the verdict, drawn without global state."""
