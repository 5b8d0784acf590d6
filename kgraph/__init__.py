"""Hand-curated facts from documents, as an RDF graph in which every edge leads to its source."""
