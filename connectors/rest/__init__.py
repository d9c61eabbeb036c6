"""An example of a system that is declared without code: `system.yaml` is all that there is to it."""

from importlib import resources

from core.system import declared

CONNECTOR = declared((resources.files(__name__) / "system.yaml").read_text(encoding="utf-8"))
