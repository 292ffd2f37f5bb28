"""Checks of lab 01_recurrence, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.recurrence.clock_weights import clock_weights
from course.checks.recurrence.count_weights import count_weights
from course.checks.recurrence.feed_back import feed_back
from course.checks.recurrence.output_shape import output_shape
from course.checks.recurrence.program_weights import program_weights
from course.checks.recurrence.read_batch import read_batch
