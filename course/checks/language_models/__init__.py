"""Checks of lab 06_language_models, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.language_models.continuation_counts import continuation_counts
from course.checks.language_models.kneser_ney_bigram import kneser_ney_bigram
from course.checks.language_models.narrow_interval import narrow_interval
from course.checks.language_models.ngram_counts import ngram_counts
from course.checks.language_models.perplexity import perplexity
from course.checks.language_models.temperature import temperature
