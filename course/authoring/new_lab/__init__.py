"""`course new-lab`: a small lab that runs, with all that a lab needs around it, for its author to change.

It writes the source with a demo and exercises, their checks and banks of answers, a claim and a data set if
asked, and all rows in ledger, catalogue and READMEs; everything or nothing, and never over what is there.
"""

from course.authoring.new_lab.plan import Plan, plan
from course.authoring.new_lab.texts import added, created
from course.authoring.new_lab.writing import write

__all__ = ["Plan", "added", "created", "plan", "write"]
