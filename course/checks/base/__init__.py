"""What checks are made of; all of `course.checks` that an answer in the sandbox may see."""
