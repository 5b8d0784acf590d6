"""The import matrix: real software loads what kgraph writes, and must hold exactly that.

``python -m tests.matrix`` runs it and writes the table of ``docs/stores.md`` anew.
"""
