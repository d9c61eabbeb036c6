"""The frame in which simulators of vendors' systems stand: one loopback server, faults, a clock, a log."""
