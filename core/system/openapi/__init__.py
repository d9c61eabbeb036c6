"""What an OpenAPI file says of a system: its resources, with fields, paging and look-ups."""

from core.system.openapi.offer import Imported, Offered, read_openapi

__all__ = ["Imported", "Offered", "read_openapi"]
