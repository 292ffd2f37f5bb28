"""The lectures' demos for the terminal, one module each."""
