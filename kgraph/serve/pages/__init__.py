"""Pages of things, as people and as machines read them."""
