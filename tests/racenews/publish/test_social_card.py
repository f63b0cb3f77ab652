import datetime as dt
import io
from dataclasses import replace
from functools import partial

import pytest
from PIL import Image, ImageDraw
from tests.a_small_paper import build_small_site, small_paper

from racenews.card_face import load_face
from racenews.palette import load_palette
from racenews.publish.card_facts import HOUSE_CARD, CardFacts, can_be_set, composed, plan_cards
from racenews.publish.card_letters import letters_of
from racenews.publish.plate import PlateFacts
from racenews.publish.social_card import (
    HEADLINE_SIZES,
    HEIGHT,
    TEXT_RIGHT,
    WIDTH,
    draw_card,
    luminance,
    readable_on,
    wrap,
)

FACE, PALETTE = load_face(), load_palette()
PLATE = PlateFacts("vos-wins", "Vos wins", dt.date(2024, 7, 3), ("tour-de-france-femmes",), ("visma-lease-a-bike",), 3)
FACTS = CardFacts(PLATE, "Vos wins", "Tour de France Femmes", "Flamme Rouge")
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung"


def picture(facts: CardFacts) -> Image.Image:
    return Image.open(io.BytesIO(draw_card(facts, PALETTE, FACE)))


def words_reach_to(facts: CardFacts) -> int:
    """Return how far right the headline reaches: where a card differs from the same card without one."""
    with_words = picture(facts).convert("RGB")
    without = picture(replace(facts, headline="")).convert("RGB")
    box = Image.frombytes("L", (WIDTH, HEIGHT), bytes(
        0 if a == b else 255
        for a, b in zip(with_words.get_flattened_data(), without.get_flattened_data(), strict=True)
    )).getbbox()  # fmt: skip
    assert box is not None
    return int(box[2])


def test_card_has_the_size_that_readers_of_open_graph_ask_for() -> None:
    image = picture(FACTS)
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")


def test_same_facts_give_the_same_bytes_and_other_facts_others() -> None:
    card = draw_card(FACTS, PALETTE, FACE)
    assert card == draw_card(FACTS, PALETTE, FACE)
    assert card != draw_card(replace(FACTS, headline="Vos loses"), PALETTE, FACE)
    assert card != draw_card(replace(FACTS, plate=replace(PLATE, races=("paris-roubaix",))), PALETTE, FACE)


@pytest.mark.parametrize(
    "headline",
    [
        "V",
        "Vos",
        "Łódź: Đurasek, Mørkøv & Çağlar à l’Œuvre",
        f"{LONG} in Straßburg",
        "x" * 200,
        "one two " * 25,
        "W" * 600,
    ],
)
def test_headline_of_any_length_stays_left_of_the_landscape(headline: str) -> None:
    facts = replace(FACTS, headline=headline)
    assert len(draw_card(facts, PALETTE, FACE)) <= 30_000
    assert words_reach_to(facts) <= TEXT_RIGHT + 2


def test_words_are_broken_only_where_they_do_not_fit() -> None:
    measure, width = partial(FACE.measure, size=HEADLINE_SIZES[0]), TEXT_RIGHT - 64
    assert wrap(f"A {LONG}", measure, width, may_break=False) == []
    lines = wrap(f"A {LONG}", measure, width, may_break=True)
    assert "".join(lines).replace(" ", "") == f"A{LONG}"
    assert all(measure(line) <= width for line in lines)


def test_lines_are_even_and_no_more_than_needed() -> None:
    text = "Tadej Pogačar wins the Giro by almost ten minutes and then some more"
    measure = partial(FACE.measure, size=50)
    lines = wrap(text, measure, 500, may_break=False)
    assert " ".join(lines) == text
    lengths = [measure(line) for line in lines]
    assert max(lengths) <= 500 and min(lengths) > 0.55 * max(lengths)


@pytest.mark.parametrize(
    "headline", ["Mørkøv", "Điện Biên Phủ", "Pogac\u030car", "“Ça va”, dit-il – 5'30\" & 1 € …", "Ångström"]
)
def test_every_latin_headline_can_be_set(headline: str) -> None:
    assert can_be_set(headline, FACE)


@pytest.mark.parametrize("headline", ["ツール・ド・フランス", "Тур де Франс", "فاز", "Vos 🚴 wins", "q\u0307", "", " "])
def test_headline_with_a_letter_that_the_face_lacks_gets_no_card(headline: str) -> None:
    assert not can_be_set(headline, FACE)


def test_kicker_that_cannot_be_set_is_left_out() -> None:
    assert draw_card(replace(FACTS, kicker="環法"), PALETTE, FACE) == draw_card(
        replace(FACTS, kicker=""), PALETTE, FACE
    )


@pytest.mark.parametrize("size", [HEADLINE_SIZES[0], HEADLINE_SIZES[-1]])
def test_letters_that_are_drawn_once_stand_as_the_face_sets_the_line(size: int) -> None:
    text, font = "“AVATo, Wout’s fjällräv!” – Điện 7.1", FACE.at(size)
    mask, left, top = letters_of(FACE).draw(text, size)
    ours, theirs = Image.new("L", (3000, 300)), Image.new("L", (3000, 300))
    ours.paste(Image.fromarray(mask), (100 + left, 200 + top))
    ImageDraw.Draw(theirs).text((100, 200), text, fill=255, font=font, anchor="ls")
    assert ours.getbbox() and ours.tobytes() == theirs.tobytes()


def test_accents_are_joined_to_their_letters() -> None:
    assert composed("Pogac\u030car \n wins") == "Pogačar wins"


@pytest.mark.parametrize("family", sorted(PALETTE.families))
def test_words_stand_out_on_every_ground(family: str) -> None:
    tones = PALETTE.families[family]
    for ground in (tones.ground, tones.near):
        light, dark = sorted((luminance(ground), luminance(readable_on(ground))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, ground  # WCAG 2.2, contrast (minimum)


def test_only_the_newest_stories_have_a_card() -> None:
    site = build_small_site(small_paper(), social_cards=2)
    assert [bool(story.social) for story in site.stories[:4]] == [True, True, False, False]
    assert [path for path, _ in plan_cards(site)] == [HOUSE_CARD, site.stories[0].social, site.stories[1].social]


def test_a_paper_without_cards_has_that_of_the_house() -> None:
    site = build_small_site(small_paper(), social_cards=0)
    assert [path for path, _ in plan_cards(site)] == [HOUSE_CARD]


def test_card_of_a_house_whose_name_cannot_be_set_has_no_boxes() -> None:
    facts = replace(FACTS, headline="新聞", kicker="", name="報紙")
    assert draw_card(facts, PALETTE, FACE) == draw_card(replace(facts, headline="", name=""), PALETTE, FACE)
