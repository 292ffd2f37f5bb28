"""Judges what guests return: the labs, their cases, one submission (`runs`), many of them (`runner`)."""
