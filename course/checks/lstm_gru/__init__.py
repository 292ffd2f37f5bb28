"""Checks of lab 03_lstm_gru, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.lstm_gru.cell_gradient import cell_gradient
from course.checks.lstm_gru.gru_step import gru_step
from course.checks.lstm_gru.lstm_step import lstm_step
from course.checks.lstm_gru.peephole_step import peephole_step
from course.checks.lstm_gru.units_for import units_for
