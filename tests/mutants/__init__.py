"""Mutants: every right answer with one small fault, to see whether the checks notice.

A mutant behaves like many a student's fault: an index off by one, a term left out, two gates exchanged. For
each exercise the lab's solution and the right answers of its bank are changed in every way that `operators`,
`field` and `whole` know, and each mutant is asked the cases of the notebook and hidden ones.
A mutant that passes must be explained in `equal/<lab>/<exercise>.yaml`, or a check has a hole.

    make mutants [LAB=lstm_gru] [EXERCISE=gru-step]      the table
    python -m tests.mutants gru-step --survivors         the mutants that pass, and what tells them apart

    sources    right answers, as syntax trees
    tree       places in a tree, and how to change one
    operators  faults in any Python
    field      faults in the code of this field: axes, masks, gates, numpy
    whole      faults of a whole function: arguments that do not count, state that is kept
    making     all mutants of a source
    counting   an end to endless loops that does not depend on the clock
    trial      the cases, and which of them a mutant passes
    listed     mutants that cannot differ, by reason
    table      a row for each exercise, and the record of the last full run
"""
