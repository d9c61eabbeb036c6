"""Everything that can go wrong, by what happens next.

KoppelError
  x TransientError   wait and try again
      - RateLimited      the system asks for a pause of `wait` seconds
      - Unreachable      the system did not answer, and nothing was sent
  x RecordError      park this record, carry on with the others
      - MappingFault     fields of the payload could not be made (`faults` names each)
      - Missing          something that the record needs is not in the target
      - Refused          the target read the payload and said no
      - Unclear          the target may or may not have stored it: ambiguous until looked up
  x FatalError       stop and call a human
      - ConsentNeeded    the connection must be authorised (again)
      - Misconfigured    the flow, the connection or the installation is wrong
      - Overtaken        somebody else was first: look at what they did
      - Denied           who asks may not do that
      - Uncaged          no process could be had that confines expressions
      - WriteRefused     a dry run tried to write
      - Stopped          a person or a deadline ended the run
          - Taken            another worker carries the run on: this one must not write any more

The message of an error is one sentence for the person who must act: what, where, why, and what to do.
It never holds a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.records import Fault


class KoppelError(Exception):
    """The root: every error that Koppel raises on purpose."""


class TransientError(KoppelError):
    """Wait and try again."""


class RateLimited(TransientError):
    """The system asks for a pause; `wait` is its length in seconds."""

    def __init__(self, message: str, wait: float) -> None:
        super().__init__(message)
        self.wait = wait


class Unreachable(TransientError):
    """The system could not be reached; nothing was sent."""


class RecordError(KoppelError):
    """Park this record, carry on with the others."""


class MappingFault(RecordError):
    """Fields of the payload could not be made; `faults` names each of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.to}: {fault.why}" for fault in faults))
        self.faults = faults


class Missing(RecordError):
    """Something that the record needs is not in the target."""


class Refused(RecordError):
    """The target read the payload and said no; the message holds its own words."""


class Elsewhere(RecordError):
    """Another flow makes the same in the target at this moment: nothing was sent, look again soon."""


class Unclear(RecordError):
    """The target may or may not have stored what was sent: look it up before sending again."""


class FatalError(KoppelError):
    """Stop and call a human."""


class ConsentNeeded(FatalError):
    """The connection must be authorised (again) by a person."""


class Misconfigured(FatalError):
    """The flow, the connection or the installation is wrong; the message says where and what to do."""


class Overtaken(FatalError):
    """Somebody else changed the same thing first; the message says what, and nothing was changed."""


class Denied(FatalError):
    """Who asks may not do that; nothing was done. The message says what it takes."""


class Uncaged(FatalError):
    """Expressions cannot be evaluated, for no process could be had that confines them."""


class WriteRefused(FatalError):
    """A dry run tried to write."""


class Stopped(FatalError):
    """A person or a deadline ended the run."""


class Taken(Stopped):
    """Another worker has taken the run over, or may have: this one must not write any more."""
