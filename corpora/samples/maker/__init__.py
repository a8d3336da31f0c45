"""Turns the dossiers written in `dossiers/*.toml` into papers as they come out of offices."""
