from __future__ import annotations

import pytest

from core.mapping import tidy_select, tidy_transform
from core.mapping.jmes import parse
from tests_of_compliance import expressions  # noqa: F401
