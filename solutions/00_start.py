# %% [markdown]
# # Start here
#
# This page tells you three things: whether this machine can run the labs, which lab goes with which
# lecture, and where you stand. Run it from top to bottom (*Run > Run All Cells*); it takes some
# seconds. Come back whenever you like: what a cell shows is as old as its last run.

# %% setup=true
from course.start import lecture_map, machine, standing

# %% [markdown]
# ## This machine
#
# A ✓ is fine. A ! is worth knowing, and the labs run all the same. A ✗ has to be mended, with the
# command beside it; type it into a terminal (*File > New > Terminal*), or into a cell with a `!`
# before it. A **GPU** is a graphics card that computes; **cuDNN** is its fast way through a recurrent
# layer, and the **generic** kernel is the one that runs anywhere (lab 03 compares them). The **cache**
# is the folder that keeps what you download.

# %% tags=["nbval-ignore-output"]
machine()

# %% [markdown]
# ## Lectures and labs
#
# Each lab stands on its own: begin with the one that belongs to the lecture you have just heard. If you
# have no lecture, go by the numbers. The times include the exercises.

# %% tags=["nbval-ignore-output"]
lecture_map()

# %% [markdown]
# ## Where you stand
#
# The points that your notebooks showed when you last saved them (*File > Save Notebook*), and what to
# do next. Click on a lab's points to see its exercises. Run the cell again to bring it up to date.

# %% tags=["nbval-ignore-output"]
standing()

# %% [markdown]
# ## How a lab works
#
# 1. Open it and run it from top to bottom once. It takes about a minute. Read as you go.
# 2. Go back to the exercises. Replace the line `raise NotImplementedError()` with your answer, and run
#    the cell, then the check below it. It shows your points and says what may have gone wrong. Try as
#    often as you like; nothing is counted but the last state.
# 3. Save, and hand in the notebook itself, under the name that it has.
#
# A `NameError` says that a cell above was not run since the kernel started: run the first code cell and
# the exercise's own cell, then the check. If a lab behaves oddly, choose
# *Kernel > Restart Kernel and Run All Cells*. If you have spoilt a cell,
# take it from a fresh copy of the lab.
