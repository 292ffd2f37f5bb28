"""Checks of lab 13_captions_questions, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.captions.caption_facts import caption_facts
from course.checks.captions.corpus_bleu import corpus_bleu
from course.checks.captions.film import film
from course.checks.captions.greedy_caption import greedy_caption
from course.checks.captions.question_only_baseline import question_only_baseline
from course.checks.captions.shift_captions import shift_captions
