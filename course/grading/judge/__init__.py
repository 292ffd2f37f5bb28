"""Judges what guests return: the labs, their cases, one submission (`runs`), many of them (`runner`), in a
process of its own (`process`)."""
