from __future__ import annotations

import pytest

from racenews.pipeline import default_resources
from racenews.resources import Resources


@pytest.fixture(scope="session")
def resources() -> Resources:
    return default_resources()
