"""`python -m handbook`: the same as the command."""

from handbook.cli import main

if __name__ == "__main__":
    main(prog_name="handbook")
