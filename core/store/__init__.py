"""What is written down: connections, flows, runs and the ledger. SQL lives here and nowhere else."""

from core.store.connections import Connections, Consent, SavedConnection
from core.store.flows import Approval, Flows, SavedDraft, SavedFlow
from core.store.ledger import Entry, EntryState, Ledger
from core.store.runs import Run, RunRecord, Runs
from core.store.store import Store

__all__ = [
    "Approval",
    "Connections",
    "Consent",
    "Entry",
    "EntryState",
    "Flows",
    "Ledger",
    "Run",
    "RunRecord",
    "Runs",
    "SavedConnection",
    "SavedDraft",
    "SavedFlow",
    "Store",
]
