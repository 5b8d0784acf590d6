"""Rules that derive facts from statements, each with its proofs."""
