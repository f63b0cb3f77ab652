"""What is drawn on a story's social card, and which stories have one. What draws is loaded when a card is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from racenews.card_face import CardFace
from racenews.publish.plate import PlateFacts
from racenews.publish.view_records import Site
from racenews.publish.wording import slug

HOUSE_CARD = "card.png"
"""Where the card of the house lies, which stands for pages without one of their own."""
HOUSE_RACE = "tour-de-france"  # its tones are the brightest


@dataclass(frozen=True, slots=True)
class CardFacts:
    """All that a card is drawn from. `name` is the paper's."""

    plate: PlateFacts
    headline: str
    kicker: str
    name: str


def composed(text: str) -> str:
    """Return a text as it is set: letters and their accents as one sign, one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def can_be_set(headline: str, face: CardFace) -> bool:
    """Say whether the face has every letter of a headline; a story in another script takes the card of the house."""
    text = composed(headline)
    return bool(text) and face.can_set(text)


def plan_cards(site: Site) -> Iterator[tuple[str, CardFacts]]:
    """Yield the card of the house and that of each story that has one, as (path below the output folder, facts)."""
    house = site.house
    plate = PlateFacts(slug(house.name, "paper"), "", races=(HOUSE_RACE,), riders=3)
    yield HOUSE_CARD, CardFacts(plate, house.name, "", house.tagline)
    for story, announced in zip(site.stories[: house.social_cards], site.announced, strict=False):
        if story.social:
            card = story.card
            kicker = card.kicker.name if card.kicker else ""
            yield story.social, CardFacts(announced.plate, card.title, kicker, house.name)
