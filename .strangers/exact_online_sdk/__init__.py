"""Public SDK interface."""

from .client import AsyncExactOnlineClient, ExactOnlineClient
from .config import Settings
from .exceptions import (
    APIError,
    AuthenticationError,
    ExactOnlineSDKError,
    PartialResponseError,
    RateLimitError,
    ValidationError,
)

__all__ = [
    "ExactOnlineClient",
    "AsyncExactOnlineClient",
    "Settings",
    "ExactOnlineSDKError",
    "AuthenticationError",
    "APIError",
    "ValidationError",
    "RateLimitError",
    "PartialResponseError",
]
