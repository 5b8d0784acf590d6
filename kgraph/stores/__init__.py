"""The graph in a store that runs elsewhere: pushed, pulled, compared."""
