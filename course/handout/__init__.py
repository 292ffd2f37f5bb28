"""For instructors: what is handed out, to students or to an nbgrader course."""
