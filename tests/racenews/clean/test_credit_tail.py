from __future__ import annotations

import pytest

from racenews import clean_text

LEAD = "Ada Holm won the second stage on Tuesday after a long solo ride into the wind."
MORE = "Inès Roche was second, a minute behind, and keeps the leader's jersey."


@pytest.mark.parametrize("credit", ["Photo: Lena Mohr", "Image credit: Fjord Pictures", "Foto: Lena Mohr/Fjord"])
def test_a_lead_that_is_glued_to_a_credit_stays(credit: str) -> None:
    assert f"{LEAD}\n\n{MORE}" in clean_text(f"{credit} {LEAD}\n\n{MORE}").replace("’", "'")


@pytest.mark.parametrize(
    "caption",
    ["Photo: Lena Mohr", "Photo: Ada Holm crosses the line on her own in the rain of Bergen on Tuesday afternoon."],
)
def test_a_credit_or_a_caption_goes_whole(caption: str) -> None:
    assert clean_text(f"{LEAD}\n\n{caption}\n\n{MORE}").replace("’", "'") == f"{LEAD}\n\n{MORE}"
