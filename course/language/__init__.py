"""Models of text that count, and a coder that turns any model into a compressor."""
