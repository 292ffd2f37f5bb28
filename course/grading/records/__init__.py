"""The truth of grading: the types of a grade (`grades`), and the database that keeps them (`store`; `schema`, `rows`)."""
