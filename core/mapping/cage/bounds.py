"""How much a caged process may take before it is ended: time, memory, sizes, and how many there are.

Time is that of the processor, so that a busy machine ends nobody; on the clock it may take `PATIENCE` times
as long, for what does not go on then was stopped from outside.
"""

from __future__ import annotations

#: seconds without an answer after which asking quickly is given up, and one record is asked carefully
QUICK = 0.25
#: seconds that this record may take then, and those for each evaluation in it on top
CAREFUL, PER_EVALUATION = 0.5, 50e-6
#: the same as the former, once an expression of this mapping had to be ended
AGAIN = 0.15
#: seconds for making a mapping ready, and for each of its rules on top
READING, PER_RULE = 1.0, 0.02
PATIENCE = 8.0

#: seconds of one expression on one record that count as if it had been ended
SLOW = 0.3
#: seconds on the clock after which a process yields to all that are quicker, and by how much
YIELDING, NICENESS = 0.1, 15
#: times that an expression is ended before it is not tried again
TRIES = 2
#: processes that one call may cost before what is left of it is given up
DEATHS = 6

#: megabytes that a caged process may have in all
MEMORY = 190
#: bytes of one answer, of all answers of a call, and of a frame on the wire
ANSWER, ANSWERS, FRAME = 4 << 20, 64 << 20, 8 << 20
#: records that are shipped in one request, and bytes of the records that a process keeps
AT_ONCE, KEPT = 200, 8 << 20
#: the same of records in JSON that are asked about once: so many, and bytes
LINES, SHIPPED = 1000, 2 << 20
#: bytes of a process's tray, on which records lie when there is room for them
TRAY = 3 << 20
#: batches of records and mappings that a process keeps
BATCHES, PLANS = 12, 32
#: bytes and seconds after which a process hands over what it has, about
GATHERED, GATHERING = 256 << 10, 0.05

#: processes at work at the same time in all and for one owner, and those kept warm
MOST, PER_OWNER, WARM = 8, 2, 4
#: seconds for starting the first process
STARTING = 30.0
