"""Helpers of the sequence-learning labs; `import course` is light, submodules load what they need."""

__version__ = "0.1.0"
