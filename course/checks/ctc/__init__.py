"""Checks of lab 11_ctc, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.ctc.collapse import collapse
from course.checks.ctc.count_alignments import count_alignments
from course.checks.ctc.ctc_forward import ctc_forward
from course.checks.ctc.ctc_occupation import ctc_occupation
from course.checks.ctc.label_error_rate import label_error_rate
from course.checks.ctc.mel_filters import mel_filters
