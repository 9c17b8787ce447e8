"""`python -m planlink` is the command line."""

from planlink.cli import main

if __name__ == "__main__":
    main()
