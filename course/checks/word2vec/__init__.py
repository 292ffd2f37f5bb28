"""Checks of lab 07_word2vec, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.word2vec.analogy import analogy
from course.checks.word2vec.keep_probability import keep_probability
from course.checks.word2vec.negative_sampling import negative_sampling
from course.checks.word2vec.neighbours import neighbours
from course.checks.word2vec.pair_count import pair_count
