"""The output folder: made whole or not at all."""
