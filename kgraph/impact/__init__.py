"""What would be otherwise: without a source, a thing, or somebody's permission."""
