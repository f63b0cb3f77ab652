"""What differs when the newspaper goes live. `invoke publish --siteurl https://…` says where."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403  # everything else stays as it is

SITEURL = os.environ.get("SITEURL", "https://example.org")
