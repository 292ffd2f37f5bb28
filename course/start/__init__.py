"""The start page: this machine in plain words, the map of the labs, and where a student stands."""

from course.start.labs import lecture_map
from course.start.machine import machine
from course.start.standing import standing

__all__ = ["lecture_map", "machine", "standing"]
