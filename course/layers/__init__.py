"""Keras layers that the lectures define and Keras lacks, one module each."""
