"""What the facts amount to."""
