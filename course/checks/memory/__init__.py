"""Checks of lab 12_memory, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.memory.content_addressing import content_addressing
from course.checks.memory.copy_batch import copy_batch
from course.checks.memory.erase_and_add import erase_and_add
from course.checks.memory.memory_hop import memory_hop
from course.checks.memory.position_encoding import position_encoding
from course.checks.memory.shift_and_sharpen import shift_and_sharpen
