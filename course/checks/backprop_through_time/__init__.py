"""Checks of lab 02_backprop_through_time, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.backprop_through_time.clip import clip
from course.checks.backprop_through_time.sequence_loss import sequence_loss
from course.checks.backprop_through_time.slopes import slopes
from course.checks.backprop_through_time.step_back import step_back
from course.checks.backprop_through_time.steps_to_fade import steps_to_fade
from course.checks.backprop_through_time.word_gradients import word_gradients
