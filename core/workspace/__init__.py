"""The one place where things are put together: what pages and commands ask of Koppel."""

from core.api.connector import Connector, Resource, Setting
from core.api.sign_in import Provider, is_loopback, provider
from core.api.telling import ASKED as CHANNELS
from core.api.trial import Trial
from core.mapping import Batch, Function, functions, missing_rows, plainly, tidy_select, tidy_transform
from core.recipes import DOCUMENT, Capability, Guide, Offer, Question, Recipe, why
from core.runs.preview import Explanation, Preview, Shaped, TestResult
from core.store import (
    Act,
    ApiToken,
    Approval,
    Backup,
    Beginning,
    Day,
    Message,
    Numbers,
    Person,
    PlanRecord,
    Run,
    RunRecord,
    SavedConnection,
    SavedDraft,
    SavedFlow,
    SavedPlan,
    SavedSweep,
    SavedSystem,
    SavedTable,
    Swept,
    SweptKey,
)
from core.system import System, SystemProblems
from core.system.openapi import Imported
from core.workspace.beginning import CheckedTable, Choice
from core.workspace.doctor import Finding
from core.workspace.drifting import Drifted
from core.workspace.home import default_home
from core.workspace.keeping import KnownBackup, inside, restored
from core.workspace.passport import Known, Passport
from core.workspace.reconciling import Balance
from core.workspace.sharing import Effect, Follower, SharedTable
from core.workspace.states import FlowState, Parked
from core.workspace.sweeping import Sweep
from core.workspace.tables import TableVersion
from core.workspace.uploads import decoded, read_records
from core.workspace.using import Carried, Used
from core.workspace.workspace import Workspace

__all__ = [
    "CHANNELS",
    "DOCUMENT",
    "Act",
    "ApiToken",
    "Approval",
    "Backup",
    "Balance",
    "Batch",
    "Beginning",
    "Capability",
    "Carried",
    "CheckedTable",
    "Choice",
    "Connector",
    "Day",
    "Drifted",
    "Effect",
    "Explanation",
    "Finding",
    "FlowState",
    "Follower",
    "Function",
    "Guide",
    "Imported",
    "Known",
    "KnownBackup",
    "Message",
    "Numbers",
    "Offer",
    "Parked",
    "Passport",
    "Person",
    "PlanRecord",
    "Preview",
    "Provider",
    "Question",
    "Recipe",
    "Resource",
    "Run",
    "RunRecord",
    "SavedConnection",
    "SavedDraft",
    "SavedFlow",
    "SavedPlan",
    "SavedSweep",
    "SavedSystem",
    "SavedTable",
    "Setting",
    "Shaped",
    "SharedTable",
    "Sweep",
    "Swept",
    "SweptKey",
    "System",
    "SystemProblems",
    "TableVersion",
    "TestResult",
    "Trial",
    "Used",
    "Workspace",
    "decoded",
    "default_home",
    "functions",
    "inside",
    "is_loopback",
    "missing_rows",
    "plainly",
    "provider",
    "read_records",
    "restored",
    "tidy_select",
    "tidy_transform",
    "why",
]
