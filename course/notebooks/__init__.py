"""Running a notebook: in a kernel of its own, and all checks of one in the terminal."""
