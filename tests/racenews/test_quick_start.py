"""What a build of one changed dump does not wait for."""

import json
import subprocess
import sys
from pathlib import Path

import racenews

PLUGINS = Path(racenews.__file__).parents[1]
RARELY_NEEDED = {"ftfy", "racenews.enrich.headline", "racenews.enrich.headline_words"}
DUMP = (
    "title Holm wins at Farbeck\nauthor Ann Bell\ndate 2023-09-26\n\n"
    "Ola Holm won the third stage of the Tour of Farbeck on Tuesday, ahead of Jan Vik and the whole of the bunch.\n"
)
CLEANS = """
import json, sys
from racenews.pipeline import article_from_dump, default_resources
from racenews.intake.read import dump_from_text
article = article_from_dump(dump_from_text(sys.argv[1], "a.txt", is_html=False), default_resources())
print(json.dumps([article.title, sorted(sys.modules)]))
"""


def test_a_sound_dump_with_a_headline_loads_nothing_that_mends_text_or_makes_headlines() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", CLEANS, DUMP], env={"PYTHONPATH": str(PLUGINS)}, capture_output=True, check=True
    )
    title, loaded = json.loads(asked.stdout)
    assert title == "Holm wins at Farbeck"
    assert not RARELY_NEEDED & set(loaded)
