"""Locating passages in documents, and remembering where they were found."""
