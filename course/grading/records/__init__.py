"""The truth of grading: what a grade is (`grades`), and its database (`store`, `schema`, `rows`)."""
