"""The words in which a connector is declared: one frozen value is its parser, form and documentation."""

from core.api.connector.authentication import Auth, Basic, Header, OAuth2
from core.api.connector.connector import Connector, Folder, Limits, Notice, Notices, Setting
from core.api.connector.dialect import Dialect
from core.api.connector.paging import (
    AfterLast,
    Counted,
    Cursor,
    LinkHeader,
    LinkInBody,
    OnePage,
    PageNumber,
    Paging,
)
from core.api.connector.resource import Find, Related, Resource, Rows, Since, Write

__all__ = [
    "AfterLast",
    "Auth",
    "Basic",
    "Connector",
    "Counted",
    "Cursor",
    "Dialect",
    "Find",
    "Folder",
    "Header",
    "Limits",
    "LinkHeader",
    "LinkInBody",
    "Notice",
    "Notices",
    "OAuth2",
    "OnePage",
    "PageNumber",
    "Paging",
    "Related",
    "Resource",
    "Rows",
    "Setting",
    "Since",
    "Write",
]
