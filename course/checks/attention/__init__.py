"""Checks of lab 10_attention, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.attention.alignment_agreement import alignment_agreement
from course.checks.attention.attention_weights import attention_weights
from course.checks.attention.causal_mask import causal_mask
from course.checks.attention.scaled_dot_product import scaled_dot_product
from course.checks.attention.sinusoids import sinusoids
from course.checks.attention.split_heads import split_heads
