"""What samples say about a flow: why fields are empty, what changed, what is covered, unused or unlisted."""

from core.insight.change import Change, Changes, FieldChange, changes
from core.insight.choice import Choice, Feature, FeatureKind, choose
from core.insight.coverage import Coverage, coverage
from core.insight.explaining import explain
from core.insight.insight import Insight, insight
from core.insight.outcome import Outcome, one_by_one, outcomes
from core.insight.probe import Render, asking, of_check
from core.insight.reason import Gap, Reason
from core.insight.seen import Seen, survey
from core.insight.sources import RECORD, bases, sources
from core.insight.trace import Cause
from core.insight.unlisted import Unlisted, unlisted
from core.insight.unused import unused
from core.insight.uses import Thing, Use, uses

__all__ = [
    "RECORD",
    "Cause",
    "Change",
    "Changes",
    "Choice",
    "Coverage",
    "Feature",
    "FeatureKind",
    "FieldChange",
    "Gap",
    "Insight",
    "Outcome",
    "Reason",
    "Render",
    "Seen",
    "Thing",
    "Unlisted",
    "Use",
    "asking",
    "bases",
    "changes",
    "choose",
    "coverage",
    "explain",
    "insight",
    "of_check",
    "one_by_one",
    "outcomes",
    "sources",
    "survey",
    "unlisted",
    "unused",
    "uses",
]
