"""What is written down: connections, flows, runs and the ledger. SQL lives here and nowhere else."""

from core.store.acts import Act, Acts
from core.store.alerts import Alert, Alerts, Trouble
from core.store.audit import AuditEntry, Verified
from core.store.backup import Backup, look
from core.store.backups import SavedBackup
from core.store.beginnings import Beginning, Beginnings
from core.store.claims import Looked, Rival
from core.store.connections import Connections, Consent, Kind, SavedConnection
from core.store.entry import Entry, EntryState
from core.store.erasure import Written
from core.store.flows import Approval, Flows, SavedDraft, SavedFlow
from core.store.glance import Glance
from core.store.ledger import Ledger
from core.store.messages import Channel, Delivery, Message, Messages
from core.store.moving import Moved
from core.store.notices import NOTICE, Heeding, KnownNotices
from core.store.payloads import KEPT_DAYS, Kept, Payload, Payloads, Seal, Sealed
from core.store.people import ApiToken, People, Person, SignIn
from core.store.plans import HOLDS_HOURS, WRITES, Fingerprint, PlanRecord, Plans, SavedPlan
from core.store.queue import Queue, Standing
from core.store.reconciliation import Day, Reconciliation
from core.store.rotation import Rotated
from core.store.run import Run, RunRecord
from core.store.runs import Runs
from core.store.schedules import Firing, Schedules, Timed
from core.store.shared_tables import Following, SavedTable, SharedTables
from core.store.standing import House, Numbers, Traffic
from core.store.store import Store, put_back
from core.store.stretches import FEW, LOOKED_BACK, Drift, Filling, Stretch, Stretches, Tally
from core.store.subject import Subject
from core.store.sweeps import (
    MISSING,
    SWEEP,
    SavedSweep,
    SweepFiring,
    Sweeps,
    SweepSchedule,
    Swept,
    SweptKey,
)
from core.store.systems import SavedSystem, Systems
from core.store.traces import Trace
from core.store.watched import Watched
from core.store.workers import SavedWorker, Workers

__all__ = [
    "FEW",
    "HOLDS_HOURS",
    "KEPT_DAYS",
    "LOOKED_BACK",
    "MISSING",
    "NOTICE",
    "SWEEP",
    "WRITES",
    "Act",
    "Acts",
    "Alert",
    "Alerts",
    "ApiToken",
    "Approval",
    "AuditEntry",
    "Backup",
    "Beginning",
    "Beginnings",
    "Channel",
    "Connections",
    "Consent",
    "Day",
    "Delivery",
    "Drift",
    "Entry",
    "EntryState",
    "Filling",
    "Fingerprint",
    "Firing",
    "Flows",
    "Following",
    "Glance",
    "Heeding",
    "House",
    "Kept",
    "Kind",
    "KnownNotices",
    "Ledger",
    "Looked",
    "Message",
    "Messages",
    "Moved",
    "Numbers",
    "Payload",
    "Payloads",
    "People",
    "Person",
    "PlanRecord",
    "Plans",
    "Queue",
    "Reconciliation",
    "Rival",
    "Rotated",
    "Run",
    "RunRecord",
    "Runs",
    "SavedBackup",
    "SavedConnection",
    "SavedDraft",
    "SavedFlow",
    "SavedPlan",
    "SavedSweep",
    "SavedSystem",
    "SavedTable",
    "SavedWorker",
    "Schedules",
    "Seal",
    "Sealed",
    "SharedTables",
    "SignIn",
    "Standing",
    "Store",
    "Stretch",
    "Stretches",
    "Subject",
    "SweepFiring",
    "SweepSchedule",
    "Sweeps",
    "Swept",
    "SweptKey",
    "Systems",
    "Tally",
    "Timed",
    "Trace",
    "Traffic",
    "Trouble",
    "Verified",
    "Watched",
    "Workers",
    "Written",
    "look",
    "put_back",
]
