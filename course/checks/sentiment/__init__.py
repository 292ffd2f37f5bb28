"""Checks of lab 08_sentiment, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.sentiment.bag_of_words import bag_of_words
from course.checks.sentiment.compose import compose
from course.checks.sentiment.last_outputs import last_outputs
from course.checks.sentiment.leave_one_out import leave_one_out
from course.checks.sentiment.levels import levels
