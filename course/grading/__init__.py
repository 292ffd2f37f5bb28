"""Submissions in, scores out: the students' code runs in a sandbox, and only plain values come back."""
