"""Systems that a person declares without code, and what an OpenAPI file says of one."""

from core.system.declaring import connector_of, declared
from core.system.entering import places
from core.system.reading import SystemProblems, read_system, schema, write_system
from core.system.system import Kept, System

__all__ = [
    "Kept",
    "System",
    "SystemProblems",
    "connector_of",
    "declared",
    "places",
    "read_system",
    "schema",
    "write_system",
]
