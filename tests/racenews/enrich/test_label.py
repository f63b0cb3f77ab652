from __future__ import annotations

import pytest

from racenews.enrich.label import label_story
from racenews.enrich.mentions import find_mentions
from racenews.resources import load


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        (
            "Nobody blamed John Degenkolb for the crash at Paris-Roubaix that the whole of the peloton spoke about.",
            "John Degenkolb and Paris-Roubaix: a crash",
        ),
        (
            "Nobody in Lure had seen Primož Roglič and Tadej Pogačar so tired at the Tour de France.",
            "Tour de France: Primož Roglič and Tadej Pogačar",
        ),
        (  # whose death it is, no label can say
            "What Wout van Aert said after Paris-Roubaix of the death of a team-mate was said very softly.",
            "Wout van Aert and Paris-Roubaix",
        ),
        (
            "When Jasper Stuyven tested positive for Covid the doctor of the team was the last to know at Paris-Nice.",
            "Jasper Stuyven and Paris-Nice",
        ),
        ("It rained on the village and on everybody who lived there.", ""),
    ],
)
def test_a_story_is_labelled_by_whom_it_names_and_by_its_kind(lead: str, label: str) -> None:
    gazetteer = load().gazetteer
    assert label_story(find_mentions(None, [lead], gazetteer, None), [lead], gazetteer) == label
