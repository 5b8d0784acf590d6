"""``python -m kgraph``."""

from .cli import main

if __name__ == "__main__":
    main()
