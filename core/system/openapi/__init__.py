"""What an OpenAPI file says of a system: its resources, with fields, paging and look-ups."""

from core.system.openapi.offer import Offer, Offered, read_openapi

__all__ = ["Offer", "Offered", "read_openapi"]
