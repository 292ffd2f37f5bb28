"""Little scenes to look at, to ask about and to describe: things with a shape, a colour and a place.

`things` draws scenes from a seed, `edits` changes one, `picture` renders them. `questions` asks and answers in
a closed grammar, `typed` reads what a person typed, `balance` chooses questions that the words alone do not
answer, `captions` describes, and `encoding` turns questions into arrays.

A scene is a tuple of `things.Thing` in reading order: row by row, from the left.
"""

SHAPES = ("circle", "square", "triangle")
# red, green, blue from 0 to 1; from dark to light in wide steps, for readers who see no hues
COLOURS = {
    "black": (0.08, 0.08, 0.08),
    "blue": (0.00, 0.30, 0.72),
    "red": (0.86, 0.24, 0.20),
    "green": (0.30, 0.72, 0.52),
    "yellow": (0.98, 0.84, 0.20),
}
BACKGROUND = (0.97, 0.97, 0.97)
ROWS = ("top", "middle", "bottom")
COLUMNS = ("left", "centre", "right")
PLACES = tuple(f"{row} {column}" for row in ROWS for column in COLUMNS)  # in reading order
