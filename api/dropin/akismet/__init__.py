"""Akismet 1.1 and 1.2, exact to the byte: clients compare whole bodies."""
