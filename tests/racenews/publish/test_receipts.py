"""The receipt of a story: the whole dump, each cut with its rule."""

from tests.a_small_paper import build_small_site, story

from racenews.publish.receipts import receipt_page
from racenews.publish.view_records import House
from racenews.types import Removal, Span, Tile

TEXT = "Fens race won\n\nSign up now! Paragraph 1 of the story.\n\nSign up later!"
TILES = (
    Tile(0, 15, "header", ""),
    Tile(15, 28, "removed", "sign-up/form"),
    Tile(28, 55, "kept", ""),
    Tile(55, 69, "removed", "sign-up/form"),
)


def receipt(**more):
    article = story("Fens race won", removals=(Removal(Span(15, 28), "sign-up/form", "a form"),), kinds="p", **more)
    (view,) = build_small_site([article]).stories
    return view, receipt_page(article, view, TEXT, TILES, House())


def test_a_receipt_holds_the_whole_dump():
    _, plan = receipt()
    assert "".join(p.text for p in plan.context["receipt"].passages) == TEXT


def test_a_receipt_adds_up_what_each_rule_cut_and_says_why():
    _, plan = receipt()
    cuts = [(c.rule, c.why, c.times, c.characters) for c in plan.context["receipt"].cuts]
    assert cuts == [
        ("header", "read as headline, byline or date, and printed there", 1, 13),
        ("sign-up/form", "a form", 2, 26),
    ]
    assert plan.context["receipt"].left_out == "39 of 69 characters"


def test_a_receipt_stands_below_its_story_and_asks_no_search_engine():
    view, plan = receipt()
    assert plan.path == f"{view.card.path}receipt/index.html"
    assert not plan.context["head"].listed


def test_a_receipt_shows_the_story_without_links():
    _, plan = receipt()
    assert plan.context["receipt"].body == "<p>Paragraph 1 of the story.</p>"


def test_a_receipt_shows_control_characters_by_their_signs():
    article = story("Fens race won", kinds="p")
    (view,) = build_small_site([article]).stories
    plan = receipt_page(article, view, "a\x0bb\x1b[31m\x85\n", (Tile(0, 10, "kept", ""),), House())
    assert [p.text for p in plan.context["receipt"].passages] == ["a␋b␛[31m�\n"]
