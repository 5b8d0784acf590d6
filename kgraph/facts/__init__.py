"""From files that people write to checked records."""
