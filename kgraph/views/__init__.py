"""Ways to look at the graph."""
