"""A built graph over HTTP: a SPARQL endpoint that only reads, on loopback unless asked."""
