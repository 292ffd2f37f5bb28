"""Checks of lab 14_time_series, one file per exercise.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
A name imported here is the Check, and no longer the submodule that has the same name.
"""

from course.checks.time_series.baselines import baselines
from course.checks.time_series.fit_scaler import fit_scaler
from course.checks.time_series.lag_of_forecast import lag_of_forecast
from course.checks.time_series.mase import mase
from course.checks.time_series.walk_forward import walk_forward
from course.checks.time_series.windows import windows
