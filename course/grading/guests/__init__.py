"""The processes that run answers: `server` forks them, `guest` is what one does, `channel` how it is talked to,
and `readable` what it may read."""
