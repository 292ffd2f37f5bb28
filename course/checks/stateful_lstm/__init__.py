"""Checks of lab 05_stateful_lstm, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.stateful_lstm.hand_down import hand_down
from course.checks.stateful_lstm.read_documents import read_documents
from course.checks.stateful_lstm.state_numbers import state_numbers
from course.checks.stateful_lstm.unfold import unfold
from course.checks.stateful_lstm.unknown_share import unknown_share
from course.checks.stateful_lstm.window_start import window_start
