"""Checks of lab 13_captions_questions, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.captions_questions.caption_facts import caption_facts
from course.checks.captions_questions.corpus_bleu import corpus_bleu
from course.checks.captions_questions.film import film
from course.checks.captions_questions.greedy_caption import greedy_caption
from course.checks.captions_questions.question_only_baseline import question_only_baseline
from course.checks.captions_questions.shift_captions import shift_captions
