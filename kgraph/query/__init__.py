"""Read-only SPARQL over what a build left, in a process that can be ended."""
