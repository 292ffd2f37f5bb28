"""Data sets, one module each: generated with a seed, or loaded."""
