"""What is made from the records: pages for the instructor and the students, tables, nbgrader's gradebook."""
