"""Documents for the client: the mapping specification of a flow, and the acceptance report of its trial."""

from core.specification.acceptance import MOST, Carried, Proof, Trial, acceptance
from core.specification.document import Document, Part
from core.specification.file import as_file
from core.specification.specification import specification
from core.specification.subject import Block, End, Gap, Since, Subject

__all__ = [
    "MOST",
    "Block",
    "Carried",
    "Document",
    "End",
    "Gap",
    "Part",
    "Proof",
    "Since",
    "Subject",
    "Trial",
    "acceptance",
    "as_file",
    "specification",
]
