"""The desk's word on one story: it wins over what the linker found."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from racenews.enrich.corrections import correct_mentions, correct_topics, find_correction_faults
from racenews.types import Correction, Mention, Topic, TopicRef

TITLE = "Holm wins"
BODY = ["Tony Hølm beat Holm of Pier.", "The Pier Hotel was full, said HOLM's mother."]
FOUND = (
    Mention("rider", "anna-holm", "Holm", -1, 0, 4, "surname-after-full-name"),
    Mention("rider", "tony-holm", "Tony Hølm", 0, 0, 9, "full-name"),
    Mention("rider", "anna-holm", "Holm", 0, 15, 19, "surname-after-full-name"),
    Mention("team", "pier", "Pier", 0, 23, 27, "team-of-rider"),
    Mention("team", "pier", "Pier", 1, 4, 8, "safe-alias"),
)


def corrected(
    unlink: tuple[str, ...] = (), link: Mapping[str, TopicRef] | None = None, drop: tuple[TopicRef, ...] = ()
) -> list[tuple[str, str, str]]:
    correction = Correction("a.txt", unlink, link or {}, drop)
    return [(m.surface, m.id, m.rule) for m in correct_mentions(FOUND, correction, TITLE, BODY)]


def test_unlinked_names_are_links_nowhere_but_within_longer_names() -> None:
    assert [surface for surface, _, _ in corrected(unlink=("holm",))] == ["Tony Hølm", "Pier", "Pier"]


def test_unlinking_a_phrase_leaves_the_name_elsewhere() -> None:
    assert [(m, i) for m, i, _ in corrected(unlink=("Pier Hotel",))].count(("Pier", "pier")) == 1


def test_a_linked_name_is_the_topic_wherever_it_stands_by_itself() -> None:
    assert corrected(link={"Holm": ("rider", "bo-holm")}) == [
        ("Holm", "bo-holm", "desk/link"),
        ("Tony Hølm", "tony-holm", "full-name"),
        ("Holm", "bo-holm", "desk/link"),
        ("Pier", "pier", "team-of-rider"),
        ("Pier", "pier", "safe-alias"),
        ("HOLM", "bo-holm", "desk/link"),
    ]


def test_a_longer_linked_name_takes_the_place_of_the_shorter() -> None:
    links = corrected(link={"Pier Hotel": ("race", "hotel-cup")})
    assert ("Pier Hotel", "hotel-cup", "desk/link") in links
    assert links.count(("Pier", "pier", "safe-alias")) == 0


def test_a_dropped_topic_has_no_link_and_no_place_in_the_list() -> None:
    assert {id for _, id, _ in corrected(drop=(("team", "pier"),))} == {"anna-holm", "tony-holm"}
    topics = [Topic("team", "pier", "Pier", "Pier", 2), Topic("topic", "mud", "Mud", "Mud", 0)]
    drop: tuple[TopicRef, ...] = (("topic", "mud"),)
    assert [t.id for t in correct_topics(topics, Correction("a.txt", drop=drop))] == ["pier"]


@pytest.mark.parametrize("name", ["Holms", "Pie", "Tony  Holm wins"])
def test_a_name_that_the_story_does_not_hold_is_told(name: str) -> None:
    (line,) = find_correction_faults(Correction("a.txt", unlink=(name, "tony holm")), TITLE, BODY)
    assert line == (
        f'desk/topics.toml: correct "a.txt": unlink "{name}" does not stand in the story. '
        "Copy it from the story as it stands there, or take it out."
    )
