"""Parts that several pages draw: the grid, fields, the money line."""
