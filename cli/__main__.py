"""`python -m cli` is `tamis`."""

from cli.main import tamis

tamis(prog_name="tamis")
