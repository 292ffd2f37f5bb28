"""Checks of lab 04_addition_rnn, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.addition_rnn.count_carries import count_carries
from course.checks.addition_rnn.decode import decode
from course.checks.addition_rnn.encode import encode
from course.checks.addition_rnn.exact_match import exact_match
from course.checks.addition_rnn.layer_parameters import layer_parameters
from course.checks.addition_rnn.learn import learn
