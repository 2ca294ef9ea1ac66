"""What a plan's timescale says, read from the words of its cell.

Pure logic: no Django, no clock, no file. `read_timescale` takes any text and never raises; what cannot be right is
named in `problem`, and no date is invented.
"""

from plans.timescales.meetings import group_named, next_meeting
from plans.timescales.reading import read_timescale
from plans.timescales.timescale import Kind, MilestoneDate, Precision, Timescale

__all__ = ["Kind", "MilestoneDate", "Precision", "Timescale", "group_named", "next_meeting", "read_timescale"]
