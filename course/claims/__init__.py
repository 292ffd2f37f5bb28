"""Claims: what the lectures say, each measured by a cell and shown with its number and verdict.

A lab measures one with `claim("addition-157", answer="157", exact_match=0.994)`; the ledger, `ledger.yaml`,
decides whether it holds.
"""

from course.claims.measured import claim

__all__ = ["claim"]
