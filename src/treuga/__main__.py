"""``python -m treuga`` is the ``treuga`` command."""

from treuga.cli import main

if __name__ == "__main__":
    main()
