"""Checks of lab 09_seq2seq, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.seq2seq.beam_search import beam_search
from course.checks.seq2seq.character_ids import character_ids
from course.checks.seq2seq.greedy import greedy
from course.checks.seq2seq.masked_scores import masked_scores
from course.checks.seq2seq.teacher_forcing import teacher_forcing
