"""What differs when the newspaper goes live: `invoke publish --siteurl https://…` says where that is."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403  # everything else stays as it is

# There is no address to fall back on: a live site with the wrong one would be worse than none.
SITEURL = os.environ.get("SITEURL", "")
