"""SHACL over the built graph, traced back to the seeds."""
